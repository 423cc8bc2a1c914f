"""``abate settle`` and ``abate auction`` before the first round."""


def test_without_any_round_it_says_so(settle):
    refused = settle()

    assert refused.code == 2
    assert refused.err == "abate: no auction round was opened yet\n"


def test_before_any_round_the_next_opening_price_is_the_floor(auction, contracts):
    found = auction("status", "--json").json

    assert found == {"rounds": [], "next_opening_price": "0.020000"}
    assert auction("book").err == "abate: no auction round was opened yet; abate round --open opens the first\n"
