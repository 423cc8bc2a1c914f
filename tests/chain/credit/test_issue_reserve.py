import pytest
from brownie import ZERO_ADDRESS

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, pass_time, publish
from tests.chain.oracle.deployments import DAY, VINTAGE


@pytest.mark.parametrize(("total", "share"), [(10_000, 300), (10_033, 300), (10_034, 301), (33, 0), (34, 1)])
def test_the_reserve_gets_its_share_rounded_down(oracle, credit, alice, stranger, relayer, total, share):
    publish(oracle, {alice: 1}, relayer, total=total)
    assert credit.reserveCap() == share
    assert credit.peopleCap() == total - share
    if share:
        tx = credit.issueReserve({"from": stranger})
        assert dict(tx.events["Transfer"][0]) == {"from": ZERO_ADDRESS, "to": oracle.reserve(), "value": share}
    assert credit.balanceOf(oracle.reserve()) == credit.issuedTo(oracle.reserve()) == share


def test_the_share_is_issued_once(oracle, credit, alice, relayer):
    publish(oracle, {alice: 1}, relayer, total=10_000)
    credit.issueReserve({"from": relayer})

    with reverts("NothingDue", oracle.reserve(), 300, 300):
        credit.issueReserve({"from": relayer})


def test_a_higher_total_pays_the_difference(oracle, credit, alice, relayer):
    publish(oracle, {alice: 1}, relayer, total=10_000)
    credit.issueReserve({"from": relayer})
    pass_time(31 * DAY)
    publish(oracle, {alice: 1}, relayer, total=20_001, through=AUGUST_ENDS)
    tx = credit.issueReserve({"from": relayer})

    assert tx.events["Transfer"]["value"] == 300
    assert credit.issuedTo(oracle.reserve()) == 600


def test_there_is_no_share_of_nothing(oracle, credit, alice, relayer):
    with reverts("NoFinalBatch", VINTAGE):
        credit.issueReserve({"from": relayer})
    publish(oracle, {alice: 1}, relayer, total=0)

    with reverts("NothingDue", oracle.reserve(), 0, 0):
        credit.issueReserve({"from": relayer})


def test_people_and_reserve_do_not_starve_each_other(oracle, credit, alice, relayer):
    figures = publish(oracle, {alice: 10_000}, relayer, total=10_000)
    credit.issue(*figures.claim(alice), {"from": relayer})
    assert credit.issuedTo(alice) == 9_700

    credit.issueReserve({"from": relayer})
    assert credit.issuedTo(oracle.reserve()) == 300
    assert credit.totalIssued() == credit.totalSupply() == 10_000


def test_credits_given_to_the_reserve_count_for_nobody(oracle, credit, alice, relayer):
    figures = publish(oracle, {alice: 5_000}, relayer, total=10_000)
    credit.issue(*figures.claim(alice), {"from": relayer})
    credit.transfer(oracle.reserve(), 1_000, {"from": alice})
    credit.issueReserve({"from": relayer})

    assert credit.balanceOf(oracle.reserve()) == 1_300
    assert credit.issuedTo(oracle.reserve()) == 300
