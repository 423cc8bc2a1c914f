"""What others measured and what Abate set out to reach: the tables of data/benchmarks."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data" / "benchmarks"


class Peer(NamedTuple):
    """One row of ``peers.csv``; ``number`` is what a plot shows, gas or seconds."""

    area: str
    action: str
    system: str
    figure: str
    number: float
    source: str


@cache
def peers(area: str | None = None) -> tuple[Peer, ...]:
    """Figures of other systems, of one area or all."""
    with (DATA / "peers.csv").open(encoding="utf-8", newline="") as lines:
        rows = [Peer(**{**row, "number": float(row["number"])}) for row in csv.DictReader(lines)]
    return tuple(row for row in rows if area in (None, row.area))


@cache
def targets() -> dict[str, int]:
    """What each figure of the gas snapshot should at most be, where somebody said so."""
    with (DATA / "targets.csv").open(encoding="utf-8", newline="") as lines:
        return {row["figure"]: int(row["at_most"]) for row in csv.DictReader(lines)}


def aim(figure: str | None) -> str:
    """A figure's target as text, empty where it has none."""
    at_most = targets().get(figure or "")
    return "" if at_most is None else f"<= {at_most:,}"
