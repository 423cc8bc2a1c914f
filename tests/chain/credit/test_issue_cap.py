from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, pass_time, publish
from tests.chain.oracle.deployments import DAY

TOTAL = 10_000
PEOPLE, RESERVE = 9_700, 300
"""3 % of the total is the reserve's."""


def test_the_total_is_shared_between_people_and_reserve(oracle, credit, alice, relayer):
    publish(oracle, {alice: 1}, relayer, total=TOTAL)

    assert (credit.peopleCap(), credit.reserveCap()) == (PEOPLE, RESERVE)


def test_promise_2_issued_is_bounded(oracle, credit, alice, bob, relayer):
    """Whatever the tree holds, no more is issued than the final batch authorises."""
    figures = publish(oracle, {alice: 9_000, bob: 2**128 - 1}, relayer, total=TOTAL)
    credit.issue(*figures.claim(alice), {"from": relayer})
    credit.issue(*figures.claim(bob), {"from": relayer})
    credit.issueReserve({"from": relayer})

    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (9_000, 700)
    assert credit.totalIssued() == TOTAL == oracle.finalBatch(2013)["authorisedTotal"]


def test_what_remains_is_paid_and_then_nothing(oracle, credit, alice, bob, carol, relayer):
    figures = publish(oracle, {alice: 9_000, bob: 1_000, carol: 1}, relayer, total=TOTAL)
    credit.issue(*figures.claim(alice), {"from": relayer})
    assert credit.issue.call(*figures.claim(bob)) == 700
    credit.issue(*figures.claim(bob), {"from": relayer})

    with reverts("CapReached", PEOPLE):
        credit.issue(*figures.claim(carol), {"from": relayer})
    with reverts("CapReached", PEOPLE):
        credit.issue(*figures.claim(bob), {"from": relayer})
    assert (credit.issuedTo(bob), credit.issuedTo(carol)) == (700, 0)


def test_the_next_batch_pays_what_the_cap_held_back(oracle, credit, alice, bob, relayer):
    july = publish(oracle, {alice: 9_000, bob: 1_000}, relayer, total=TOTAL)
    credit.issue(*july.claim(alice), {"from": relayer})
    credit.issue(*july.claim(bob), {"from": relayer})
    pass_time(31 * DAY)
    august = publish(oracle, {alice: 9_000, bob: 1_000}, relayer, total=2 * TOTAL, through=AUGUST_ENDS)
    credit.issue(*august.claim(bob), {"from": relayer})

    assert credit.balanceOf(bob) == 1_000


def test_burning_makes_no_room(oracle, credit, alice, bob, relayer):
    figures = publish(oracle, {alice: PEOPLE, bob: 1}, relayer, total=TOTAL)
    credit.issue(*figures.claim(alice), {"from": relayer})
    credit.burn(5_000, {"from": alice})

    with reverts("CapReached", PEOPLE):
        credit.issue(*figures.claim(bob), {"from": relayer})


def test_the_largest_total_can_be_issued(oracle, credit, alice, relayer):
    largest = 2**64 - 1
    figures = publish(oracle, {alice: 2**128 - 1}, relayer, total=largest)
    credit.issue(*figures.claim(alice), {"from": relayer})
    credit.issueReserve({"from": relayer})

    assert credit.totalSupply() == credit.totalIssued() == largest
    assert credit.balanceOf(alice) == credit.issuedTo(alice) == largest - largest * 300 // 10_000
