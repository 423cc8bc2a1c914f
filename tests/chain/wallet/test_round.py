def test_anybody_opens_the_next_round(as_person, contracts):
    done = as_person("carol", "round", "--open", "--json")

    assert (done.code, done.json["round"], done.json["stage"]) == (0, 1, "consignment")
    assert contracts.auction.current_round() == 1


def test_before_the_first_round_it_says_how_to_open_one(abate):
    assert "abate round --open" in abate("round").out


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
