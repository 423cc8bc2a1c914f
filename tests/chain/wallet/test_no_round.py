"""Before the first round."""


def test_before_the_first_round_it_says_how_to_open_one(abate):
    assert "abate round --open" in abate("round").out


def test_anybody_opens_the_next_round(as_person, contracts):
    done = as_person("carol", "round", "--open", "--json")

    assert (done.code, done.json["round"], done.json["stage"]) == (0, 1, "consignment")
    assert contracts.auction.current_round() == 1


def test_without_a_round_there_is_nothing_to_crank(as_person, contracts):
    refused = as_person("alice", "auction", "crank")

    assert (refused.code, refused.err) == (2, "abate: no auction round was opened yet\n")
