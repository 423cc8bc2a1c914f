"""What the owner announced is not in the air for ever: it waits as long as it was announced ahead, then it is void."""

from contextlib import nullcontext

import pytest
from brownie import chain, web3

from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time_until
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import ADMISSION_DELAY

ALL = COMMITTEE.addresses
SMALLER = ALL[:3]


@pytest.fixture
def announced(registry, owner):
    """Hash of an announced set, and when it expires."""
    registry.scheduleOperatorSet(SMALLER, 2, {"from": owner})
    set_hash, active_from = registry.scheduledOperatorSet()
    return set_hash, active_from + ADMISSION_DELAY


def test_until_then_anybody_activates_it(oracle, registry, announced, stranger):
    # a minute before: a transaction's block is later than that, by the seconds that pass meanwhile on Ganache's clock
    pass_time_until(announced[1] - 60)
    registry.activateOperatorSet(SMALLER, {"from": stranger})
    assert oracle.operatorSetHash() == announced[0]


@pytest.mark.parametrize(("before", "expired"), [(1, False), (0, True)])
def test_it_expires_to_the_second(registry, announced, stranger, before, expired):
    # a call is judged by the newest block's time, which can be set
    web3.provider.make_request("evm_mine", [announced[1] - before])
    assert chain[-1].timestamp == announced[1] - before
    refused = reverts("OperatorSetExpired", *announced) if expired else nullcontext()
    with refused:
        registry.activateOperatorSet.call(SMALLER, {"from": stranger})


def test_from_then_on_nobody_does(oracle, registry, announced, owner, stranger):
    before = oracle.operatorSetHash()
    pass_time_until(announced[1])
    for sender in (stranger, owner):
        with reverts("OperatorSetExpired", *announced):
            registry.activateOperatorSet(SMALLER, {"from": sender})
    assert oracle.operatorSetHash() == before


def test_another_one_takes_its_place_and_waits_the_whole_delay(registry, announced, owner, stranger):
    pass_time_until(announced[1] - 2)
    with reverts("OperatorSetAlreadyScheduled", *registry.scheduledOperatorSet()):
        registry.scheduleOperatorSet(ALL[:4], 3, {"from": owner})
    pass_time_until(announced[1])
    tx = registry.scheduleOperatorSet(ALL[:4], 3, {"from": owner})

    set_hash, active_from = registry.scheduledOperatorSet()
    assert set_hash != announced[0]
    assert active_from == tx.timestamp + ADMISSION_DELAY
    with reverts("OperatorSetNotYetActive", set_hash, active_from):
        registry.activateOperatorSet(ALL[:4], {"from": stranger})
