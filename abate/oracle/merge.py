"""What several operators observed becomes one figure per person: the median, and the sources that most of them saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from abate.oracle import median
from abate.oracle.observation import Observations, check
from abate.oracle.report import MAX_SOURCES, observation_words
from abate.oracle.shown import Shown
from abate.oracle.words import WORD, Bytes, Column

FIELDS = {"baseline": median.BASELINE, "emissions": median.EMISSIONS, "periods": median.PERIODS}


@dataclass(frozen=True)
class Merged:
    """The figures that a batch is made of.

    Attributes:
        operators: addresses, ascending.
        figures: medians of everybody; its evidence is not used.
        words: each operator's observations, one word per person.
        digests: each operator's evidence per person.
        disagreements: columns account, operator, field, observed, median: every figure that differs from the median.
    """

    operators: list[str]
    figures: Observations
    words: list[Bytes]
    digests: list[Bytes]
    disagreements: pl.DataFrame


def merge(shown: Sequence[Shown]) -> Merged:
    """Take the median of each figure.

    Args:
        shown: the operators' figures of the same accounts, ascending by operator.

    Raises:
        IntegrityError: the sources that most operators saw contradict each other.
    """
    tables = [one.observations for one in shown]
    agreed = {name: median.median([getattr(table, name) for table in tables], side) for name, side in FIELDS.items()}
    nullifiers, counts = most_seen(tables)
    figures = Observations(
        accounts=tables[0].accounts,
        baseline=agreed["baseline"],
        emissions=agreed["emissions"],
        periods=agreed["periods"],
        evidence=tables[0].evidence,
        nullifiers=nullifiers,
        source_counts=counts,
    )
    check(figures, "the figures of most operators")
    return Merged(
        operators=[one.operator for one in shown],
        figures=figures,
        words=[observation_words(table.baseline, table.emissions, table.periods) for table in tables],
        digests=[table.evidence for table in tables],
        disagreements=disagreements(shown, figures),
    )


def disagreements(shown: Sequence[Shown], figures: Observations) -> pl.DataFrame:
    """Every figure of an operator that differs from the median, by account, operator and field."""
    frames = []
    for one in shown:
        for name in FIELDS:
            observed, middle = getattr(one.observations, name), getattr(figures, name)
            rows = np.flatnonzero(observed != middle)
            accounts = ["0x" + figures.accounts[row].tobytes().hex() for row in rows]
            columns = {"account": pl.Series(accounts, dtype=pl.String), "observed": observed[rows]}
            frame = pl.DataFrame({**columns, "median": middle[rows]})
            frames.append(frame.with_columns(operator=pl.lit(one.operator), field=pl.lit(name)))
    return pl.concat(frames).select("account", "operator", "field", "observed", "median").sort("account", "operator")


def most_seen(tables: Sequence[Observations]) -> tuple[Bytes, Column]:
    """Nullifiers that more than half of the operators saw, per person; shape (people, width, 32), and their counts."""
    width = max(table.nullifiers.shape[1] for table in tables)
    blocks = [padded(table.nullifiers, width) for table in tables]
    counts = tables[0].source_counts.copy()
    # nearly everybody's sources are seen alike by all; only the others are counted out one by one
    differs = np.zeros(len(counts), dtype=bool)
    for block in blocks[1:]:
        differs |= np.any(block != blocks[0], axis=(1, 2))
    chosen = blocks[0].copy()
    for row in np.flatnonzero(differs):
        kept = majority(
            [block[row, : int(table.source_counts[row])] for block, table in zip(blocks, tables, strict=True)]
        )
        if len(kept) > width:
            chosen = padded(chosen, len(kept))
            width = len(kept)
        chosen[row] = 0
        chosen[row, : len(kept)] = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(-1, WORD)
        counts[row] = len(kept)
    return chosen[:, : int(counts.max(initial=0))], counts


def majority(seen: Sequence[Bytes]) -> list[bytes]:
    """The nullifiers of one person that more than half saw, ascending, at most eight."""
    votes = Counter(nullifier.tobytes() for one in seen for nullifier in one)
    elected = sorted((-count, nullifier) for nullifier, count in votes.items() if 2 * count > len(seen))
    return sorted(nullifier for _, nullifier in elected[:MAX_SOURCES])


def padded(block: Bytes, width: int) -> Bytes:
    """The block with zero slots up to this width."""
    missing = width - block.shape[1]
    return np.pad(block, ((0, 0), (0, missing), (0, 0))) if missing > 0 else block
