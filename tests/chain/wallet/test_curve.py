def test_several_steps_are_placed_together(as_person, contracts, carol, bidding):
    done = as_person("carol", "bid", "--step", "5@0.03", "--step", "10@0.0245", "--json")

    assert (done.code, done.json["escrow"]) == (0, "0.390000")
    steps, _ = contracts.auction.steps_of(carol.address)
    assert [(step.tick, step.lots) for step in steps] == [(6, 5), (3, 10)]
    assert contracts.auction.vault_of(carol.address) == 10_000_000 - 5 * 30_000 - 10 * 24_000


def test_more_than_four_steps_are_refused(as_person, carol, bidding):
    refused = as_person("carol", "bid", *(["--step", "1@0.03"] * 5))
    assert (refused.code, refused.err) == (2, "abate: --step: a bid has 1 to 4 steps, not 5\n")


def test_a_step_below_the_opening_price_is_refused(as_person, bidding):
    refused = as_person("carol", "bid", "--step", "5@0.019")
    assert (refused.code, "below the round's opening price" in refused.err) == (2, True)
