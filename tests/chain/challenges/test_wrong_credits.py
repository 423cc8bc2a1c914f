"""Promise 5: wrong arithmetic cannot stand."""

import pytest
from brownie.exceptions import VirtualMachineError

from tests.chain.challenges.reports import AGE, commitment_of, post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.deployments import METHODOLOGY_ID, VINTAGE, challenges_of, deploy_oracle, open_vintage

SALT = salt("credits")


@pytest.mark.parametrize("credits", [583, 581, 600, 0])
def test_promise_5_credits_that_the_policy_does_not_give_fall(
    oracle, challenges, alice, bob, relayer, stranger, credits
):
    batch = post_people(oracle, [right(alice, credits=credits), right(bob)], relayer)
    tx = prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 3
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_numbers_that_show_other_credits_than_the_leaf_fall(oracle, challenges, alice, bob, relayer, stranger):
    batch = post_people(oracle, [right(alice, shown_credits=581), right(bob)], relayer)
    prove(challenges, "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_right_credits_are_no_fault(oracle, challenges, alice, bob, relayer, stranger):
    above = right(bob, observed=((400, 900, 1),) * 3, figures=(400, 900, 1), credits=0)
    batch = post_people(oracle, [right(alice), above], relayer)

    for row in (0, 1):
        with reverts("NoFault"):
            prove(challenges, "proveWrongCredits", batch.target, batch.numbers(row), SALT, challenger=stranger)
    assert oracle.pendingBatch(VINTAGE)[1] != 0


def test_numbers_of_another_report_are_refused(oracle, challenges, alice, bob, relayer, stranger):
    batch = post_people(oracle, [right(alice, credits=600), right(bob)], relayer)
    leaf, proof, _, sources, evidence = batch.numbers(0)
    mixed = (leaf, proof, right(bob).numbers, sources, evidence)

    with pytest.raises(Exception, match="WrongOpening"):
        prove(challenges, "proveWrongCredits", batch.target, mixed, SALT, challenger=stranger)


MANNERS = ("REVERT", "BURN_GAS", "LONG_ANSWER", "SHORT_ANSWER")


@pytest.fixture(params=MANNERS)
def odd(request, deployer, owner, guardian, OddPolicy):
    policy = deployer.deploy(OddPolicy, MANNERS.index(request.param))
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, methodologies=[(METHODOLOGY_ID, policy, 300)])
    open_vintage(oracle, owner)
    return oracle


@pytest.mark.parametrize("odd", ["SHORT_ANSWER"], indirect=True)
def test_an_answer_a_byte_too_short_is_none(odd, alice, bob, relayer, stranger):
    """512 in 31 bytes would be 496 after the reserve's share."""
    batch = post_people(odd, [right(alice, credits=496), right(bob, credits=0)], relayer)

    with reverts("NoFault"):
        prove(challenges_of(odd), "proveWrongCredits", batch.target, batch.numbers(1), SALT, challenger=stranger)
    prove(challenges_of(odd), "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)
    assert odd.pendingBatch(VINTAGE)[1] == 0


def test_a_policy_that_misbehaves_blocks_no_challenge(odd, alice, bob, relayer, stranger):
    batch = post_people(odd, [right(alice), right(bob, credits=0)], relayer)
    prove(challenges_of(odd), "proveWrongCredits", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert odd.pendingBatch(VINTAGE)[1] == 0


@pytest.mark.parametrize("gas", [150_000, 170_000, 190_000])
def test_a_challenger_cannot_starve_the_policy_of_gas(oracle, challenges, alice, bob, relayer, stranger, gas):
    """With too little gas for the policy the proof fails, rather than counting the policy as failed."""
    batch = post_people(oracle, [right(alice), right(bob)], relayer)
    proof = (batch.target, batch.numbers(0), SALT)
    challenges.commit(commitment_of(challenges, "proveWrongCredits", proof, stranger), {"from": stranger})
    pass_time(AGE)

    with pytest.raises(VirtualMachineError):
        challenges.proveWrongCredits(*proof, {"from": stranger, "gas_limit": gas})
    assert oracle.pendingBatch(VINTAGE)[1] != 0
