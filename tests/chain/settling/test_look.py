"""``abate auction``: rounds, books and results, before and after settling."""

from brownie import accounts

from tests.chain.settling.conftest import CAROL, DAVE


def test_a_running_round_shows_stage_and_price(auction, contracts, bidding):
    (found,) = auction("status", "--json").json["rounds"]

    assert (found["stage"], found["supply"], found["demand"]) == ("bidding", 40, 55)
    assert (found["opening_price"], found["price"]) == ("0.020000", "0.040000")
    assert "bidding" in auction("status").out


def test_the_book_has_every_price_with_the_lots_at_or_above_it(auction, bidding):
    found = auction("book", "--json").json

    assert (found["round"], found["supply"]) == (1, 40)
    assert [(row["price"], row["lots"], row["at_or_above"]) for row in found["book"]] == [
        ("0.060000", 15, 15),
        ("0.040000", 40, 55),
    ]
    assert found["clock_tick"] == found["book"][1]["tick"]
    lines = auction("book").out.splitlines()
    assert lines[-1].split() == ["11", "0.040000", "40", "55", "clock"]


def test_a_round_that_runs_has_no_result_yet(auction, bidding):
    refused = auction("result")

    assert refused.code == 1
    assert refused.err == "abate: round 1 is not final yet: it is in its bidding time\n"


def test_a_round_that_was_never_opened_has_no_book(auction, bidding):
    refused = auction("book", "--round", 2)

    assert (refused.code, "round 2 was never opened" in refused.err) == (2, True)


def test_a_final_round_is_derived_and_compared_without_sending_anything(auction, contracts, ended):
    block = contracts.chain.block()["number"]

    found = auction("result", "--json").json
    assert (found["clearing_price"], found["number_of_bids"], found["cover_ratio"]) == ("40000", 3, "1.3750")
    assert [bid["claimed"] for bid in found["bids"]] == [False, False, False]
    assert "3 bids and 2 sales are not settled yet: abate settle" in auction("result").out
    assert contracts.chain.block()["number"] == block


def test_what_was_settled_is_no_longer_missed(auction, settle, contracts, wallet, ended):
    wallet(CAROL).do(contracts.auction.claim(accounts[CAROL].address))
    assert "2 bids and 2 sales are not settled yet" in auction("result").out

    settle()
    shown = auction("result").out
    assert "not settled yet" not in shown
    assert f"{accounts[DAVE].address[:8]}…" in shown
