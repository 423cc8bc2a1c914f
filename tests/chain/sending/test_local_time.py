from abate.chain.local_time import advance, advance_to, mine


def test_advancing_moves_the_latest_block(connected):
    mine(connected)
    before = connected.now()

    after = advance(connected, 86_400)

    assert 86_400 <= after - before < 86_410
    assert connected.now() == after


def test_advancing_to_a_moment_reaches_it(connected):
    moment = connected.now() + 3_600

    assert moment <= advance_to(connected, moment) < moment + 10


def test_advancing_to_a_past_moment_does_nothing(connected):
    block = connected.block()["number"]

    advance_to(connected, connected.now() - 1)

    assert connected.block()["number"] == block
