"""``make bench-auction`` in small: its figures are real transactions of a market that settles."""

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
    for name in ("bench_auction", "bench_world"):
        sys.modules.pop(name, None)


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


def test_the_tables_name_only_what_is_measured(bench):
    assert {row["action"] for row in bench.read("targets-auctions.csv")} <= {
        *bench.NAMES,
        "cross.1000",
        "bid.firstPull",
        "bid.relayed100.each",
        "bid.curveStep",
    }
    assert {row["action"] for row in bench.read("peers-auctions.csv")} == {"bid", "settle", "cross", "claim"}
    assert all(row["source"] for row in bench.read("peers-auctions.csv"))
