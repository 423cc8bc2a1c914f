"""Print what an auction costs with 10, 100 and 1,000 bids, beside the targets and other systems: `make bench-auction`.

    python toolchain/bench_auction.py [N ...] [--json FILE]

Each N is a market of its own on a fresh Anvil: a seller offers N lots, N bidders ask for two each on ten ticks, all of
it is settled, and a second round with the same people shows the steady state.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from bench_peers import aim, peers
from bench_world import FUNDS, World, account
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_utils import keccak
from rich.console import Console
from rich.table import Table

from abate.auction.plan import split
from abate.auction.signed_bids import BidOrder, PackedBid
from abate.chain.connection import connect
from abate.chain.contract import ContractAt
from abate.chain.local_node import LocalNode
from abate.chain.sender import Call

SIZES = (10, 100, 1_000)
TICKS = range(10, 20)
BATCH = 100
DENSE = 1_000
CROWD = 50

NAMES = {
    "deposit.first": "deposit into a new vault",
    "bid.first": "bid, first round",
    "bid.vault": "bid from the vault, later round",
    "bid.highest": "the dearest of those",
    "publish": "publish the result",
    "claim.single": "claim for one winner",
    "claimMany.fresh.each": f"claim in batches of {BATCH}, each, new holders",
    "claimMany.repeat.each": f"claim in batches of {BATCH}, each, holders already",
    "pay.seller": "pay a seller",
    "settle.each": "settle the round, all of it, by bid",
}

# the figure of gas/snapshot.json whose target is theirs too
TARGETS = {
    "bid.vault": "auction.bid.vault",
    "claimMany.fresh.each": "auction.claimMany.100.fresh.each",
    "claimMany.repeat.each": "auction.claimMany.100.repeat.each",
    "pay.seller": "auction.pay.seller",
}

Figures = dict[str, int]


class Measured(NamedTuple):
    """Everything.

    Attributes:
        markets: by number of bids, see ``NAMES``.
        crossed: by number of ticks that one bid outbids.
        kinds: bids of other kinds.
    """

    markets: dict[int, Figures]
    crossed: dict[int, Figures]
    kinds: Figures


class Crowd(ContractAt):
    """``BidderCrowd``: many bidders in one transaction."""

    artefact: ClassVar[str] = "BidderCrowd"

    def bid_on_ticks(self, auction: str, number: int, first: int, count: int) -> Call:
        """One lot on each of so many ticks from the first up."""
        return self.call("crowding", "bidOnTicks", auction, number, first, count, 1)


def market(world: World, size: int) -> Figures:
    """Two rounds with ``size`` bidders."""
    seller, bidders = account("seller", size), [account(f"bidder of {size}", i) for i in range(size)]
    world.endow(seller)
    deposits = world.fund(bidders)
    first, first_bids, _ = one_round(world, seller, bidders)
    second, second_bids, _ = one_round(world, seller, bidders)
    return {
        "deposit.first": mean(deposits),
        "bid.first": mean(first_bids),
        "bid.vault": int(statistics.median(second_bids)),
        "bid.highest": max(second_bids),
        "publish": second["publish"],
        "claim.single": second["claim.single"],
        "claimMany.fresh.each": first["claims.each"],
        "claimMany.repeat.each": second["claims.each"],
        "pay.seller": second["pay"],
        "settle.each": second["settle"] // size,
    }


def one_round(world: World, seller: str, bidders: list[str]) -> tuple[Figures, list[int], int]:
    """Offer, bid, settle; what settling cost, each bid's gas, and the round's number."""
    number = world.offer(seller, len(bidders))
    bids = world.bids(number, bidders, 2, TICKS)
    world.end(number)
    publish = world.send(world.settler, world.auction.publish_result(number))
    # two lots for one offered: the upper half of the ticks wins, and the last bidder bid highest
    *others, last = bidders
    single = world.send(world.settler, world.auction.claim(last))
    losers, winners = others[: len(bidders) // 2], others[len(bidders) // 2 :]
    won = sum(world.send(world.settler, world.auction.claim_many(batch)) for batch in split(winners, BATCH))
    lost = sum(world.send(world.settler, world.auction.claim_many(batch)) for batch in split(losers, BATCH))
    pay = world.send(world.settler, world.auction.pay(number << 32))
    settled = {
        "publish": publish,
        "claim.single": single,
        "claims.each": won // len(winners),
        "pay": pay,
        "settle": publish + single + won + lost + pay,
    }
    return settled, bids, number


def crossing(world: World, ticks: int = DENSE) -> Figures:
    """A bid that outbids so many ticks with one lot each: its own gas, and the cranks that finish."""
    seller, whale = account("seller", 0), account("whale", 0)
    world.endow(seller)
    number = world.offer(seller, ticks)
    crowd = Crowd(world.chain, world.create("BidderCrowd"))
    for first in range(1, ticks + 1, CROWD):
        count = min(CROWD, ticks + 1 - first)
        world.send(world.settler, crowd.bid_on_ticks(world.auction.address, number, first, count))
    world.fund([whale])
    bid = world.send(whale, world.auction.bid(number, ticks + 1, ticks))
    cranks = []
    while world.auction.round_of(number).clock_tick < ticks:
        cranks.append(world.send(world.settler, world.auction.crank(number, 32)))
    return {"cross.bid": bid, "cross.crank": max(cranks, default=0), "cross.all": bid + sum(cranks)}


def kinds(world: World) -> Figures:
    """Kinds of bids that need no crowd: with a deposit, by a relayer in a batch of a hundred, and steps of a curve."""
    seller, keys = account("seller", 1), [Account.from_key(keccak(text=f"key {i}")) for i in range(BATCH)]
    world.endow(seller)
    first, second, *_ = pulling = [account("pulling", i) for i in range(2)]
    world.fund([*pulling, *(key.address for key in keys)])
    number = world.offer(seller, 10 * BATCH)
    world.send_all([(who, world.currency.mint(who, FUNDS)) for who in pulling])
    world.send_all([(who, world.currency.approve(world.auction.address, FUNDS)) for who in pulling])
    world.send(first, world.auction.bid(number, 16, 1))
    pulled = world.send(second, world.auction.bid_with_deposit(number, 16, 1, FUNDS))
    packed = [signed_order(world, key, number) for key in keys]
    relayed = world.send(world.settler, world.auction.relay_bids(number, packed)) // BATCH
    one = world.send(first, world.auction.bid_curve(number, [(17, 1)]))
    three = world.send(second, world.auction.bid_curve(number, [(17, 1), (18, 1), (19, 1)]))
    return {"firstPull": pulled, "relayed100.each": relayed, "curveStep": (three - one) // 2}


def signed_order(world: World, key: LocalAccount, number: int) -> PackedBid:
    """A bid for one lot on one of eight ticks, signed."""
    tick = 24 + int(key.address, 16) % 8
    order = BidOrder(key.address, number, [(tick, 1)], retire=False, nonce=0, deadline=2**40 - 1)
    data = order.typed_data(world.chain.chain_id, world.auction.address)
    return order.packed(bytes(key.sign_message(encode_typed_data(full_message=data)).signature))


def mean(figures: list[int]) -> int:
    """The mean, in whole gas."""
    return sum(figures) // len(figures)


def show(measured: Measured, console: Console) -> None:
    """Our figures with the targets, then those of others."""
    table = Table(title="Abate's auction: gas of whole transactions, calldata included", title_justify="left")
    table.add_column("what")
    for size in measured.markets:
        table.add_column(f"N = {size:,}", justify="right")
    table.add_column("target", justify="right")
    for key, name in NAMES.items():
        table.add_row(name, *(f"{figures[key]:,}" for figures in measured.markets.values()), aim(TARGETS.get(key)))
    console.print(table)
    dense = Table(title="Outbidding ticks with a bid on each", title_justify="left")
    for heading in ("ticks", "the bid itself", "dearest crank of 32 words", "all together", "target"):
        dense.add_column(heading, justify="right")
    for ticks, figures in measured.crossed.items():
        shown = (f"{figures[key]:,}" for key in ("cross.bid", "cross.crank", "cross.all"))
        dense.add_row(f"{ticks:,}", *shown, aim(f"auction.cross.{ticks}"))
    console.print(dense)
    more = Table(title="Other kinds of bids", title_justify="left")
    for heading in ("with a token pull", "relayed in a batch of 100, each", "a further step, placed together"):
        more.add_column(heading, justify="right")
    more.add_row(*(f"{gas:,}" for gas in measured.kinds.values()))
    more.add_row(*(f"target {aim(f'auction.bid.{key}')}" for key in measured.kinds))
    console.print(more)
    others = Table(title="Others (data/benchmarks/SOURCE.md says where from)", title_justify="left")
    for heading in ("what", "system", "gas"):
        others.add_column(heading)
    for peer in peers("auction"):
        others.add_row(peer.action, peer.system, peer.figure)
    console.print(others)


def measure(sizes: Sequence[int], dense: Sequence[int], console: Console) -> Measured:
    """All of it, on a fresh Anvil."""
    with LocalNode("anvil") as node:
        chain = connect(node.rpc_url)
        markets, crossed = {}, {}
        for size in sizes:
            console.print(f"{size:,} bids ...", style="dim")
            markets[size] = market(World(chain), size)
        for ticks in dense:
            console.print(f"{ticks:,} ticks ...", style="dim")
            crossed[ticks] = crossing(World(chain), ticks)
        return Measured(markets, crossed, kinds(World(chain)))


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", type=int, nargs="*", default=SIZES)
    asked.add_argument("--dense", type=int, nargs="*", default=[DENSE], help="how many ticks one bid outbids")
    asked.add_argument("--json", type=Path, help="write the figures for machines too")
    options = asked.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 110)
    measured = measure(options.sizes, options.dense, console)
    show(measured, console)
    if options.json:
        options.json.write_text(json.dumps(measured._asdict()), encoding="utf-8")


if __name__ == "__main__":
    main()
