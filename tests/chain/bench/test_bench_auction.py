"""``make bench-auction`` in small: its figures are real transactions of a market that settles."""

import json
import sys
from pathlib import Path

import pytest

from abate.chain.connection import connect
from abate.chain.local_node import LocalNode

TOOLCHAIN = Path(__file__).resolve().parents[3] / "toolchain"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLCHAIN))
    import bench_auction

    yield bench_auction
    for name in ("bench_auction", "bench_world", "bench_peers"):
        sys.modules.pop(name, None)


def targets(bench) -> dict[str, int]:
    return sys.modules["bench_peers"].targets()


@pytest.fixture
def world(bench):
    with LocalNode("anvil") as node:
        yield bench.World(connect(node.rpc_url))


def test_twenty_bidders_pay_what_the_table_says(bench, world):
    figures = bench.market(world, 20)

    assert set(figures) == set(bench.NAMES)
    assert 30_000 < figures["bid.vault"] <= figures["bid.highest"] < 100_000
    assert figures["claimMany.repeat.each"] < figures["claimMany.fresh.each"] < figures["claim.single"] + 21_000
    # both rounds are settled to the last lot: nothing of the credits is left with the auction
    assert world.auction.current_round() == 2
    assert world.credit.balance_of(world.auction.address) == 0


def test_a_hundred_relayed_bids_stand_in_the_book(bench, world):
    figures = bench.kinds(world)

    assert figures["relayed100.each"] < figures["curveStep"] + 21_000 < figures["firstPull"]
    # a hundred relayed, and six lots of the two who bid themselves
    assert world.auction.round_of(1).demand == 100 + 6


def test_the_targets_are_of_figures_that_are_measured(bench):
    snapshot = json.loads((TOOLCHAIN.parent / "gas" / "snapshot.json").read_text())

    assert set(bench.TARGETS) <= set(bench.NAMES)
    assert set(targets(bench)) <= set(snapshot)
    assert set(bench.TARGETS.values()) <= set(targets(bench))
