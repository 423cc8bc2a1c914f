"""Demands, answers and disputes in a real tree of 2^20 leaves; first of their kind for demander and answerer."""

import pytest

from tests.chain.challenges.reports import right
from tests.chain.gas.million import million, post_third
from tests.chain.oracle.batches import pass_time, word
from tests.chain.oracle.deployments import (
    DAY,
    VINTAGE,
    arbiter,
    container,
    demands_of,
    deploy_oracle,
    disputes_of,
    open_vintage,
    registry_of,
)


@pytest.fixture(scope="module")
def oracle(deployer, owner, guardian, alice, bob):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
    open_vintage(oracle, owner)
    money = container("LocalCurrency").at(registry_of(oracle).bondTerms()[0])
    for account in (alice, bob):
        money.mint(account, 10**10, {"from": account})
        for part in (demands_of(oracle), disputes_of(oracle)):
            money.approve(part, 10**10, {"from": account})
    return oracle


@pytest.fixture(scope="module")
def tree(alice):
    person = right(alice)
    return million([(person.account, person.credits, person.report_hash)])


@pytest.fixture
def demanded(oracle, tree, alice, relayer):
    """The transaction of a demand, in the later part of the time for it, so that it moves finality."""
    person = right(alice)
    _, sequence, _ = post_third(oracle, tree, relayer)
    pass_time(3 * DAY // 2)
    leaf = (person.account, person.credits, person.report_hash)
    return demands_of(oracle).demandNumbers(VINTAGE, sequence, leaf, tree.proof(0), {"from": alice})


def test_demand_and_answer(oracle, demanded, alice, stranger, record):
    person, demand = right(alice), tuple(demanded.events["Demanded"]["demand"])
    opened = (person.credits, person.numbers, person.sources_hash, person.evidence_hash)
    answer = demands_of(oracle).answerNumbers(demand, *opened, {"from": stranger})
    record("demand.numbers", demanded.gas_used)
    record("demand.answer", answer.gas_used)


def test_unanswered(oracle, demanded, stranger, record):
    pass_time(DAY)
    demand = tuple(demanded.events["Demanded"]["demand"])
    record("demand.unanswered", demands_of(oracle).proveUnanswered(demand, {"from": stranger}).gas_used)


def test_dispute(oracle, tree, alice, bob, relayer, record):
    _, sequence, _ = post_third(oracle, tree, relayer)
    disputes = disputes_of(oracle)
    opened = disputes.dispute(VINTAGE, sequence, bob, word("evidence"), {"from": alice})
    disputed = tuple(opened.events["Disputed"]["dispute"])
    record("dispute.open", opened.gas_used)
    record("dispute.defend", disputes.defend(disputed, {"from": bob}).gas_used)
    record("dispute.ruleWrong", disputes.rule(disputed, True, {"from": arbiter()}).gas_used)
