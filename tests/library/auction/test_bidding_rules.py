import pytest

from abate.auction.reference import RefusedError
from tests.library.auction.rounds import after, round_with
from tests.library.auction.terms import terms


def refused(*expected):
    return pytest.raises(RefusedError, match=f"^{expected[0]}")


def test_bids_outside_the_bidding_time_are_refused():
    round_ = round_with(100)
    for moment in (round_.start - 1, round_.end):
        with pytest.raises(RefusedError) as caught:
            round_.bid("ann", 1, 10, at=moment)
        assert (caught.value.name, *caught.value.evidence) == ("BiddingClosed", 1, round_.start, round_.end)


def test_a_round_below_its_minimum_takes_no_bid_and_returns_everything():
    round_ = round_with(4, 5)
    with refused("SupplyTooLow"):
        round_.bid("ann", 1, 5, at=round_.start)

    outcome = round_.outcome()
    assert round_.is_final(round_.start)
    assert (outcome.supply, outcome.sold, outcome.revenue) == (0, 0, 0)
    assert [sale.returned for sale in outcome.sales] == [4, 5]


def test_new_bids_must_be_above_the_clock_and_on_the_ladder():
    round_ = after(round_with(100), ("ann", 3, 100), ("ben", 4, 1))
    assert round_.clock == 3
    with refused("TickNotAboveClock"):
        round_.bid("cleo", 3, 10, at=round_.start)
    with refused("TickAboveLadder"):
        round_.bid("cleo", 101, 10, at=round_.start)


def test_lots_range_from_a_share_of_the_supply_to_all_of_it():
    round_ = round_with(1_000)
    for lots in (9, 1_001):
        with refused("LotsOutOfRange"):
            round_.bid("ann", 1, lots, at=round_.start)
    after(round_, ("ann", 1, 995))
    assert round_.minimum_bid == 5  # what is left is less than 1 %


def test_only_an_outbid_step_may_leave():
    round_ = after(round_with(100), ("ann", 3, 60))
    with refused("BidStands"):
        round_.exit("ann", at=round_.start)
    after(round_, ("ben", 5, 60))
    assert round_.clock == 3
    with refused("BidStands"):  # on the clock it still shares
        round_.exit("ann", at=round_.start)
    after(round_, ("cleo", 6, 60))
    assert round_.clock == 5
    after(round_, ("ann", 7, 20))
    assert round_.demand == 140
    assert round_.clock == 5


def test_who_exits_takes_every_outbid_step_out_and_keeps_the_others():
    round_ = after(round_with(100), ("ann", 3, 60), ("ann", 7, 20), ("ben", 5, 60), ("cleo", 6, 60))
    assert [(bid.tick, bid.lots) for bid in round_.exit("ann", at=round_.start)] == [(3, 60)]
    assert [(bid.tick, bid.lots) for bid in round_.book["ann"]] == [(7, 20)]
    with refused("NoBid"):
        round_.exit("dan", at=round_.start)


def test_only_an_outbid_step_of_the_book_is_withdrawn():
    round_ = after(round_with(100), ("ann", 3, 60), ("ben", 5, 60))
    for step in ((3, 59), (4, 60)):
        with refused("NoBid"):
            round_.withdraw("ann", *step, at=round_.start)
    with pytest.raises(RefusedError) as caught:
        round_.withdraw("ann", 3, 60, at=round_.start)
    assert (caught.value.name, *caught.value.evidence) == ("BidStands", 1, 3, 3)
    after(round_, ("cleo", 6, 60))
    round_.withdraw("ann", 3, 60, at=round_.start)
    assert (list(round_.book), round_.demand) == (["ben", "cleo"], 120)


def test_only_a_late_bid_that_moves_the_clock_extends_the_end_and_only_so_often():
    round_ = round_with(100, terms=terms(extensions=1))
    late = round_.end - 1
    end = round_.end
    round_.bid("ann", 1, 100, at=late)
    assert round_.end == end
    round_.bid("ben", 2, 100, at=late)
    assert round_.end == end + 600
    round_.bid("cleo", 3, 100, at=round_.end - 1)
    assert (round_.clock, round_.end, round_.extensions_left) == (2, end + 600, 0)


def test_consigning_ends_when_bidding_starts():
    round_ = round_with(100)
    with refused("ConsignmentClosed"):
        round_.consign("ann", 1, at=round_.start)
    with refused("LotsOutOfRange"):
        round_.consign("ann", 0, at=0)
