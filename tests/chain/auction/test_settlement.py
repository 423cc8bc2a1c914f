import json

import pytest
from brownie import web3

from abate.auction.plan import batches
from abate.auction.result_files import write_results
from abate.auction.settlement import settle
from abate.chain import connect
from abate.chain.auction import CreditAuction
from abate.errors import ChainError, InputError, IntegrityError


@pytest.fixture
def wrapped(auction):
    return CreditAuction(connect(web3.provider.endpoint_uri, chain_id=1337), auction.address)


@pytest.fixture(scope="module")
def two_rounds(market, seller, sellers, alice, bob, carol):
    """Round 1 all sold on a tie, with an exit and a raise; round 2 undersubscribed; nothing of it settled."""
    market.open()
    market.consign(seller, 60)
    market.consign(sellers[1], 40)
    market.start_bidding()
    market.bid(alice, 3, 70)
    market.bid(bob, 5, 60)
    market.bid(carol, 5, 50)
    market.auction.exit(1, {"from": alice})
    market.bid(alice, 6, 20)
    market.end()


def test_a_round_that_is_not_final_is_refused(wrapped, market):
    with pytest.raises(InputError, match="round 1 was never opened"):
        settle(wrapped, 1, 0)
    market.open()
    with pytest.raises(ChainError, match="round 1 is not final yet: it is in its consignment time"):
        settle(wrapped, 1, 0)


def test_a_round_is_derived_from_its_events_and_agrees(wrapped, two_rounds, alice, bob, carol):
    settled = settle(wrapped, 1, 0)

    outcome = settled.outcome
    assert (outcome.supply, outcome.demand, outcome.sold, outcome.clock_tick) == (100, 130, 100, 5)
    assert [(fill.bidder, fill.filled) for fill in outcome.fills] == [(bob, 43), (carol, 37), (alice, 20)]
    assert settled.unclaimed == (bob, carol, alice)
    assert settled.unpaid == (1 << 32, (1 << 32) + 60)
    assert not settled.is_complete


def test_it_agrees_after_claims_and_payments_too(wrapped, market, two_rounds, alice, bob, stranger):
    market.auction.claim(bob, {"from": stranger})
    market.auction.pay(1 << 32, {"from": stranger})
    settled = settle(wrapped, 1, 0)
    assert bob not in settled.unclaimed
    assert settled.unpaid == ((1 << 32) + 60,)

    for call in batches(settled, 10**7).calls(wrapped, 1):
        stranger.transfer(call.to, data=call.data.hex())
    settled = settle(wrapped, 1, 0)
    assert settled.is_complete
    assert market.credit.balanceOf(market.auction) == 0


def test_later_rounds_follow_from_earlier_ones(wrapped, market, two_rounds, seller, alice, stranger):
    market.auction.claim(alice, {"from": stranger})
    market.open()
    market.consign(seller, 50)
    market.start_bidding()
    market.bid(alice, 2, 30)
    market.end()

    settled = settle(wrapped, 2, 0)
    # 130 / 100 x 200,000 x 0.25 = 65,000, clamped to 1.25 x 14,000
    assert settled.outcome.opening_price == settled.outcome.clearing_price == 17_500
    assert settled.outcome.sold == 30
    assert settle(wrapped, 1, 0).published


def test_missing_events_are_not_reported_as_settled(wrapped, two_rounds):
    with pytest.raises(IntegrityError, match="its events are missing"):
        settle(wrapped, 1, wrapped.chain.block()["number"])


def test_events_from_the_middle_of_a_round_are_not_taken_for_all(wrapped, two_rounds):
    (opened,) = wrapped.events("RoundOpened", 0)
    (first, _) = wrapped.events("Consigned", 0)
    with pytest.raises(IntegrityError, match=rf"^block {first.block}: Consigned belongs to round 1, not open$"):
        settle(wrapped, 1, opened.block + 1)


def test_events_from_a_later_round_on_are_not_taken_for_all(wrapped, market, two_rounds):
    ended = wrapped.chain.block()["number"]
    market.open()
    opened = wrapped.chain.block()["number"]
    market.start_bidding()  # nothing is offered, so that the round is over
    with pytest.raises(IntegrityError, match=rf"^block {opened}: RoundOpened says round 2, the rules 1$"):
        settle(wrapped, 2, ended + 1)


def test_a_contract_that_says_otherwise_is_caught(wrapped, two_rounds, monkeypatch):
    honest = CreditAuction.read

    def lying(self, function, *arguments, **options):
        answer = honest(self, function, *arguments, **options)
        return (answer[0], answer[1] + 1, *answer[2:]) if function == "resultOf" else answer

    monkeypatch.setattr(CreditAuction, "read", lying)
    with pytest.raises(IntegrityError, match="result of round 1: derived from the events"):
        settle(wrapped, 1, 0)


def test_results_are_written_as_json_and_tables(wrapped, two_rounds, tmp_path, bob):
    files = write_results(settle(wrapped, 1, 0), tmp_path)

    tables = ["round-1-bids.csv", "round-1-consignments.csv", "round-1-figures.csv"]
    assert [path.name for path in files] == ["round-1.json", *tables]
    content = json.loads(files[0].read_text())
    assert content["clearing_price"] == "14000"
    assert content["cover_ratio"] == "1.3000"
    assert content["bids"][0] == {
        "bidder": bob.address,
        "tick": 5,
        "limit_price": "14000",
        "lots": 60,
        "filled": 43,
        "cost": "602000",
        "refund": "238000",
        "claimed": False,
    }
    assert files[1].read_text().splitlines()[1] == f"{bob.address},5,14000,60,43,602000,238000,False"
    assert len(files[2].read_text().splitlines()) == 3
    figures = dict(zip(*(line.split(",") for line in files[3].read_text().splitlines()), strict=True))
    assert (
        figures.items()
        >= {
            "clearing_price": "14000",
            "lowest_bid": "14000",
            "highest_bid": "15000",
            "mean_bid": "14153.8462",
            "median_bid": "14000",
            "supply": "100",
            "sold": "100",
            "total_bid_lots": "130",
            "number_of_bids": "3",
            "bidders": "3",
            "successful_bidders": "3",
            "cover_ratio": "1.3000",
            "revenue": "1400000",
        }.items()
    )
