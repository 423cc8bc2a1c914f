"""Disputes about raw data: stakes, rulings, the one clock, and what nobody can do with them."""

import pytest
from brownie import ZERO_ADDRESS

from tests.chain.challenges.reports import post_people, right
from tests.chain.errors import reverts
from tests.chain.oracle.batches import JULY_ENDS, draft, pass_time_until, post, word
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import (
    BOND,
    CHALLENGE_WINDOW,
    DAY,
    MAXIMUM_DELAY,
    SLICE,
    VINTAGE,
    pay_bonds,
)
from tests.chain.oracle.deployments import DISPUTE_STAKE as STAKE

RULED_RIGHT, RULED_WRONG, RELEASED = 2, 3, 4
EVIDENCE = word("a meter that nobody has")


@pytest.fixture
def batch(oracle, disputes, alice, bob, relayer):
    return post_people(oracle, [right(alice), right(bob)], relayer)


@pytest.fixture
def dispute(disputes, batch):
    def run(by, account, evidence=EVIDENCE, sequence=1):
        tx = disputes.dispute(VINTAGE, sequence, account, evidence, {"from": by})
        return tuple(tx.events["Disputed"]["dispute"])

    return run


@pytest.fixture
def defended(disputes, dispute, alice, bob, carol):
    """Alice disputes bob's data, carol defends the batch."""
    disputed = dispute(alice, bob)
    disputes.defend(disputed, {"from": carol})
    return disputed


def test_anybody_disputes_with_a_stake_and_the_batch_waits(oracle, disputes, money, batch, alice, bob):
    before = money.balanceOf(alice)
    tx = disputes.dispute(VINTAGE, 1, bob, EVIDENCE, {"from": alice})

    end = batch.time + CHALLENGE_WINDOW
    event = tx.events["Disputed"]
    assert tuple(event["dispute"]) == (VINTAGE, 1, JULY_ENDS, bob, alice, EVIDENCE)
    assert (event["defendBy"], event["rulingBy"]) == (end + DAY, end + 3 * DAY)
    assert event["id"] == disputes.idOf(tuple(event["dispute"])) == tx.return_value
    assert before - money.balanceOf(alice) == STAKE
    assert oracle.pendingBatch(VINTAGE)[1] == end + 3 * DAY


def test_promise_7_further_disputes_do_not_lengthen_the_clock(oracle, disputes, batch, dispute, alice, bob, carol):
    dispute(alice, bob)
    pass_time_until(batch.time + CHALLENGE_WINDOW - 60)
    for by in (alice, carol):
        dispute(by, alice, word(f"evidence of {by}"))

    assert oracle.pendingBatch(VINTAGE)[1] == batch.time + CHALLENGE_WINDOW + 3 * DAY
    pass_time_until(batch.time + CHALLENGE_WINDOW)
    with reverts("DisputeTooLate", batch.time + CHALLENGE_WINDOW):
        dispute(alice, carol)
    pass_time_until(batch.time + CHALLENGE_WINDOW + MAXIMUM_DELAY)
    assert oracle.finalBatch(VINTAGE)[0] == 1
    with reverts("NotPending", VINTAGE, 1):
        dispute(alice, carol)


def test_ruled_wrong_the_batch_falls_and_the_disputer_wins(
    oracle, challenges, registry, disputes, batch, defended, arbiter, alice, carol, relayer
):
    tx = disputes.rule(defended, True, {"from": arbiter})

    number = disputes.idOf(defended)
    assert dict(tx.events["Ruled"]) == {"id": number, "isWrong": True, "toWinner": STAKE // 2, "destroyed": STAKE // 2}
    fault = tx.events["BatchFaulted"]
    assert (fault["fault"], fault["challenger"], fault["commitment"]) == (8, alice, number)
    assert (oracle.pendingBatch(VINTAGE)[1], oracle.finalBatch(VINTAGE)[0]) == (0, 0)
    assert (disputes.owedTo(alice), disputes.owedTo(carol)) == (STAKE + STAKE // 2, 0)
    assert (disputes.destroyed(), disputes.standingOf(number)[2]) == (STAKE // 2, RULED_WRONG)
    assert disputes.ruledThrough(VINTAGE) == JULY_ENDS

    everybody = COMMITTEE.addresses
    challenges.collect(number, alice, batch.posting, everybody, everybody, {"from": relayer})
    assert [registry.operatorOf(each)[0] for each in everybody] == [BOND - SLICE] * 3 + [BOND] * 2
    assert registry.rewardOf(alice) == SLICE // 2


def test_ruled_right_the_batch_stands_and_the_defender_wins(
    oracle, disputes, money, batch, defended, arbiter, alice, carol
):
    disputes.rule(defended, False, {"from": arbiter})

    assert (disputes.owedTo(alice), disputes.owedTo(carol)) == (0, STAKE + STAKE // 2)
    assert disputes.standingOf(disputes.idOf(defended))[2] == RULED_RIGHT
    before = money.balanceOf(carol)
    disputes.withdraw({"from": carol})
    assert money.balanceOf(carol) - before == STAKE + STAKE // 2
    assert money.balanceOf(disputes) == disputes.destroyed() == STAKE // 2
    pass_time_until(batch.time + CHALLENGE_WINDOW + 3 * DAY)
    assert oracle.finalBatch(VINTAGE)[0] == 1
    assert not oracle.isFinalBatchFaulted(VINTAGE)


@pytest.mark.parametrize("is_wrong", [False, True])
def test_disputing_against_oneself_never_pays(disputes, money, dispute, arbiter, alice, bob, is_wrong):
    before = money.balanceOf(alice)
    disputed = dispute(alice, bob)
    disputes.defend(disputed, {"from": alice})
    disputes.rule(disputed, is_wrong, {"from": arbiter})
    disputes.withdraw({"from": alice})

    assert before - money.balanceOf(alice) == STAKE // 2


@pytest.mark.parametrize("has_defender", [False, True])
def test_with_a_silent_arbiter_the_batch_stands_and_the_stakes_go_back(
    oracle, disputes, batch, dispute, arbiter, alice, bob, carol, relayer, has_defender
):
    disputed = dispute(alice, bob)
    if has_defender:
        disputes.defend(disputed, {"from": carol})
    ruling_by = batch.time + CHALLENGE_WINDOW + 3 * DAY
    number = disputes.idOf(disputed)
    with reverts("RulingTimeRunning", number, ruling_by):
        disputes.release(disputed, {"from": relayer})
    pass_time_until(ruling_by)
    with reverts("RulingTooLate", number, ruling_by):
        disputes.rule(disputed, True, {"from": arbiter})
    disputes.release(disputed, {"from": relayer})

    assert oracle.finalBatch(VINTAGE)[0] == 1
    assert (disputes.owedTo(alice), disputes.owedTo(carol)) == (STAKE, STAKE * has_defender)
    assert (disputes.destroyed(), disputes.standingOf(number)[2]) == (0, RELEASED)
    with reverts("NotOpen", number):
        disputes.release(disputed, {"from": relayer})


def test_a_signer_who_disputes_the_own_batch_never_gains(
    challenges, registry, disputes, money, batch, dispute, arbiter, bob, carol, operators, relayer
):
    """What it wins of a defender's stake, at most half a slice, is what its own slice costs it."""
    everybody = COMMITTEE.addresses
    signer = next(each for each in operators if each == everybody[0])
    money.mint(signer, STAKE, {"from": signer})
    money.approve(disputes, STAKE, {"from": signer})
    disputed = dispute(signer, bob)
    disputes.defend(disputed, {"from": carol})
    disputes.rule(disputed, True, {"from": arbiter})
    challenges.collect(disputes.idOf(disputed), signer, batch.posting, everybody, everybody, {"from": relayer})

    won = disputes.owedTo(signer) - STAKE
    lost = BOND - registry.operatorOf(signer)[0] - registry.rewardOf(signer)
    assert (won, lost) == (STAKE // 2, SLICE - SLICE // 2)
    assert won <= lost


def test_an_undefended_dispute_is_ruled_once_nobody_can_defend(disputes, batch, dispute, arbiter, alice, bob, carol):
    disputed = dispute(alice, bob)
    number, defend_by = disputes.idOf(disputed), batch.time + CHALLENGE_WINDOW + DAY
    with reverts("DefenceTimeRunning", number, defend_by):
        disputes.rule(disputed, True, {"from": arbiter})
    pass_time_until(defend_by)
    with reverts("DefenceTooLate", number, defend_by):
        disputes.defend(disputed, {"from": carol})
    disputes.rule(disputed, True, {"from": arbiter})

    assert (disputes.owedTo(alice), disputes.destroyed()) == (STAKE, 0)


def test_an_undefended_dispute_that_is_ruled_right_loses_all(oracle, disputes, batch, dispute, arbiter, alice, bob):
    disputed = dispute(alice, bob)
    pass_time_until(batch.time + CHALLENGE_WINDOW + DAY)
    disputes.rule(disputed, False, {"from": arbiter})

    assert (disputes.owedTo(alice), disputes.destroyed()) == (0, STAKE)


def test_a_batch_is_defended_once_and_a_dispute_made_once(disputes, defended, dispute, alice, bob, carol):
    number = disputes.idOf(defended)
    with reverts("AlreadyDefended", number, carol):
        disputes.defend(defended, {"from": bob})
    with reverts("AlreadyDisputed", number):
        dispute(alice, bob)


def test_only_the_arbiter_rules_and_once(disputes, defended, arbiter, owner, guardian, alice):
    for caller in (owner, guardian, alice):
        with reverts("NotArbiter", caller):
            disputes.rule(defended, True, {"from": caller})
    disputes.rule(defended, False, {"from": arbiter})
    with reverts("NotOpen", disputes.idOf(defended)):
        disputes.rule(defended, True, {"from": arbiter})


def test_the_arbiter_makes_a_period_fall_once(
    oracle, challenges, registry, disputes, batch, defended, dispute, arbiter, alice, bob, carol, deployer, relayer
):
    """Arbiter abuse: what the quorum posts again stands, and is not even delayed."""
    everybody = COMMITTEE.addresses
    disputes.rule(defended, True, {"from": arbiter})
    challenges.collect(disputes.idOf(defended), alice, batch.posting, everybody, everybody, {"from": relayer})
    pay_bonds(registry, everybody[:3], deployer, SLICE)
    registry.enter(everybody[:3], everybody[3:], {"from": deployer})
    again = post_people(oracle, [right(alice), right(bob)], relayer)

    with reverts("RulingSpent", VINTAGE, JULY_ENDS):
        dispute(carol, bob, sequence=2)
    assert oracle.pendingBatch(VINTAGE)[1] == again.time + CHALLENGE_WINDOW


def test_of_two_disputes_one_makes_the_batch_fall_and_the_other_goes_back(
    disputes, batch, defended, dispute, arbiter, alice, bob, carol
):
    second = dispute(carol, alice)
    disputes.defend(second, {"from": bob})
    disputes.rule(defended, True, {"from": arbiter})

    with reverts("RulingSpent", VINTAGE, JULY_ENDS):
        disputes.rule(second, True, {"from": arbiter})
    pass_time_until(batch.time + CHALLENGE_WINDOW + 3 * DAY)
    disputes.release(second, {"from": bob})
    assert disputes.owedTo(bob) == STAKE


def test_a_revocation_saves_no_signer(oracle, disputes, defended, arbiter, guardian, relayer):
    """Guardian abuse: the batch that was revoked is ruled on, the one in its place goes on."""
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    post(oracle, draft(oracle), relayer)
    tx = disputes.rule(defended, True, {"from": arbiter})

    assert tx.events["BatchFaulted"]["sequence"] == 1
    assert oracle.pendingBatch(VINTAGE)[0][0] == 2


def test_the_whole_batch_is_disputed_with_no_account(disputes, dispute, alice):
    assert dispute(alice, ZERO_ADDRESS)[3] == ZERO_ADDRESS
