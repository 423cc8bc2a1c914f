import pytest

from tests.chain.errors import reverts

RESULT = {
    "openingPrice": 10_000,
    "clearingPrice": 14_000,
    "supply": 100,
    "demand": 180,
    "sold": 100,
    "revenue": 1_400_000,
    "clockTick": 5,
    "clockDemand": 60,
    "clockSupply": 40,
}


@pytest.fixture(scope="module")
def ended(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    market.bid(alice, 3, 60)
    market.bid(bob, 5, 60)
    market.bid(carol, 6, 60)
    market.end()


def test_there_is_none_before_the_round_is_final(auction, market, seller, stranger):
    market.offer(seller, 100)
    with reverts("RoundNotFinal", 1):
        auction.resultOf(1)
    with reverts("RoundNotFinal", 1):
        auction.publishResult(1, {"from": stranger})
    with reverts("UnknownRound", 7):
        auction.publishResult(7, {"from": stranger})


def test_a_final_rounds_result_can_be_read_by_anybody(auction, ended):
    assert auction.resultOf(1).dict() == RESULT


def test_it_is_published_once(auction, ended, stranger, alice):
    tx = auction.publishResult(1, {"from": stranger})
    assert tx.events["ResultPublished"]["round"] == 1
    assert tuple(tx.events["ResultPublished"]["result"]) == tuple(RESULT.values())

    with reverts("ResultAlreadyPublished", 1):
        auction.publishResult(1, {"from": alice})


def test_it_stays_the_same_in_later_rounds(auction, market, ended, seller, dave):
    market.offer(seller, 100)
    market.bid(dave, 5, 33)
    assert auction.resultOf(1).dict() == RESULT


def test_claims_and_payments_do_not_change_it(auction, market, ended, alice, bob, carol, stranger):
    auction.claimMany([alice, bob, carol], {"from": stranger})
    auction.pay(1 << 32, {"from": stranger})
    assert auction.resultOf(1).dict() == RESULT
