"""A dropped account: whoever the final batch had must be in the next one, or that falls."""

from unittest.mock import ANY

import pytest

from tests.chain.challenges.reports import post_people, right
from tests.chain.demands.asking import UNANSWERED, answer_time_over, demand_leaf, demand_numbers, id_of, opening
from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, hexed, make_final, pass_time
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, DAY, DEMAND_BOND, SLICE, VINTAGE

pytestmark = pytest.mark.usefixtures("credit")


@pytest.fixture
def final(oracle, demands, alice, bob, relayer):
    """July, with alice and bob."""
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    make_final(oracle)
    pass_time(31 * DAY)
    return batch


@pytest.fixture
def august(oracle, final, relayer):
    def posted(*people):
        return post_people(oracle, people, relayer, through=AUGUST_ENDS)

    return posted


def test_a_dropped_account_makes_the_batch_fall(
    oracle, challenges, registry, demands, money, final, august, alice, bob, carol, relayer
):
    batch = august(right(bob, credits=700), right(carol))
    demand = demand_leaf(demands, final, 0, alice, 2)
    answer_time_over()
    tx = demands.proveUnanswered(demand, {"from": relayer})

    assert (tx.events["UnansweredProven"]["id"], tx.events["UnansweredProven"]["demander"]) == (id_of(demand), alice)
    fault = tx.events["BatchFaulted"]
    assert (fault["fault"], fault["challenger"], fault["commitment"]) == (7, alice, id_of(demand))
    assert oracle.pendingBatch(VINTAGE)[1] == 0
    assert oracle.finalBatch(VINTAGE)[0] == 1
    assert demands.standingOf(id_of(demand))[2] == UNANSWERED
    assert (demands.owedTo(alice), demands.openDemandsOf(alice)) == (DEMAND_BOND, 0)

    challenges.collect(id_of(demand), alice, batch.posting, COMMITTEE.addresses, COMMITTEE.addresses, {"from": relayer})
    assert [registry.operatorOf(each)[0] for each in COMMITTEE.addresses] == [BOND - SLICE] * 3 + [BOND] * 2
    assert registry.rewardOf(alice) == SLICE // 2


def test_the_new_leaf_is_an_answer_and_anybody_can_use_it(oracle, credit, demands, final, august, alice, bob, stranger):
    batch = august(right(alice, credits=900), right(bob))
    demand = demand_leaf(demands, final, 0, alice, 2)
    tx = demands.answerLeaf(demand, *batch.leaf(0)[1:], batch.proof(0), {"from": stranger})

    event = tx.events["LeafAnswered"]
    assert (event["id"], event["account"], event["answerer"]) == (id_of(demand), alice, stranger)
    assert (event["credits"], event["reportHash"]) == (900, hexed(batch.leaf(0)[2]))
    assert [hexed(each) if isinstance(each, bytes) else each for each in event["proof"]] == [
        hexed(each) for each in batch.proof(0)
    ]
    assert demands.owedTo(stranger) == DEMAND_BOND // 2
    # with the leaf that was shown, alice demands its numbers in the same window
    second = demand_numbers(demands, batch, 0, alice)
    demands.answerNumbers(second, *opening(batch, 0), {"from": stranger})
    pass_time(5 * DAY)
    credit.issue(alice, event["credits"], event["reportHash"], batch.proof(0), {"from": stranger})
    assert credit.issuedTo(alice) == 900


def test_another_ones_leaf_is_no_answer(demands, final, august, alice, bob, carol, stranger):
    batch = august(right(bob), right(carol))
    demand = demand_leaf(demands, final, 0, alice, 2)

    with reverts("WrongOpening", ANY, batch.batch["root"]):
        demands.answerLeaf(demand, *batch.leaf(0)[1:], batch.proof(0), {"from": stranger})


def test_the_old_leaf_is_no_answer(demands, final, august, alice, bob, carol, stranger):
    august(right(bob), right(carol))
    demand = demand_leaf(demands, final, 0, alice, 2)

    with reverts("WrongOpening", ANY, demand[2]):
        demands.answerLeaf(demand, *final.leaf(0)[1:], final.proof(0), {"from": stranger})
    with reverts("WrongKindOfAnswer", id_of(demand)):
        demands.answerUnchanged(demand, final.proof(0), {"from": stranger})


def test_an_account_that_the_final_batch_never_had_is_not_demanded(demands, final, august, alice, bob, carol):
    batch = august(right(alice), right(bob), right(carol))

    with reverts("WrongOpening", ANY, final.batch["root"]):
        demands.demandLeaf(VINTAGE, 2, batch.leaf(2), batch.proof(2), {"from": carol})


def test_an_operator_demands_it_for_somebody_else(demands, final, august, bob, carol, operator):
    august(right(bob), right(carol))
    demand = demand_leaf(demands, final, 0, operator, 2)

    assert demands.standingOf(id_of(demand))[0] == operator


def test_a_forgotten_person_needs_no_numbers(demands, final, august, alice, bob, operator, stranger):
    """The last leaf stays unchanged, and nobody holds its opening any more."""
    batch = august(right(alice), right(bob, credits=700))
    demand = demand_numbers(demands, batch, 0, operator)
    tx = demands.answerUnchanged(demand, final.proof(0), {"from": stranger})

    assert tx.events["UnchangedAnswered"]["id"] == id_of(demand)
    assert demands.owedTo(stranger) == DEMAND_BOND // 2


def test_a_changed_leaf_needs_its_numbers(demands, final, august, alice, bob, operator, stranger):
    batch = august(right(alice), right(bob, credits=700))
    demand = demand_numbers(demands, batch, 1, operator)

    with reverts("WrongOpening", ANY, final.batch["root"]):
        demands.answerUnchanged(demand, final.proof(1), {"from": stranger})
