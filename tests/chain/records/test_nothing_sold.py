"""Advice in money before the first sale."""


def test_before_anything_is_sold_it_says_so(advise, contracts):
    refused = advise("--market")

    assert (refused.code, refused.err) == (
        2,
        "abate: --market: the auction has sold nothing yet; give a --price\n",
    )
