"""Withheld data: who is refused the numbers behind a leaf demands them, and can use what is answered."""

from unittest.mock import ANY

import pytest

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.demands.asking import ANSWERED, NOTHING, OPEN, demand_numbers, id_of, opening
from tests.chain.errors import reverts
from tests.chain.oracle.batches import hexed, make_final, pass_time_until
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import DAY, DEMAND_BOND, VINTAGE

pytestmark = pytest.mark.usefixtures("credit")


@pytest.fixture
def batch(oracle, demands, alice, bob, relayer):
    return post_people(oracle, [right(alice, credits=600), right(bob)], relayer)


def test_an_operator_demands_with_a_small_bond(demands, money, batch, operator, alice):
    before = money.balanceOf(operator)
    tx = demands.demandNumbers(VINTAGE, 1, batch.leaf(0), batch.proof(0), {"from": operator})

    demand = (VINTAGE, 1, batch.batch["root"], hexed(NOTHING), alice.address, hexed(batch.tree.leaf(0)))
    event = tx.events["Demanded"]
    assert tuple(event["demand"]) == demand
    assert (event["id"], event["account"], event["demander"]) == (id_of(demand), alice, operator)
    assert event["answerBy"] == tx.timestamp + DAY
    assert demands.idOf(demand) == id_of(demand) == tx.return_value
    assert demands.standingOf(id_of(demand)) == (operator, tx.timestamp + DAY, OPEN)
    assert (before - money.balanceOf(operator), demands.openDemandsOf(operator)) == (DEMAND_BOND, 1)


def test_the_account_itself_demands(demands, batch, bob):
    demand = demand_numbers(demands, batch, 1, bob)

    assert demands.standingOf(id_of(demand))[0] == bob


def test_nobody_else_demands(demands, batch, stranger, bob):
    for caller in (stranger, bob):
        with reverts("NotEntitled", caller):
            demand_numbers(demands, batch, 0, caller)


def test_an_operator_without_a_whole_bond_demands_nothing(demands, registry, batch, operators):
    leaver = operators[0]
    registry.leave(COMMITTEE.addresses, {"from": leaver})

    with reverts("NotEntitled", leaver):
        demand_numbers(demands, batch, 0, leaver)


def test_the_leaf_must_stand_in_the_batch(demands, batch, operator):
    leaf = (*batch.leaf(0)[:1], 601, batch.leaf(0)[2])
    with reverts("WrongOpening", ANY, batch.batch["root"]):
        demands.demandNumbers(VINTAGE, 1, leaf, batch.proof(0), {"from": operator})


def test_the_same_is_demanded_once(demands, batch, operator, alice):
    demand = demand_numbers(demands, batch, 0, operator)

    with reverts("AlreadyDemanded", id_of(demand)):
        demand_numbers(demands, batch, 0, alice)


def test_a_late_demand_is_refused(demands, batch, operator):
    pass_time_until(batch.time + 2 * DAY)

    with reverts("DemandTooLate", batch.time + 2 * DAY):
        demand_numbers(demands, batch, 0, operator)


def test_a_final_batch_is_not_opened_on_demand(oracle, demands, batch, operator):
    make_final(oracle)

    with reverts("NotPending", VINTAGE, 1):
        demand_numbers(demands, batch, 0, operator)


@pytest.mark.parametrize("sequence", [0, 2])
def test_another_number_is_not_pending(demands, batch, operator, sequence):
    with reverts("NotPending", VINTAGE, sequence):
        demands.demandNumbers(VINTAGE, sequence, batch.leaf(0), batch.proof(0), {"from": operator})


def test_anybody_answers_and_takes_half_of_the_bond(demands, money, batch, operator, stranger):
    demand = demand_numbers(demands, batch, 0, operator)
    tx = demands.answerNumbers(demand, *opening(batch, 0), {"from": stranger})

    person = batch.people[0]
    event = tx.events["NumbersAnswered"]
    assert (event["id"], event["answerer"], event["credits"]) == (id_of(demand), stranger, 600)
    salted, *figures, observations = event["numbers"]
    assert (str(salted), *figures, list(observations)) == (hexed(person.numbers[0]), *person.numbers[1:])
    assert demands.standingOf(id_of(demand))[2] == ANSWERED
    assert demands.openDemandsOf(operator) == 0
    assert (demands.owedTo(stranger), demands.destroyed()) == (DEMAND_BOND // 2, DEMAND_BOND // 2)
    before = money.balanceOf(stranger)
    demands.withdraw({"from": stranger})
    assert (money.balanceOf(stranger) - before, demands.owedTo(stranger)) == (DEMAND_BOND // 2, 0)
    with reverts("NothingToWithdraw", stranger):
        demands.withdraw({"from": stranger})


def test_with_the_answer_a_challenger_makes_the_batch_fall(oracle, challenges, demands, batch, operator, stranger):
    """Also in the last moment: the answer leaves a day, one commits and proves."""
    pass_time_until(batch.time + 2 * DAY - 60)
    demand = demand_numbers(demands, batch, 0, operator)
    pass_time_until(demands.standingOf(id_of(demand))[1] - 60)
    demands.answerNumbers(demand, *opening(batch, 0), {"from": stranger})
    pass_time_until(batch.time + 3 * DAY + 12 * 3600)
    prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), salt("late"), challenger=operator)

    assert oracle.pendingBatch(VINTAGE)[1] == 0
    assert oracle.finalBatch(VINTAGE)[0] == 0


def test_wrong_numbers_are_no_answer(demands, batch, operator, stranger):
    demand = demand_numbers(demands, batch, 0, operator)
    wrong = right(stranger, credits=600).numbers
    for answer in (opening(batch, 1), (582, *opening(batch, 0)[1:]), (600, wrong, *opening(batch, 0)[2:])):
        with reverts("WrongOpening", ANY, demand[5]):
            demands.answerNumbers(demand, *answer, {"from": stranger})
    assert demands.standingOf(id_of(demand))[2] == OPEN


def test_a_leaf_is_no_answer_where_numbers_are_demanded(demands, batch, operator, stranger):
    demand = demand_numbers(demands, batch, 0, operator)

    with reverts("WrongKindOfAnswer", id_of(demand)):
        demands.answerLeaf(demand, *batch.leaf(0)[1:], batch.proof(0), {"from": stranger})


def test_a_copied_answer_costs_the_first_one_the_bond_and_nobody_else_anything(
    demands, batch, operator, stranger, alice
):
    """The copy answers the demand all the same: nothing hangs on who it was but half of a small bond."""
    demand = demand_numbers(demands, batch, 0, operator)
    demands.answerNumbers(demand, *opening(batch, 0), {"from": alice})

    with reverts("NotOpen", id_of(demand)):
        demands.answerNumbers(demand, *opening(batch, 0), {"from": stranger})
    assert demands.owedTo(alice) == DEMAND_BOND // 2


def test_a_late_answer_is_refused(demands, batch, operator, stranger):
    demand = demand_numbers(demands, batch, 0, operator)
    answer_by = demands.standingOf(id_of(demand))[1]
    pass_time_until(answer_by)

    with reverts("AnswerTooLate", id_of(demand), answer_by):
        demands.answerNumbers(demand, *opening(batch, 0), {"from": stranger})


def test_who_answers_itself_loses_half(demands, money, batch, operator):
    """Demanding and answering to delay a batch costs half a bond each time."""
    before = money.balanceOf(operator)
    demand = demand_numbers(demands, batch, 0, operator)
    demands.answerNumbers(demand, *opening(batch, 0), {"from": operator})
    demands.withdraw({"from": operator})

    assert before - money.balanceOf(operator) == DEMAND_BOND // 2
