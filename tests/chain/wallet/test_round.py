def test_a_running_round_is_shown_with_the_price_that_is_still_taken(abate, bidding):
    found = abate("round", "--json").json

    assert (found["stage"], found["supply"], found["demand"]) == ("bidding", 40, 0)
    assert (found["opening_price"], found["lowest_bid_taken"]) == ("0.020000", "0.020000")


def test_a_round_cannot_be_opened_while_one_runs(as_person, contracts, bidding):
    refused = as_person("carol", "round", "--open")

    assert refused.code == 1
    assert refused.err == (
        "abate: opening a round refused: The round is not final: its time runs, or its clock lags. "
        "[RoundNotFinal (round 1)]\n"
    )
