"""Random auctions on the contract and on the reference: prices, fills, payments, events and refusals are the same.

They are played on an Anvil of their own, whichever chain the other tests run on: it is many times faster than Ganache
at long transactions. A few are played on Ganache too. ABATE_AUCTION_FUZZ sets how many auctions are played (default
50), ABATE_AUCTION_SEED the first one's seed (default 0).
"""

import os

import pytest

from abate.chain.local_node import LocalNode
from tests.chain.auction.fuzz.plan import drawn
from tests.chain.auction.fuzz.shrink import shrunk
from tests.chain.auction.fuzz.stage import Stage

AUCTIONS = int(os.environ.get("ABATE_AUCTION_FUZZ", "50"))
FIRST = int(os.environ.get("ABATE_AUCTION_SEED", "0"))
ON_GANACHE = 3


@pytest.fixture(scope="module")
def stage():
    with LocalNode("anvil") as local:
        yield Stage(local)


@pytest.fixture(scope="module")
def stage_on_ganache():
    with LocalNode("ganache") as local:
        yield Stage(local)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + AUCTIONS))
def test_a_random_auction(stage, seed):
    agrees(stage, seed)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + min(AUCTIONS, ON_GANACHE)))
def test_a_random_auction_on_ganache(stage_on_ganache, seed):
    agrees(stage_on_ganache, seed)


def agrees(stage, seed):
    """Play a seed's auction; a difference is shown in the smallest plan that still has one."""
    plan = drawn(seed)
    difference = stage.play(plan)
    if difference:
        small = shrunk(plan, stage.play)
        pytest.fail(
            f"seed {seed} ({plan.style}): {difference}\nsmallest plan found:\n{small}\n{stage.play(small)}\n"
            f"play it again: make fuzz FUZZ=1 SEED={seed}",
            pytrace=False,
        )
