"""Random lives of the whole system beside a shadow: every contract and every actor, in any order, over two vintages.

A step that the shadow forbids must be refused with the exact error; after each step the promises are checked across all
contracts, to the gram and to the unit of money. At the end operators sign again, and everybody has what is theirs.

They are played on an Anvil of their own, whichever chain the other tests run on: Ganache takes twenty times as long for
the two hundred views that are read after a step. A short one is played on Ganache too. ``make lives`` plays more and
longer ones; a seed gives the same life again. ABATE_LIVES sets how many are played, ABATE_LIVES_STEPS how long they
are, ABATE_LIVES_SEED the first one's seed; ABATE_LIVES_SCRIPT names a file with a script to play in their place.
"""

import os
import re
from ast import literal_eval
from pathlib import Path

import pytest

from tests.chain.system.contracts import changing
from tests.chain.system.life import Life
from tests.chain.system.node import Node, straight_node
from tests.chain.system.player import Player, Tally
from tests.chain.system.stage import Stage

LIVES, STEPS = 24, 100
ON_GANACHE, READ_EVERY = 30, 10
"""Steps of the life on Ganache, and how many of them happen between two readings of all views."""
SEEDS = range(
    (first := int(os.environ.get("ABATE_LIVES_SEED", "0"))), first + int(os.environ.get("ABATE_LIVES", str(LIVES)))
)
LENGTH = int(os.environ.get("ABATE_LIVES_STEPS", str(STEPS)))
SCRIPT = os.environ.get("ABATE_LIVES_SCRIPT", "")
NOBODY_MAY = {
    "BatchChallenges.acceptFault",
    "CarbonCredit.forgetFinalBatch",
    "EmissionOracle.markFaulted",
    "EmissionOracle.postpone",
    "EmissionOracle.setOperatorSet",
    "OperatorRegistry.slash",
    "RetirementCertificate.safeTransferFrom",
}
"""What only the oracle's own parts may call, and what is closed for ever: it must have been refused instead."""
NEVER_CALLED = {"EmissionOracle.renounceOwnership"}
"""A life without an owner shows little."""
LIMITS = {
    "AlreadyCorrected",
    "AlreadyDemanded",
    "AlreadyFaulted",
    "AlreadyProven",
    "AnswerTooLate",
    "BatchPending",
    "BiddingClosed",
    "CapReached",
    "CommitmentTooYoung",
    "ConsignmentClosed",
    "DeadlinePassed",
    "DemandTooLate",
    "ERC20InsufficientAllowance",
    "ERC20InsufficientBalance",
    "GrowthTooLarge",
    "InsufficientVault",
    "InvalidAccountNonce",
    "InvalidProof",
    "NoFault",
    "NoFinalBatch",
    "NotChallengeable",
    "NothingDue",
    "NothingToCollect",
    "OperatorSetNotYetActive",
    "QuorumNotReached",
    "RevocationSpent",
    "RoundNotFinal",
    "RulingSpent",
    "StillBonded",
    "SuspensionLeavesNoQuorum",
    "UnsettledBid",
    "VintageNotSettled",
    "VoucherUsed",
}
"""Errors that guard the promises."""


@pytest.fixture(scope="module")
def player():
    with straight_node("anvil") as local:
        tally = Tally.empty()
        yield Player(Life(Stage(Node(local))), tally)
        if "ABATE_LIVES" in os.environ:
            print(f"\n{tally}")  # noqa: T201 (a nightly run shows how deep it went)


@pytest.mark.skipif(bool(SCRIPT), reason="a script is played in their place")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_whole_system_follows_its_shadow(player, seed):
    player.play(seed, LENGTH)


@pytest.mark.skipif(bool(SCRIPT) or "ABATE_LIVES" in os.environ, reason="many lives are for Anvil")
def test_a_life_on_ganache():
    with straight_node("ganache") as local:
        Player(Life(Stage(Node(local))), Tally.empty(), READ_EVERY).play(0, ON_GANACHE)


@pytest.mark.skipif(not SCRIPT, reason="no script is given")
def test_a_script_is_played_again(player):
    """From a file with the lines that a failing life printed, as they stand in its output."""
    lines = re.findall(r"\('(?:step_\w+|end)', {.*}\)", Path(SCRIPT).read_text())
    player.replay([literal_eval(line) for line in lines])


@pytest.fixture
def enough(player):
    """So that lives do not silently become shallow."""
    if player.tally.steps.total() < LIVES * STEPS:
        pytest.skip("fewer lives than the usual ones were played")


def test_the_limits_that_guard_the_promises_were_met(player, enough):
    assert {name.split()[-1] for name, count in player.tally.errors.items() if count} >= LIMITS


def test_every_function_of_every_contract_was_taken(player, enough):
    names = {name for name in player.life.stage.contracts if not name.endswith("Factory")} - {"LocalCurrency"}
    names = {player.life.stage.contracts[name].name for name in names}
    functions = {f"{name}.{function}" for name in names for function in changing(name)}
    taken, refused = (
        {name for name, count in each.items() if count} for each in (player.tally.taken, player.tally.refused)
    )

    assert functions - taken == {name for name in NOBODY_MAY | NEVER_CALLED if name in functions}
    assert refused >= NOBODY_MAY
