import json
from dataclasses import replace
from itertools import pairwise

import pytest
from click.testing import CliRunner

from abate.auction.markets import load_auctions
from abate.auction.reference import RefusedError
from abate.auction.replay import BIDS_PER_BIDDER, LOT, TERMS, Wanted, cents, drawn_book, opening_of, play, replay
from abate.auction.replay_table import HEADINGS, rows
from abate.cli.auction import auction as command
from tests.library.docs.pages import DOCS, text_of
from tests.library.docs.pages import rows as rows_of_page

AUCTIONS = load_auctions()


@pytest.fixture(scope="module")
def replayed():
    return replay(AUCTIONS)


def test_more_than_ten_real_auctions_are_shipped_in_order():
    assert len(AUCTIONS) == 13
    assert all(one.number < next_.number and one.date < next_.date for one, next_ in pairwise(AUCTIONS))


@pytest.mark.parametrize("published", AUCTIONS, ids=lambda each: each.number)
def test_a_book_has_the_published_number_of_bidders_and_quantity(published):
    book = drawn_book(published)

    assert len(book) == BIDS_PER_BIDDER * published.bidders
    assert len({bid.bidder.partition(",")[0] for bid in book}) == published.bidders
    ratio = sum(bid.lots for bid in book) / (published.offered // LOT)
    assert ratio == pytest.approx(float(published.ratio_of_bids), abs=0.006)
    assert min(bid.limit for bid in book) >= opening_of(published)
    assert drawn_book(published) == book


def test_every_published_price_and_quantity_comes_out_again(replayed):
    for each in replayed:
        published = each.published
        assert each.outcome.clearing_price == cents(published.clearing_price)
        assert each.outcome.sold == published.sold // LOT
        assert each.outcome.revenue == each.outcome.sold * cents(published.clearing_price)


def test_only_bids_that_the_clock_had_passed_are_not_taken(replayed):
    for each in replayed:
        assert len(each.outcome.fills) == each.taken
        assert (each.made == each.taken) == (each.outcome.clock_tick <= 1)


def test_a_bid_that_is_refused_for_another_reason_ends_the_replay():
    opening = opening_of(AUCTIONS[0])
    with pytest.raises(RefusedError, match=r"^LotsOutOfRange"):
        play(AUCTIONS[0], [Wanted("ann", 0, 2 * opening)], opening)


def test_our_own_opening_follows_the_auction_before_where_it_is_known(replayed):
    known = {each.published.number: each.own_opening for each in replayed if each.own_opening is not None}

    assert list(known) == [2, 3, 4, 14, 20, 24]
    # demand is above twice the supply in auction 1, so that the clamp of 1.25 x 3.07 binds
    assert known[2] == 307 * TERMS.clamp[1] // 10_000 == 383
    # in auction 13 it is 0.18 of it, so the lower clamp of 0.8 x 1.89 binds
    assert known[14] == 152


def test_with_a_unit_value_for_the_usual_cover_our_own_opening_sells_everything_at_the_published_price():
    halved = replay(AUCTIONS, replace(TERMS, unit_value=TERMS.unit_value // 2))
    own = {each.published.number: each for each in halved if each.own is not None}

    assert [(number, each.own_opening) for number, each in own.items()] == [
        *((2, 246), (3, 271), (4, 281)),
        *((14, 152), (20, 224), (24, 320)),
    ]
    for number in (2, 3, 4, 20, 24):
        published, outcome = own[number].published, own[number].own
        assert (outcome.sold, outcome.clearing_price) == (outcome.supply, cents(published.clearing_price))


def test_an_upper_clamp_of_one_alone_leaves_lots_unsold_in_one_auction():
    clamped = replay(AUCTIONS, replace(TERMS, clamp=(TERMS.clamp[0], 10_000)))
    unsold = {each.published.number: each.own for each in clamped if each.own and each.own.sold < each.own.supply}
    assert list(unsold) == [4, 14]
    assert unsold[4].clearing_price == 351


def test_an_opening_above_what_bidders_pay_leaves_lots_unsold(replayed):
    second = replayed[1]

    assert second.own.clearing_price == second.own_opening == 383
    assert second.own.sold < second.own.supply == second.outcome.sold


def test_the_page_has_the_table_that_the_command_computes(replayed):
    page = [row.cells for row in rows_of_page(text_of(DOCS / "replay.md")) if len(row.cells) == len(HEADINGS)]
    assert page == rows(replayed)


def test_the_command_prints_every_auction_for_people_and_machines(replayed):
    shown = CliRunner().invoke(command, ["replay"])
    assert shown.exit_code == 0
    assert all(each.published.date.isoformat() in shown.output for each in replayed)

    found = json.loads(CliRunner().invoke(command, ["replay", "--json"]).output)
    assert [row["auction"] for row in found] == [each.published.number for each in replayed]
    assert found[0]["published_price"] == found[0]["clearing_price"] == "3.07"
    assert found[0]["own_opening_price"] is None
