import pytest

from abate.auction.pricing import bounded_price, formula_price
from tests.library.auction.terms import TERMS, terms

UNIT = 1_000_000  # one currency base unit, in millionths


@pytest.fixture(scope="module")
def math(AuctionMath, deployer):
    return deployer.deploy(AuctionMath)


@pytest.mark.parametrize(("demand", "supply", "hundredths"), [(500, 300, 33_333), (800, 500, 32_000)])
def test_original_worked_examples(math, demand, supply, hundredths):
    assert math.formula(demand, supply, 200, 100 * UNIT, 1, 2**64 - 1) == hundredths


@pytest.mark.parametrize(("demand", "supply", "units"), [(500, 300, 333_333_333), (800, 500, 320_000_000)])
def test_original_worked_examples_with_grams_and_six_decimals(math, demand, supply, units):
    assert math.formula(demand, supply, 200_000, 1_000 * UNIT, 1, 2**64 - 1) == units


def test_without_supply_the_cap_and_without_demand_the_floor(math):
    assert math.formula(5, 0, 200, UNIT, 7, 99) == 99
    assert math.formula(0, 0, 200, UNIT, 7, 99) == 99
    assert math.formula(0, 5, 200, UNIT, 7, 99) == 7


def test_the_widest_arguments_do_not_overflow(math):
    widest = 2**48 - 1, 1, 2**64 - 1, 2**64 - 1
    assert math.formula(*widest, 1, 2**64 - 1) == (2**48 - 1) * (2**64 - 1) ** 2 // UNIT


@pytest.mark.parametrize("price", [0, 8_000, 8_001, 12_501, 12_502, 10**12])
@pytest.mark.parametrize("last", [1, 3, 10_001, 10**7])
def test_bounds_are_those_of_the_reference(math, price, last):
    bounds = *TERMS.clamp, TERMS.floor_price, TERMS.cap_price
    assert math.bounded(price, last, *bounds) == bounded_price(price, last, TERMS)


def test_the_next_round_opens_by_demand_and_supply_of_the_last(auction, market, seller, alice):
    market.offer(seller, 100)
    market.bid(alice, 1, 22)
    market.end()

    # 22 / 100 x 200,000 g x 0.25 per gram = 11,000; the last clearing price was 10,000
    assert formula_price(22, 100, terms()) == 11_000
    assert auction.nextOpeningPrice() == 11_000
    market.open()
    assert market.state()["openingPrice"] == 11_000


def test_demand_counts_bids_that_won_nothing_but_not_those_that_left(auction, market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(alice, 2, 100)
    market.bid(bob, 3, 100)
    market.end()
    # 200 / 100 x 50,000 = 100,000, clamped to 1.25 x 11,000
    assert market.state()["demand"] == 200
    assert auction.nextOpeningPrice() == 13_750


def test_a_round_without_bids_lowers_the_price_to_the_clamp_at_most(auction, market, seller, alice, bob):
    market.offer(seller, 100)
    market.bid(alice, 11, 100)
    market.bid(bob, 12, 1)
    market.end()
    assert auction.resultOf(1)["clearingPrice"] == 20_000
    assert auction.nextOpeningPrice() == 25_000

    market.offer(seller, 100)
    market.end()
    assert auction.nextOpeningPrice() == 20_000


def test_a_round_that_ended_for_want_of_supply_changes_nothing(auction, market, seller, alice):
    market.offer(seller, 9)
    assert auction.nextOpeningPrice() == 10_000

    market.offer(seller, 100)
    market.bid(alice, 1, 22)
    market.end()
    for _ in range(3):
        market.open()
        assert market.state()["openingPrice"] == 11_000
        market.start_bidding()
