"""Options that exclude or need each other are told apart before a node is asked."""

import pytest

NODE = ("--rpc", "http://127.0.0.1:9")
ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
PERMIT = "--permit: goes without --sign, which adds a permit where one is needed"


@pytest.mark.parametrize("words", [(), ("12",), ("12", "0.05", "--step", "12@0.05"), ("12", "--step", "12@0.05")])
def test_a_bid_is_lots_and_price_or_steps(words, refused):
    assert refused("bid", *words, *NODE) == "give LOTS and PRICE, or one or more --step LOTS@PRICE"


def test_what_is_won_is_retired_by_a_signed_bid_only(refused):
    expected = "--retire: goes with --sign only; the wallet retires afterwards: abate retire"
    assert refused("bid", "12", "0.05", "--retire", *NODE) == expected


@pytest.mark.parametrize(
    "words", [("retire", "1.000"), ("redeem", "1"), ("donate", "1", "1.000")], ids=lambda words: words[0]
)  # fmt: skip
def test_a_signed_order_takes_its_permit_with_it(words, refused):
    assert refused(*words, "--permit", "--sign", "out", *NODE) == PERMIT


def test_an_order_has_no_drawing_yet(refused):
    expected = "--svg: goes without --sign: there is no certificate yet"
    assert refused("retire", "1.000", "--svg", "out", "--sign", "out", *NODE) == expected


@pytest.mark.parametrize("command", ["history", "rating"])
def test_a_table_or_an_object(command, refused):
    assert refused(command, ACCOUNT, "--csv", "--json", *NODE) == "give --csv or --json, not both"


def test_a_footprint_is_drawn_from_reports(refused):
    expected = "--plot: a footprint is in opened reports only; give --reports FOLDER"
    assert refused("rating", ACCOUNT, "--plot", "out", *NODE) == expected
