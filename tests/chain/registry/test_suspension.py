"""The guardian suspends for a time; only the owner makes it last."""

import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import SUSPENSION

ALL = COMMITTEE.addresses
FOR_EVER = 2**40 - 1


@pytest.fixture
def suspended(registry, first, guardian):
    return registry.suspend(first, ALL, {"from": guardian})


def test_a_suspended_operator_is_out_of_force(oracle, registry, suspended, first):
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL[1:], 3)
    assert suspended.events["OperatorSuspended"]["until"] == suspended.timestamp + SUSPENSION
    with reverts("NotReady", first):
        registry.enter([first], ALL[1:], {"from": first})


def test_it_expires_unless_the_owner_confirms(oracle, registry, suspended, first):
    pass_time(SUSPENSION)
    registry.enter([first], ALL[1:], {"from": first})

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_the_owner_confirms_it(registry, suspended, first, owner):
    registry.confirmSuspension(first, {"from": owner})
    pass_time(10 * SUSPENSION)

    assert registry.operatorOf(first)[2] == FOR_EVER
    with reverts("NotReady", first):
        registry.enter([first], ALL[1:], {"from": first})


def test_a_confirmed_one_is_not_suspended_again(registry, suspended, first, owner, guardian):
    registry.confirmSuspension(first, {"from": owner})
    pass_time(2 * SUSPENSION)

    with reverts("SuspendedTooRecently", first, FOR_EVER):
        registry.suspend(first, ALL[1:], {"from": guardian})


def test_the_owner_lifts_it(oracle, registry, suspended, first, owner):
    registry.liftSuspension(first, {"from": owner})
    registry.enter([first], ALL[1:], {"from": first})

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_an_expired_suspension_cannot_be_confirmed(registry, suspended, first, owner):
    pass_time(SUSPENSION)

    with reverts("NotSuspended", first):
        registry.confirmSuspension(first, {"from": owner})
    with reverts("NotSuspended", first):
        registry.liftSuspension(first, {"from": owner})


def test_the_guardian_cannot_suspend_without_a_break(registry, suspended, first, guardian):
    pass_time(SUSPENSION)
    registry.enter([first], ALL[1:], {"from": first})
    with reverts("SuspendedTooRecently", first, suspended.timestamp + 2 * SUSPENSION):
        registry.suspend(first, ALL, {"from": guardian})
    pass_time(SUSPENSION)
    registry.suspend(first, ALL, {"from": guardian})

    with reverts("NotReady", first):
        registry.enter([first], ALL[1:], {"from": first})


def test_a_quorum_is_always_left(oracle, registry, suspended, guardian):
    registry.suspend(ALL[1], ALL[1:], {"from": guardian})

    with reverts("SuspensionLeavesNoQuorum", 2, 3):
        registry.suspend(ALL[2], ALL[2:], {"from": guardian})
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL[2:], 3)


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_only_the_guardian_suspends(registry, first, who, request):
    caller = request.getfixturevalue(who)

    with reverts("NotGuardian", caller):
        registry.suspend(first, ALL, {"from": caller})


@pytest.mark.parametrize("who", ["guardian", "stranger"])
def test_only_the_owner_confirms_and_lifts(registry, suspended, first, who, request):
    caller = request.getfixturevalue(who)

    with reverts("NotOwner", caller):
        registry.confirmSuspension(first, {"from": caller})
    with reverts("NotOwner", caller):
        registry.liftSuspension(first, {"from": caller})
