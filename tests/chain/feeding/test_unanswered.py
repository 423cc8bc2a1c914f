"""Whoever makes a batch fall for an unanswered demand may come second, or too early."""

from dataclasses import replace

import pytest
from brownie import chain

from abate.chain.demands import BatchDemands
from abate.chain.disputes import Dispute
from abate.chain.refusals import RefusalError
from abate.chain.sender import Sender
from abate.chain.signer import NodeSigner
from abate.oracle.case import Case
from abate.oracle.demanding import asked, demand_for
from abate.oracle.postings import Standing
from tests.chain.feeding.conftest import VINTAGE
from tests.chain.oracle.deployments import DAY, DEMAND_BOND, SLICE, container


@pytest.fixture
def demands(vintage):
    return BatchDemands(vintage.oracle.chain, vintage.oracle.demands())


@pytest.fixture
def posting(honest, post, found):
    post(honest)
    return found()[0].posting


@pytest.fixture
def waiting(honest, posting, demands, desks, vintage, methodology, registry, people):
    """Ada demands her own numbers."""
    ada = people["ada"]
    token = container("LocalCurrency").at(registry.bond_terms().currency)
    token.mint(ada, DEMAND_BOND, {"from": ada})
    token.approve(demands.address, DEMAND_BOND, {"from": ada})
    folder, terms = desks[0].folder(honest.moment), vintage.terms(methodology)
    case = Case(folder, vintage.deployment, posting, desks[0].enrolment, terms)
    sender = Sender(vintage.oracle.chain, NodeSigner(vintage.oracle.chain, ada.address))
    sender.send(demand_for(demands, case, None, ada.address))
    return asked(demands, 0, VINTAGE)


def answer_time_over():
    chain.sleep(DAY)
    chain.mine()


def test_who_comes_second_sends_nothing(
    waiting, posting, demands, challenger, tmp_path, bob, stranger, people, registry
):
    answer_time_over()
    at, before = challenger.vintage.oracle.chain, stranger.nonce
    quicker = replace(challenger, sender=Sender(at, NodeSigner(at, bob.address)), state=tmp_path / "quicker")
    assert quicker.collect_waiting(demands, waiting, [posting]) == 1
    assert challenger.collect_waiting(demands, waiting, [posting]) == 0
    assert (stranger.nonce, registry.reward_of(people["ada"].address)) == (before, SLICE // 2)


def test_a_batch_that_is_not_among_those_to_challenge_is_left_alone(waiting, posting, demands, challenger, stranger):
    answer_time_over()
    before = stranger.nonce
    assert challenger.collect_waiting(demands, waiting, []) == 0
    assert challenger.collect_waiting(demands, waiting, [replace(posting, standing=Standing.FAULTED)]) == 0
    assert (stranger.nonce, asked(demands, 0, VINTAGE)) == (before, waiting)


def test_a_demand_whose_time_is_not_over_is_told(waiting, posting, demands, challenger):
    """As after a reorganisation that took the time back."""
    (one,) = waiting
    early = replace(one, standing=replace(one.standing, answer_by=0))
    with pytest.raises(RefusalError) as refused:
        challenger.collect_waiting(demands, [early], [posting])
    assert refused.value.name == "AnswerTimeRunning"


def test_a_ruling_about_another_batch_collects_nothing(posting, challenger, people, stranger):
    ruled = Dispute(VINTAGE, 2, posting.batch.through, people["ada"].address, stranger.address, bytes(32))
    assert challenger.collect_rulings([(bytes(32), ruled)], [posting]) == 0
