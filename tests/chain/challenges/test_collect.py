"""Slashing: who loses what, and that betraying one's own batch never pays."""

import pytest

from tests.chain.challenges.reports import commitment_of, post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, draft, make_final, pass_time, post
from tests.chain.oracle.committee import COMMITTEE, Committee
from tests.chain.oracle.deployments import BOND, DAY, SLICE, VINTAGE, pay_bonds

SALT = salt("collect")
ALL = COMMITTEE.addresses
LEFT = ALL[3:]


@pytest.fixture
def batch(oracle, challenges, alice, bob, relayer):
    return post_people(oracle, [right(alice, credits=600), right(bob)], relayer)


@pytest.fixture
def proof(batch):
    return (batch.target, batch.numbers(0), SALT)


@pytest.fixture
def collect(challenges, batch, proof, stranger):
    def run(by=stranger, challenger=stranger, current=ALL, operators=ALL, posting=None):
        commitment = commitment_of(challenges, "proveWrongCredits", proof, challenger)
        arguments = (commitment, challenger, posting or batch.posting, operators, current)
        return challenges.collect(*arguments, {"from": by})

    return run


def bonds(registry):
    return [registry.operatorOf(each)[0] for each in ALL]


def test_each_signer_loses_a_slice(oracle, challenges, registry, collect, proof, stranger, relayer):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    tx = collect(by=relayer)

    assert bonds(registry) == [BOND - SLICE] * 3 + [BOND] * 2
    assert (registry.rewardOf(stranger), registry.destroyed()) == (SLICE // 2, 3 * SLICE - SLICE // 2)
    assert tx.events["FaultCollected"]["signers"] == 0b111
    assert [event["operator"] for event in tx.events["BondSlashed"]] == ALL[:3]


def test_signers_below_a_whole_bond_are_out_of_force(oracle, challenges, registry, collect, proof, stranger, deployer):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    collect()

    assert oracle.operatorSetHash() == oracle.hashOperatorSet(LEFT, 3)
    with reverts("NotReady", ALL[0]):
        registry.enter([ALL[0]], LEFT, {"from": deployer})
    pay_bonds(registry, ALL[:3], deployer, SLICE)
    registry.enter(ALL[:3], LEFT, {"from": deployer})
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(ALL, 3)


def test_the_challenger_takes_the_reward(challenges, registry, money, collect, proof, stranger):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    collect()
    tx = registry.withdrawReward({"from": stranger})

    assert tx.events["RewardWithdrawn"]["amount"] == SLICE // 2
    assert money.balanceOf(stranger) == SLICE // 2
    assert registry.rewardOf(stranger) == 0


def test_who_betrays_the_own_batch_loses_more_than_it_gets(challenges, registry, collect, proof, operators):
    betrayer = next(each for each in operators if each == ALL[0])
    prove(challenges, "proveWrongCredits", *proof, challenger=betrayer)
    collect(challenger=betrayer)

    assert bonds(registry)[0] + registry.rewardOf(betrayer) < BOND


def test_it_is_collected_once(challenges, collect, proof, stranger):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    collect()
    commitment = commitment_of(challenges, "proveWrongCredits", proof, stranger)

    assert not challenges.isCollectable(commitment)
    with reverts("NothingToCollect", "0x" + commitment.hex()):
        collect(current=LEFT)


def test_nothing_is_collected_before_the_proof(challenges, collect, proof, stranger):
    commitment = commitment_of(challenges, "proveWrongCredits", proof, stranger)
    challenges.commit(commitment, {"from": stranger})

    with reverts("NothingToCollect", "0x" + commitment.hex()):
        collect()


def test_signers_of_another_posting_are_not_slashed(challenges, batch, collect, proof, stranger):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    fields, _, time = batch.posting
    commitment = "0x" + commitment_of(challenges, "proveWrongCredits", proof, stranger).hex()

    with reverts("NothingToCollect", commitment):
        collect(posting=(fields, 0b11111, time))


def test_the_operators_must_be_those_of_the_batch(oracle, challenges, collect, proof, stranger):
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)

    with reverts("WrongSigners", oracle.hashOperatorSet(LEFT, 3), oracle.hashOperatorSet(ALL, 3)):
        collect(operators=LEFT)


def test_a_signer_who_left_is_slashed_all_the_same(oracle, challenges, registry, collect, proof, stranger, operators):
    leaver = next(each for each in operators if each == ALL[0])
    registry.leave(ALL, {"from": leaver})
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    collect(current=ALL[1:])

    assert bonds(registry)[0] == BOND - SLICE
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(LEFT, 3)


def test_a_revoked_batch_stays_slashable(oracle, challenges, registry, collect, proof, guardian, relayer, stranger):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle), relayer)
    make_final(oracle)
    pass_time(DAY)
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    collect()

    assert bonds(registry) == [BOND - SLICE] * 3 + [BOND] * 2
    assert not oracle.isFinalBatchFaulted(VINTAGE)
    with reverts("NotChallengeable", VINTAGE, 1):
        prove(challenges, "proveWrongCredits", *proof[:2], salt("again"), challenger=stranger)


@pytest.mark.parametrize("later", [False, True])
def test_a_revoked_batch_is_proven_wrong_once(oracle, challenges, proof, guardian, relayer, stranger, later):
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
    if later:
        post(oracle, draft(oracle), relayer)

    with reverts("NotChallengeable" if later else "AlreadyFaulted", VINTAGE, 1):
        prove(challenges, "proveWrongCredits", *proof[:2], salt("again"), challenger=stranger)


def test_a_superseded_batch_is_safe(oracle, challenges, proof, relayer, stranger):
    """The next one is final: what the older one said no longer counts."""
    make_final(oracle)
    pass_time(31 * DAY)
    post(oracle, draft(oracle, through=AUGUST_ENDS), relayer, Committee(COMMITTEE.members))
    make_final(oracle)

    with reverts("NotChallengeable", VINTAGE, 1):
        prove(challenges, "proveWrongCredits", *proof, challenger=stranger)
