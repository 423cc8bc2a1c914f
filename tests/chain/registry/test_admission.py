"""The owner announces; the delay and the bonds decide who is in force."""

from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import ADMISSION_DELAY, pay_bonds

ALL = COMMITTEE.addresses


def with_new(*people):
    return sorted([*ALL, *(each.address for each in people)], key=lambda each: int(each, 16))


def announce(registry, owner, operators, quorum):
    registry.scheduleOperatorSet(operators, quorum, {"from": owner})
    pass_time(ADMISSION_DELAY)


def test_a_new_operator_with_a_bond_is_in_force_on_activation(oracle, registry, owner, alice, deployer):
    announce(registry, owner, with_new(alice), 4)
    pay_bonds(registry, [alice], deployer)
    registry.activateOperatorSet(with_new(alice), {"from": deployer})

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(with_new(alice), 4)
    assert registry.generation() == 2


def test_one_without_a_bond_waits_and_enters_later(oracle, registry, owner, alice, deployer):
    announce(registry, owner, with_new(alice), 4)
    registry.activateOperatorSet(with_new(alice), {"from": deployer})
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 4)

    pay_bonds(registry, [alice], deployer)
    registry.enter([alice], ALL, {"from": alice})
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(with_new(alice), 4)


def test_a_set_without_bonds_for_its_quorum_does_not_take_effect(oracle, registry, owner, alice, bob, carol, deployer):
    new = sorted([alice.address, bob.address, carol.address], key=lambda each: int(each, 16))
    announce(registry, owner, new, 2)

    with reverts("TooFewReady", 0, 2):
        registry.activateOperatorSet(new, {"from": deployer})
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_who_is_no_longer_admitted_cannot_enter(registry, owner, deployer):
    announce(registry, owner, ALL[:3], 2)
    registry.activateOperatorSet(ALL[:3], {"from": deployer})

    with reverts("NotReady", ALL[4]):
        registry.enter([ALL[4]], ALL[:3], {"from": deployer})


def test_the_operators_given_must_be_the_announced_ones(oracle, registry, owner, deployer):
    announce(registry, owner, ALL[:3], 2)

    with reverts("WrongOperators", oracle.hashOperatorSet(ALL, 2), oracle.hashOperatorSet(ALL[:3], 2)):
        registry.activateOperatorSet(ALL, {"from": deployer})
