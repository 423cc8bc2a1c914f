"""A fault of the final batch stops issuing from its root; the next batch goes on."""

import pytest

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, make_final, pass_time, pass_time_until
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID, RESERVE_SHARE_BPS, VINTAGE, reserve_of

SALT = salt("final")
ZERO = "0x" + "00" * 32


@pytest.fixture
def july(oracle, challenges, alice, bob, relayer):
    """Final, and paid to Alice: 600 where 582 are right."""
    people = [right(alice, credits=600), right(bob)]
    batch = post_people(oracle, people, relayer, authorisedTotal=2000)
    make_final(oracle)
    return batch


def wrong(challenges, batch, stranger):
    return prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)


def claim(credit, batch, row, by):
    return credit.issue(*batch.leaf(row), batch.proof(row), {"from": by})


def test_nothing_more_is_issued_from_it(oracle, credit, challenges, july, alice, bob, stranger):
    claim(credit, july, 0, alice)
    wrong(challenges, july, stranger)

    with reverts("NoFinalBatch", VINTAGE):
        claim(credit, july, 1, bob)
    with reverts("NoFinalBatch", VINTAGE):
        credit.issueReserve({"from": bob})
    assert oracle.claimable(VINTAGE, METHODOLOGY_ID)[:2] == (ZERO, 2000)
    assert credit.totalIssued() == 600
    assert credit.balanceOf(alice) == 600


def test_the_next_batch_goes_on_where_people_stand(oracle, credit, challenges, july, alice, bob, relayer, stranger):
    claim(credit, july, 0, alice)
    wrong(challenges, july, stranger)
    pass_time(31 * DAY)
    august = post_people(oracle, [right(alice), right(bob)], relayer, through=AUGUST_ENDS, authorisedTotal=2000)
    with reverts("NoFinalBatch", VINTAGE):
        claim(credit, july, 1, bob)
    make_final(oracle)
    claim(credit, august, 1, bob)

    assert not oracle.isFinalBatchFaulted(VINTAGE)
    assert credit.balanceOf(bob) == 582
    with reverts("NothingDue", alice, 582, 600):
        claim(credit, august, 0, alice)


def test_it_falls_while_the_next_is_pending(oracle, credit, challenges, july, alice, bob, relayer, stranger):
    pass_time(31 * DAY)
    post_people(oracle, [right(alice), right(bob)], relayer, through=AUGUST_ENDS, authorisedTotal=2000)
    claim(credit, july, 0, alice)
    wrong(challenges, july, stranger)

    with reverts("NoFinalBatch", VINTAGE):
        claim(credit, july, 1, bob)
    assert oracle.isFinalBatchFaulted(VINTAGE)
    assert oracle.pendingBatch(VINTAGE)[0]["sequence"] == 2
    make_final(oracle)
    assert oracle.finalBatch(VINTAGE)["sequence"] == 2
    assert not oracle.isFinalBatchFaulted(VINTAGE)


def test_it_falls_once(oracle, challenges, july, alice, bob, relayer, stranger, dave):
    """Also where the next batch is pending by then."""
    wrong(challenges, july, stranger)
    pass_time(31 * DAY)
    post_people(oracle, [right(alice), right(bob)], relayer, through=AUGUST_ENDS, authorisedTotal=2000)

    with reverts("AlreadyFaulted", VINTAGE, 1):
        wrong(challenges, july, dave)
    assert oracle.isFinalBatchFaulted(VINTAGE)


def test_a_pending_batch_that_falls_leaves_the_final_one(oracle, credit, challenges, alice, bob, relayer, stranger):
    good = post_people(oracle, [right(alice), right(bob)], relayer, authorisedTotal=2000)
    make_final(oracle)
    pass_time(31 * DAY)
    people = [right(alice, credits=600), right(bob)]
    wrong(challenges, post_people(oracle, people, relayer, through=AUGUST_ENDS, authorisedTotal=2000), stranger)
    make_final(oracle)
    claim(credit, good, 0, alice)

    assert oracle.finalBatch(VINTAGE)["sequence"] == 1
    assert credit.balanceOf(alice) == 582


def test_a_faulted_final_batch_stays_faulted_behind_a_fallen_one(
    oracle, credit, challenges, july, alice, bob, relayer, stranger
):
    wrong(challenges, july, stranger)
    pass_time(31 * DAY)
    people = [right(alice, credits=601), right(bob)]
    wrong(challenges, post_people(oracle, people, relayer, through=AUGUST_ENDS, authorisedTotal=2000), stranger)
    make_final(oracle)

    assert oracle.finalBatch(VINTAGE)["sequence"] == 1
    assert oracle.isFinalBatchFaulted(VINTAGE)
    with reverts("NoFinalBatch", VINTAGE):
        claim(credit, july, 1, bob)


@pytest.fixture
def closed_on_a_fault(oracle, credit, challenges, july, alice, stranger):
    credit.issueReserve({"from": stranger})
    claim(credit, july, 0, alice)
    wrong(challenges, july, stranger)
    pass_time_until(oracle.settledAt(VINTAGE))
    return july


def test_the_reserve_burns_what_the_opened_report_does_not_earn(oracle, credit, closed_on_a_fault, alice, stranger):
    reserve = reserve_of(oracle)
    tx = reserve.correctFault(VINTAGE, closed_on_a_fault.numbers(0), {"from": stranger})

    assert dict(tx.events["DeficitCorrected"][0]) == {
        "vintage": VINTAGE,
        "account": alice,
        "figure": 582,
        "issued": 600,
        "burnt": 18,
        "uncovered": 0,
    }
    assert credit.balanceOf(reserve) == 2000 * RESERVE_SHARE_BPS // 10_000 - 18
    with reverts("AlreadyCorrected", VINTAGE, alice):
        reserve.correctFault(VINTAGE, closed_on_a_fault.numbers(0), {"from": stranger})


def test_a_fault_that_came_before_the_reserves_share_is_corrected_too(
    oracle, credit, challenges, july, alice, stranger
):
    """A batch that was proven wrong fills no reserve; what that leaves without cover is published."""
    claim(credit, july, 0, alice)
    wrong(challenges, july, stranger)
    pass_time_until(oracle.settledAt(VINTAGE))
    reserve = reserve_of(oracle)
    tx = reserve.correctFault(VINTAGE, july.numbers(0), {"from": stranger})

    event = tx.events["DeficitCorrected"]
    assert (event["figure"], event["issued"], event["burnt"], event["uncovered"]) == (582, 600, 0, 18)
    assert (reserve.burntOf(VINTAGE), reserve.uncoveredOf(VINTAGE)) == (0, 18)
    assert (credit.issuedTo(reserve), credit.totalBurnt()) == (0, 0)


def test_numbers_of_another_report_correct_nothing(oracle, credit, closed_on_a_fault, alice, stranger):
    reserve = reserve_of(oracle)
    other = right(alice, credits=600, figures=(1000, 900, 1))
    leaf, proof, _, sources, evidence = closed_on_a_fault.numbers(0)
    mixed = (leaf, proof, other.numbers, sources, evidence)

    with reverts("WrongOpening", "0x" + other.report_hash.hex(), "0x" + leaf[2].hex()):
        reserve.correctFault(VINTAGE, mixed, {"from": stranger})
    assert not reserve.isCorrected(VINTAGE, alice)
    assert credit.totalBurnt() == 0


def test_figures_of_a_faulted_batch_correct_nothing(oracle, closed_on_a_fault, stranger):
    reserve, batch = reserve_of(oracle), closed_on_a_fault

    with reverts("FinalBatchFaulted", VINTAGE):
        reserve.correct(VINTAGE, *batch.leaf(0), batch.proof(0), {"from": stranger})


def test_reports_of_a_batch_that_stands_are_not_opened_for_the_reserve(oracle, credit, july, stranger):
    pass_time_until(oracle.settledAt(VINTAGE))

    with reverts("FinalBatchStands", VINTAGE):
        reserve_of(oracle).correctFault(VINTAGE, july.numbers(0), {"from": stranger})
