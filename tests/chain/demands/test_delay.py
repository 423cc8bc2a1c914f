"""Finality under demands: postponed, but never beyond its bound, and what credits remember stays true."""

from unittest.mock import ANY

import pytest

from tests.chain.challenges.reports import post_people, right
from tests.chain.demands.asking import demand_leaf, demand_numbers, id_of, opening
from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, make_final, pass_time, pass_time_until
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, DAY, MAXIMUM_DELAY, VINTAGE

pytestmark = pytest.mark.usefixtures("credit")


def post_many(oracle, accounts, poster, count=18):
    return post_people(oracle, [right(each) for each in accounts[10 : 10 + count]], poster)


def test_an_early_demand_postpones_nothing(oracle, demands, alice, bob, relayer, operator):
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    demand_numbers(demands, batch, 0, operator)

    assert oracle.pendingBatch(VINTAGE)[1] == batch.time + CHALLENGE_WINDOW


def test_a_later_demand_leaves_a_day_after_its_answer(oracle, demands, alice, bob, relayer, operator):
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    pass_time_until(batch.time + 3 * DAY // 2)
    demand = demand_numbers(demands, batch, 0, operator)

    answer_by = demands.standingOf(id_of(demand))[1]
    assert oracle.pendingBatch(VINTAGE)[1] == answer_by + DAY > batch.time + CHALLENGE_WINDOW
    assert oracle.windowOf(VINTAGE, 1)[3] == batch.time + CHALLENGE_WINDOW


def test_promise_7_a_flood_of_demands_postpones_no_further(oracle, demands, accounts, relayer, operator):
    batch = post_many(oracle, accounts, relayer)
    pass_time_until(batch.time + 2 * DAY - 120)
    for row in range(16):
        demand_numbers(demands, batch, row, operator)

    final_at = oracle.pendingBatch(VINTAGE)[1]
    assert batch.time + CHALLENGE_WINDOW < final_at <= batch.time + 4 * DAY
    assert final_at <= batch.time + CHALLENGE_WINDOW + MAXIMUM_DELAY
    with reverts("TooManyDemands", operator, 16):
        demand_numbers(demands, batch, 16, operator)
    pass_time_until(batch.time + 2 * DAY)
    with reverts("DemandTooLate", batch.time + 2 * DAY):
        demand_numbers(demands, batch, 17, accounts[27])


def test_whoever_was_answered_may_demand_again(oracle, demands, accounts, relayer, operator, stranger):
    batch = post_many(oracle, accounts, relayer)
    first = demand_numbers(demands, batch, 0, operator)
    for row in range(1, 16):
        demand_numbers(demands, batch, row, operator)
    demands.answerNumbers(first, *opening(batch, 0), {"from": stranger})
    demand_numbers(demands, batch, 16, operator)

    assert demands.openDemandsOf(operator) == 16


def test_the_window_of_the_next_batch_is_its_own(oracle, demands, alice, bob, relayer, operator):
    """What was remembered of a postponed batch is not read for another."""
    first = post_people(oracle, [right(alice), right(bob)], relayer)
    pass_time_until(first.time + 3 * DAY // 2)
    demand = demand_numbers(demands, first, 0, operator)
    demands.answerNumbers(demand, *opening(first, 0), {"from": operator})
    pass_time(35 * DAY)
    second = post_people(oracle, [right(alice), right(bob)], relayer, through=AUGUST_ENDS)

    assert oracle.windowOf(VINTAGE, 2) == (
        second.batch["root"],
        first.batch["root"],
        AUGUST_ENDS,
        second.time + CHALLENGE_WINDOW,
    )


def test_a_final_batch_cannot_be_delayed(oracle, demands, alice, bob, relayer, operator):
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    make_final(oracle)

    with reverts("NotPending", VINTAGE, 1):
        demand_leaf(demands, batch, 0, operator, 1)
    assert oracle.finalBatch(VINTAGE)[0] == 1


def test_a_credit_that_remembers_the_old_root_asks_again_in_time(
    oracle, credit, demands, alice, bob, relayer, operator, stranger
):
    """What the credit keeps (ADR 0033) is never older than the truth: it issues from the right root throughout."""
    july = post_people(oracle, [right(alice), right(bob)], relayer)
    make_final(oracle)
    pass_time(31 * DAY)
    august = post_people(oracle, [right(alice, credits=700), right(bob, credits=800)], relayer, through=AUGUST_ENDS)
    credit.issue(*july.leaf(0), july.proof(0), {"from": stranger})
    pass_time_until(august.time + 3 * DAY // 2)
    demand = demand_numbers(demands, august, 0, operator)
    demands.answerNumbers(demand, *opening(august, 0), {"from": stranger})
    final_at = oracle.pendingBatch(VINTAGE)[1]

    # the window is over, but not the delay: July's root is the final one still
    pass_time_until(august.time + CHALLENGE_WINDOW + 60)
    credit.issue(*july.leaf(1), july.proof(1), {"from": stranger})
    with reverts("InvalidProof", ANY, july.batch["root"]):
        credit.issue(*august.leaf(0), august.proof(0), {"from": stranger})
    pass_time_until(final_at)
    credit.issue(*august.leaf(0), august.proof(0), {"from": stranger})
    with reverts("InvalidProof", ANY, august.batch["root"]):
        credit.issue(*july.leaf(1), july.proof(1), {"from": stranger})
    assert (credit.issuedTo(alice), credit.issuedTo(bob)) == (700, 582)


def test_until_the_delay_is_over_the_next_batch_must_wait(oracle, demands, alice, bob, relayer, operator):
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    pass_time_until(batch.time + 3 * DAY // 2)
    demand_numbers(demands, batch, 0, operator)
    final_at = oracle.pendingBatch(VINTAGE)[1]
    pass_time_until(batch.time + CHALLENGE_WINDOW + 60)

    assert oracle.pendingBatch(VINTAGE)[0][0] == 1
    with reverts("BatchPending", 1, final_at):
        post_people(oracle, [right(alice), right(bob)], relayer)


def test_the_oracle_itself_keeps_the_bound_whatever_its_parts_ask(oracle, demands, alice, bob, relayer):
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    latest, as_demands = batch.time + CHALLENGE_WINDOW + MAXIMUM_DELAY, {"from": demands.address}

    oracle.postpone.call(VINTAGE, 1, latest, as_demands)
    with reverts("PostponedTooFar", latest + 1, latest):
        oracle.postpone.call(VINTAGE, 1, latest + 1, as_demands)
