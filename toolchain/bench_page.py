"""The page of `make bench`: measured figures in, one self-contained HTML file and the tables of the documents out."""

from __future__ import annotations

import operator
from pathlib import Path
from typing import Any

from bench_peers import Peer, peers
from bench_plots import beside_peers, growth_plot
from bench_tables import Aimed, Growth, aimed, growths
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from abate.report.palette import css_variables

TEMPLATES = Path(__file__).resolve().parent
# our figures in each comparison: the name in the snapshot, and what the bar is called
COMPARED = {
    "issuing": {
        "one account": [
            ("credit.issueMany.128.repeat.each", "Abate, relayed, holder already"),
            ("credit.issueMany.128.fresh.each", "Abate, relayed, first credits ever"),
            ("credit.issue.1M.repeat", "Abate, claimed, holder already"),
            ("credit.issue.1M.fresh", "Abate, claimed, first credits ever"),
        ],
        "agreement": [
            ("oracle.postBatch.3of5", "Abate, a batch for everybody, 3 of 5"),
            ("oracle.postBatch.5of7", "Abate, a batch for everybody, 5 of 7"),
        ],
        "dispute": [
            ("challenge.arithmetic", "Abate, proof of wrong arithmetic"),
            ("dispute.open", "Abate, dispute of raw data, opened"),
            ("dispute.ruleWrong", "Abate, dispute of raw data, ruled"),
        ],
    },
    "auction": {
        "bid": [
            ("auction.bid.relayed100.each", "Abate, signed and relayed"),
            ("auction.bid.vault", "Abate, from the vault"),
            ("auction.bid.firstPull", "Abate, first, with a token pull"),
        ],
        "cross": [("auction.cross.1000", "Abate, 1,000 ticks, all steps")],
        "claim": [
            ("auction.claimMany.100.repeat.each", "Abate, in a batch, holder already"),
            ("auction.claimMany.100.fresh.each", "Abate, in a batch, first credits ever"),
            ("auction.claim.fresh", "Abate, alone, first credits ever"),
        ],
    },
    "retiring": {
        "retire": [("retire.certificate.wordless", "Abate, certificate without words")],
        "certificate": [
            ("retire.certificate.repeat", "Abate, 31 bytes, again"),
            ("retire.certificate.first", "Abate, 31 bytes, first"),
        ],
    },
}
CAPTIONS = {
    "one account": "Credits of one account come into being",
    "agreement": "Several parties agree on a figure",
    "dispute": "A wrong figure is fought",
    "bid": "A bid",
    "cross": "A bid overtakes a thousand prices",
    "claim": "A winner takes what was won",
    "retire": "Retiring",
    "certificate": "Retiring with a certificate",
}


def write_page(measured: dict[str, Any], folder: Path) -> None:
    """Write ``index.html`` and ``tables.md`` of measured figures into a folder."""
    grown = growths(measured)
    gas = measured["gas"]
    areas = {"issuing": ("oracle", "credit", "challenge"), "auction": ("auction",), "retiring": ("retire",)}
    context = {
        "m": measured,
        "aims": {area: aimed(gas, *prefixes) for area, prefixes in areas.items()},
        "bars": {area: comparisons(area, gas) for area in COMPARED},
        "trees": Markup(tree_bars(measured["periods"])),  # noqa: S704 - a drawing of our own
        "growths": {each.name: (each, Markup(growth_plot(each))) for each in grown},  # noqa: S704 - the same
        "peers": peers(),
        "light": Markup(css_variables(0)),  # noqa: S704 - colours
        "dark": Markup(css_variables(1)),  # noqa: S704 - colours
    }
    loader = ChoiceLoader([FileSystemLoader(TEMPLATES), PackageLoader("abate.report")])
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    (folder / "index.html").write_text(pages.get_template("bench.html.j2").render(context), encoding="utf-8")
    (folder / "tables.md").write_text(tables(context["aims"], grown, peers()), encoding="utf-8")


def comparisons(area: str, gas: dict[str, int]) -> list[tuple[str, Markup]]:
    """A caption and a drawing for each thing that others do too."""
    drawn = []
    for action, ours in COMPARED[area].items():
        others = [peer for peer in peers(area) if peer.action == action]
        bars = [(label, gas[name]) for name, label in ours]
        drawing = beside_peers(action.replace(" ", "-"), CAPTIONS[action], bars, others, "gas")
        drawn.append((CAPTIONS[action], Markup(drawing)))  # noqa: S704 - a drawing of our own
    return drawn


def tree_bars(periods: list[dict[str, Any]]) -> str:
    """The tree of the largest period that was measured, beside what others take for a million leaves."""
    largest = max(periods, key=operator.itemgetter("people"))
    stage = next(stage for stage in largest["stages"] if stage["name"].startswith("[tree alone"))
    ours = [(f"Abate, {largest['people']:,} leaves", round(stage["seconds"], 2))]
    return beside_peers("trees", "A Merkle tree", ours, list(peers("trees")), "seconds")


def tables(aims: dict[str, list[Aimed]], grown: list[Growth], others: tuple[Peer, ...]) -> str:
    """The same as Markdown, for docs/benchmarks.md."""
    lines = ["| figure | gas | target | |", "|---|---:|---:|---|"]
    lines += [f"| {a.title} | {a.gas:,} | {a.at_most:,} | {a.verdict} |" for area in aims.values() for a in area]
    lines += ["", "| figure | by | how it grows |", "|---|---|---|"]
    lines += [f"| {g.title} | {g.work} | {g.words} |" for g in grown]
    lines += ["", "| what | system | figure | source |", "|---|---|---|---|"]
    lines += [f"| {p.area}: {p.action} | {p.system} | {p.figure} | {p.source} |" for p in others]
    return "\n".join(lines) + "\n"
