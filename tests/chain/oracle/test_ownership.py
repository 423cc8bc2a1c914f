from tests.chain.errors import reverts
from tests.chain.oracle.committee import COMMITTEE


def test_the_new_owner_must_accept(oracle, registry, owner, alice):
    oracle.transferOwnership(alice, {"from": owner})
    assert oracle.owner() == owner

    oracle.acceptOwnership({"from": alice})
    assert oracle.owner() == alice
    with reverts("NotOwner", owner):
        registry.scheduleOperatorSet(COMMITTEE.addresses, 3, {"from": owner})


def test_nobody_else_accepts(oracle, owner, alice, stranger):
    oracle.transferOwnership(alice, {"from": owner})

    with reverts("OwnableUnauthorizedAccount", stranger):
        oracle.acceptOwnership({"from": stranger})
