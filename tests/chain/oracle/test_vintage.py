import calendar

import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time_until, word
from tests.chain.oracle.deployments import (
    CHALLENGE_WINDOW,
    CLOSING_DELAY,
    DAY,
    MAXIMUM_DELAY,
    METHODOLOGY_ID,
    RESERVE_SHARE_BPS,
    VINTAGE,
    deploy_oracle,
)


def test_opening_creates_the_credit(deployer, owner, guardian, CarbonCredit):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    tx = oracle.openVintage(VINTAGE, METHODOLOGY_ID, {"from": owner})

    credit = CarbonCredit.at(oracle.creditOf(VINTAGE))
    assert dict(tx.events["VintageOpened"][0]) == {
        "vintage": VINTAGE,
        "methodologyId": METHODOLOGY_ID,
        "credit": credit,
        "closesAt": oracle.closesAt(VINTAGE),
    }
    assert oracle.methodologyOf(VINTAGE) == METHODOLOGY_ID
    assert (credit.oracle(), credit.vintage(), credit.reserve()) == (oracle, VINTAGE, oracle.reserve())
    assert (credit.methodologyId(), credit.reserveShareBps()) == (METHODOLOGY_ID, RESERVE_SHARE_BPS)


def test_a_vintage_has_one_credit_for_ever(oracle, credit, owner):
    with reverts("VintageAlreadyOpen", VINTAGE, credit):
        oracle.openVintage(VINTAGE, METHODOLOGY_ID, {"from": owner})


def test_each_vintage_has_its_own_credit(oracle, credit, owner):
    oracle.openVintage(2014, METHODOLOGY_ID, {"from": owner})

    assert oracle.creditOf(2014) != credit
    assert oracle.creditOf(VINTAGE) == credit


def test_a_credit_made_by_somebody_else_is_not_the_oracles(oracle, credit, stranger, interface):
    factory = interface.ICarbonCreditFactory(oracle.creditFactory())
    tx = factory.createCredit(VINTAGE, METHODOLOGY_ID, 0, oracle.reserve(), {"from": stranger})

    assert len(tx.new_contracts) == 1
    assert interface.ICarbonCredit(tx.new_contracts[0]).oracle() == stranger
    assert oracle.creditOf(VINTAGE) == credit


def test_an_unknown_methodology_is_refused(oracle, owner):
    with reverts("UnknownMethodology", word("unknown")):
        oracle.openVintage(2014, word("unknown"), {"from": owner})


def test_a_closed_year_cannot_be_opened(oracle, owner):
    with reverts("VintageClosed", 2012, oracle.closesAt(2012)):
        oracle.openVintage(2012, METHODOLOGY_ID, {"from": owner})


@pytest.mark.parametrize("year", [0, 1969, 2105, 65535])
def test_years_that_time_cannot_hold_are_refused(oracle, owner, year):
    with reverts("VintageOutOfRange", year, 1970, 2104):
        oracle.openVintage(year, METHODOLOGY_ID, {"from": owner})


@pytest.mark.parametrize("year", [1970, 1971, 1972, 1999, 2000, 2012, 2013, 2096, 2099, 2100, 2103, 2104])
def test_a_vintage_closes_after_its_year_in_utc(oracle, year):
    next_year = calendar.timegm((year + 1, 1, 1, 0, 0, 0))

    assert oracle.closesAt(year) == next_year + CLOSING_DELAY
    assert oracle.settledAt(year) == next_year + CLOSING_DELAY + CHALLENGE_WINDOW + MAXIMUM_DELAY


def test_a_year_can_be_opened_until_it_closes(deployer, owner, guardian):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, closing_delay=10 * DAY)
    pass_time_until(oracle.closesAt(VINTAGE) - 60)
    oracle.openVintage(VINTAGE, METHODOLOGY_ID, {"from": owner})

    assert oracle.methodologyOf(VINTAGE) == METHODOLOGY_ID


@pytest.mark.parametrize("who", ["guardian", "stranger"])
def test_only_the_owner_opens_a_vintage(oracle, who, request):
    caller = request.getfixturevalue(who)

    with reverts("OwnableUnauthorizedAccount", caller):
        oracle.openVintage(2014, METHODOLOGY_ID, {"from": caller})
