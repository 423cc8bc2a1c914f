"""Paying, topping up, leaving and withdrawing."""

from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, fields, pass_time, pass_time_until
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, UNBONDING, deploy_oracle, pay_bonds, put_in_force, registry_of

ALL = COMMITTEE.addresses


def test_nobody_is_in_force_before_the_bonds_are_there(deployer, owner, guardian):
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, bonded=False)
    registry = registry_of(oracle)

    assert oracle.operatorSetHash() == oracle.hashOperatorSet([], 3)
    with reverts("NotReady", ALL[0]):
        registry.enter(ALL, [], {"from": deployer})
    put_in_force(oracle, ALL, deployer)
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_anyone_pays_for_anyone(registry, money, first, stranger):
    pay_bonds(registry, [first], stranger, 5)

    assert registry.operatorOf(first)[0] == BOND + 5
    assert money.balanceOf(registry) == 5 * BOND + 5


def test_a_deposit_of_nothing_is_refused(registry, first, stranger):
    with reverts("WrongDeposit", 0, 0):
        registry.deposit([first], 0, {"from": stranger})


def test_half_a_bond_is_not_enough(registry, alice, deployer):
    pay_bonds(registry, [alice], deployer, BOND // 2)

    with reverts("NotReady", alice):
        registry.enter([alice], ALL, {"from": alice})


def test_a_bond_alone_admits_nobody(registry, alice, deployer):
    pay_bonds(registry, [alice], deployer)

    with reverts("NotReady", alice):
        registry.enter([alice], ALL, {"from": alice})


def test_who_is_in_force_does_not_enter_twice(registry, first):
    with reverts("AlreadyInForce", first):
        registry.enter([first], ALL, {"from": first})


def test_who_leaves_is_out_of_force_at_once(oracle, registry, first):
    tx = registry.leave(ALL, {"from": first})

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL[1:], 3)
    assert tx.events["OperatorLeaving"]["unbondedAt"] == tx.timestamp + UNBONDING
    assert tx.events["OperatorSetChanged"]["operators"] == ALL[1:]
    with reverts("NotReady", first):
        registry.enter([first], ALL[1:], {"from": first})
    with reverts("AlreadyLeaving", first, tx.timestamp + UNBONDING):
        registry.leave(ALL[1:], {"from": first})


def test_a_draft_that_a_leaving_operator_signed_is_worthless(oracle, credit, registry, first, stranger):
    batch = draft(oracle)
    signatures = COMMITTEE.sign(oracle, batch)
    registry.leave(ALL, {"from": first})

    with reverts("StaleOperatorSet", batch["operatorSetHash"], oracle.operatorSetHash()):
        oracle.postBatch(fields(batch), ALL, signatures, {"from": stranger})


def test_the_bond_is_paid_back_after_unbonding(registry, money, first):
    with reverts("StillBonded", first, 0):
        registry.withdrawBond({"from": first})
    left = registry.leave(ALL, {"from": first})
    pass_time_until(left.timestamp + UNBONDING - 60)
    with reverts("StillBonded", first, left.timestamp + UNBONDING):
        registry.withdrawBond({"from": first})
    pass_time(120)
    registry.withdrawBond({"from": first})

    assert money.balanceOf(first) == BOND
    assert registry.operatorOf(first)[:2] == (0, 0)
    assert money.balanceOf(registry) == 4 * BOND


def test_who_withdrew_can_join_anew(oracle, registry, first, deployer):
    registry.leave(ALL, {"from": first})
    with reverts("Leaving", first):
        registry.deposit([first], 1, {"from": deployer})
    pass_time(UNBONDING)
    registry.withdrawBond({"from": first})
    pay_bonds(registry, [first], deployer)
    registry.enter([first], ALL[1:], {"from": deployer})

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_who_has_no_bond_cannot_leave_or_take_rewards(registry, stranger):
    with reverts("NothingToWithdraw", stranger):
        registry.leave(ALL, {"from": stranger})
    with reverts("NothingToWithdraw", stranger):
        registry.withdrawReward({"from": stranger})


def test_the_members_given_must_be_those_in_force(oracle, registry, first):
    with reverts("WrongOperators", oracle.hashOperatorSet(ALL[1:], 3), oracle.operatorSetHash()):
        registry.leave(ALL[1:], {"from": first})


def test_only_the_challenges_slash(registry, owner, guardian):
    for caller in (owner, guardian):
        with reverts("NotChallenges", caller):
            registry.slash(ALL, 1, caller, ALL, {"from": caller})


def test_a_bond_counts_what_arrived(OddToken, deployer, owner, guardian):
    token = deployer.deploy(OddToken)
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, bonded=False, currency=token)
    token.takeFee(100, {"from": deployer})

    registry = registry_of(oracle)
    token.mint(deployer, BOND, {"from": deployer})
    token.approve(registry, BOND, {"from": deployer})

    with reverts("WrongDeposit", BOND, BOND * 99 // 100):
        registry.deposit(ALL[:1], BOND, {"from": deployer})
