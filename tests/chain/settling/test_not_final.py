def test_a_round_that_still_runs_is_refused_and_nothing_is_sent(settle, contracts, bidding, tmp_path):
    block = contracts.chain.block()["number"]

    refused = settle()

    assert refused.code == 1
    assert refused.err == "abate: round 1 is not final yet: it is in its bidding time\n"
    assert contracts.chain.block()["number"] == block
    assert not (tmp_path / "result").exists()
