"""What happens where nobody answers: the fault, and the bond."""

import pytest

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.demands.asking import (
    REPAID,
    UNANSWERED,
    answer_time_over,
    demand_numbers,
    id_of,
    opening,
)
from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, make_final, pass_time, post
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import DAY, DEMAND_BOND, VINTAGE

pytestmark = pytest.mark.usefixtures("credit")


@pytest.fixture
def batch(oracle, demands, alice, bob, relayer):
    return post_people(oracle, [right(alice, credits=600), right(bob)], relayer)


@pytest.fixture
def demand(demands, batch, operator):
    return demand_numbers(demands, batch, 0, operator)


def test_it_is_no_fault_while_there_is_time(demands, demand, stranger):
    answer_by = demands.standingOf(id_of(demand))[1]

    with reverts("AnswerTimeRunning", id_of(demand), answer_by):
        demands.proveUnanswered(demand, {"from": stranger})
    with reverts("AnswerTimeRunning", id_of(demand), answer_by):
        demands.repay(id_of(demand), {"from": stranger})


def test_an_answered_demand_is_no_fault(demands, batch, demand, stranger):
    demands.answerNumbers(demand, *opening(batch, 0), {"from": stranger})
    answer_time_over()

    with reverts("NotOpen", id_of(demand)):
        demands.proveUnanswered(demand, {"from": stranger})
    with reverts("NotOpen", id_of(demand)):
        demands.repay(id_of(demand), {"from": stranger})


def test_it_is_proven_once(demands, demand, stranger):
    answer_time_over()
    demands.proveUnanswered(demand, {"from": stranger})

    with reverts("NotOpen", id_of(demand)):
        demands.proveUnanswered(demand, {"from": stranger})


def test_what_nobody_demanded_is_no_fault(demands, batch, demand, stranger):
    answer_time_over()
    other = (*demand[:-1], "0x" + "11" * 32)

    with reverts("NotOpen", id_of(other)):
        demands.proveUnanswered(other, {"from": stranger})


def test_a_batch_that_fell_for_another_reason_is_not_faulted_again(
    oracle, challenges, demands, batch, demand, operator, stranger
):
    prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), salt("other"), challenger=stranger)
    answer_time_over()

    with reverts("AlreadyFaulted", VINTAGE, 1):
        demands.proveUnanswered(demand, {"from": stranger})
    tx = demands.repay(id_of(demand), {"from": stranger})
    assert tx.events["DemandRepaid"]["demander"] == operator
    assert (demands.owedTo(operator), demands.openDemandsOf(operator)) == (DEMAND_BOND, 0)


def test_a_demander_who_takes_the_bond_back_does_not_save_the_batch(oracle, demands, demand, operator, stranger):
    """A signer's friend demands first and takes the bond: the fault stays."""
    answer_time_over()
    demands.repay(id_of(demand), {"from": operator})
    assert demands.standingOf(id_of(demand))[2] == REPAID
    demands.proveUnanswered(demand, {"from": stranger})

    assert oracle.pendingBatch(VINTAGE)[1] == 0
    assert demands.standingOf(id_of(demand))[2] == UNANSWERED
    assert demands.owedTo(operator) == DEMAND_BOND
    with reverts("NotOpen", id_of(demand)):
        demands.repay(id_of(demand), {"from": operator})


def test_a_revocation_does_not_save_the_signers(
    oracle, challenges, registry, demands, batch, demand, guardian, relayer
):
    """Guardian abuse: what is revoked while a demand is open is slashable still, also when others took its place."""
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle), relayer)
    answer_time_over()
    tx = demands.proveUnanswered(demand, {"from": relayer})

    assert tx.events["BatchFaulted"]["sequence"] == 1
    assert oracle.pendingBatch(VINTAGE)[0][0] == 2
    operators = COMMITTEE.addresses
    demander = demands.standingOf(id_of(demand))[0]
    challenges.collect(id_of(demand), demander, batch.posting, operators, operators, {"from": relayer})
    assert registry.rewardOf(demander) > 0


def test_a_final_batch_is_still_proven_unanswered(oracle, demands, demand, stranger):
    pass_time(5 * DAY)
    demands.proveUnanswered(demand, {"from": stranger})

    assert oracle.isFinalBatchFaulted(VINTAGE)


def test_a_superseded_batch_is_safe(oracle, demands, demand, relayer, stranger):
    pass_time(35 * DAY)
    post(oracle, draft(oracle, through=1_375_315_200 + 31 * DAY), relayer)
    make_final(oracle)

    with reverts("NotChallengeable", VINTAGE, 1):
        demands.proveUnanswered(demand, {"from": stranger})


def test_a_commitment_under_a_demands_hash_changes_nothing(challenges, demands, demand, stranger):
    challenges.commit(id_of(demand), {"from": stranger})
    answer_time_over()
    demands.proveUnanswered(demand, {"from": stranger})

    assert challenges.isCollectable(id_of(demand))


def test_nobody_reports_a_fault_but_the_oracles_own_parts(oracle, challenges, batch, owner, guardian, stranger):
    for caller in (owner, guardian, stranger):
        with reverts("NotDemandsOrDisputes", caller):
            challenges.acceptFault(VINTAGE, 1, 7, "0x" + "11" * 32, caller, {"from": caller})
        with reverts("NotDemandsOrDisputes", caller):
            oracle.postpone(VINTAGE, 1, batch.time + 4 * DAY, {"from": caller})
