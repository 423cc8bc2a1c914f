"""What the page of `make bench` says of the figures: our figures beside targets and peers, and growth in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from bench_peers import targets

# what each figure of the snapshot is, in words; the others stand in the page's last table under their own names
TITLES = {
    "oracle.postBatch.3of5": "post a batch, 3 of 5 operators",
    "oracle.postBatch.5of7": "post a batch, 5 of 7 operators",
    "credit.issue.1M.repeat": "one person claims, a million leaves, holder already",
    "credit.issue.1M.fresh": "one person claims, a million leaves, first credits ever",
    "credit.issueMany.128.repeat.each": "relayed in subtrees of 128, each, holders already",
    "credit.issueMany.128.fresh.each": "relayed in subtrees of 128, each, first credits ever",
    "challenge.duplicate": "prove a duplicate account",
    "challenge.arithmetic": "prove wrong arithmetic",
    "challenge.median3": "prove a wrong median of three",
    "auction.bid.vault": "bid from the vault",
    "auction.bid.firstPull": "first bid, with a token pull",
    "auction.bid.relayed100.each": "signed bid, relayed in a batch of 100, each",
    "auction.bid.curveStep": "a further step of a demand curve",
    "auction.pay.seller": "pay a seller",
    "auction.cross.1000": "outbid 1,000 dense ticks, all steps",
    "auction.claimMany.100.repeat.each": "claims in batches of 100, each, holders already",
    "auction.claimMany.100.fresh.each": "claims in batches of 100, each, first credits ever",
    "retire.certificate.first": "retire with a certificate, 31 bytes of statement, first",
    "retire.certificate.repeat": "retire with a certificate, 31 bytes of statement, again",
}


class Aimed(NamedTuple):
    """One of our figures and what it should at most be."""

    name: str
    title: str
    gas: int
    at_most: int

    @property
    def verdict(self) -> str:
        """Whether the target is met, and by how much it is not."""
        return "met" if self.gas <= self.at_most else f"{self.gas - self.at_most:,} over"


def aimed(gas: dict[str, int], *areas: str) -> list[Aimed]:
    """Our figures of these areas that have a target, in the order of ``TITLES``."""
    return [
        Aimed(name, title, gas[name], targets()[name])
        for name, title in TITLES.items()
        if name.split(".")[0] in areas and name in gas
    ]


class Growth(NamedTuple):
    """A figure at several amounts of its work.

    Attributes:
        name: a word for ids.
        title: what is measured.
        work: what the amount counts.
        amounts: of the work, ascending.
        figures: one for each amount.
        unit: ``gas``, ``s`` or ``MB``.
        words: how it grows, with figures.
    """

    name: str
    title: str
    work: str
    amounts: list[int]
    figures: list[float]
    unit: str
    words: str


def growths(measured: dict[str, Any]) -> list[Growth]:
    """All of them, in the order of the page."""
    return [*of_the_oracle(measured["growth"]), *of_the_auction(measured["auction"]), *of_periods(measured["periods"])]


def of_the_oracle(growth: dict[str, int]) -> Iterator[Growth]:
    """Posting, claiming, relaying, and retiring, from ``tests/chain/growth``."""
    signed = series(growth, "oracle.postBatch.", lambda rest: int(rest.split("of")[0]))
    yield made("posting", "post a batch", "signatures", signed, "{slope:,.0f} gas for each further signature")
    claimed = series(growth, "credit.issue.repeat.leaves-", int)
    (least, cheapest), (most, dearest) = claimed[0], claimed[-1]
    words = f"{(dearest - cheapest) / (most.bit_length() - least.bit_length()):,.0f} gas for each doubling of the tree"
    yield made("claiming", "one person claims", "leaves in the tree", claimed, words)
    relayed = series(growth, "credit.issueMany.fresh.accounts-", lambda rest: int(rest.removesuffix(".each")))
    words = "{first:,.0f} gas each alone, {last:,.0f} in the largest"
    yield made("relaying", "relay, each account", "accounts in the subtree", relayed, words)
    stated = series(growth, "retire.statement-", int)
    words = "{slope:,.0f} gas for each byte, in steps of 32"
    yield made("retiring", "retire with a certificate", "bytes of statement", stated, words)


def of_the_auction(auction: dict[str, Any]) -> Iterator[Growth]:
    """Bidding, settling and outbidding."""
    words = "{first:,.0f} gas with {fewest:,}, {last:,.0f} with {most:,}"
    for name, title, key in (
        ("bidding", "bid from the vault", "bid.vault"),
        ("paying", "pay a seller", "pay.seller"),
        ("settling", "settle the round, all of it, by bid", "settle.each"),
    ):
        points = sorted((int(size), figures[key]) for size, figures in auction["markets"].items())
        yield made(name, title, "bids in the round", points, words)
    crossed = sorted((int(ticks), figures["cross.all"]) for ticks, figures in auction["crossed"].items())
    yield made("crossing", "outbid dense ticks, all steps", "ticks", crossed, "{slope:,.0f} gas for each further tick")


def of_periods(periods: list[dict[str, Any]]) -> Iterator[Growth]:
    """One operator's whole period of synthetic people."""
    for name, title, key, unit, digits in (
        ("period", "one operator's whole period", "seconds", "s", 1),
        ("memory", "most memory of a period", "peak", "MB", 0),
    ):
        points = sorted((period["people"], period[key]) for period in periods)
        words = ", ".join(f"{figure:,.{digits}f} {unit} for {people:,}" for people, figure in points)
        yield made(name, title, "people", points, words, unit)


def series(growth: dict[str, int], prefix: str, amount: Any) -> list[tuple[int, int]]:
    """The points whose names begin so, by their amount."""
    return sorted((amount(name.removeprefix(prefix)), gas) for name, gas in growth.items() if name.startswith(prefix))


def made(name: str, title: str, work: str, points: list[tuple[int, Any]], words: str, unit: str = "gas") -> Growth:
    """A growth with its words filled in: the slope is between the first and the last point."""
    amounts, figures = [amount for amount, _ in points], [figure for _, figure in points]
    span = amounts[-1] - amounts[0]
    slope = (figures[-1] - figures[0]) / span if span else 0.0
    filled = words.format(slope=slope, first=figures[0], last=figures[-1], fewest=amounts[0], most=amounts[-1])
    return Growth(name, title, work, amounts, figures, unit, filled)
