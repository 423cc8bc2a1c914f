"""Opening the reports of a posted batch from the files, by trial: a report is opened when its parts hash to the leaf.

Whoever made a faulty batch need not have written honest files beside it. So whatever the files tell is a guess, and
every combination of guesses is tried against the leaf's own report hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from abate.oracle.report import evidence_hashes, numbers_hashes, report_hashes, sources_hashes
from abate.oracle.salts import Role, salts
from abate.oracle.words import WORD, Bytes, Column

Rows = NDArray[np.int64]
Lists = list[list[bytes]]


@dataclass(frozen=True)
class Reports:
    """Reports of some leaves, one row each, with as many observations in each.

    Attributes:
        rows: places of the leaves.
        keys: the people's keys of the batch.
        baseline, emissions, periods: the figures that the report shows.
        credits: that the report shows, base units.
        words: one column of observation words per operator.
        digests: one column of evidence per operator.
        nullifiers: of the sources.
    """

    rows: Rows
    keys: Bytes
    baseline: Column
    emissions: Column
    periods: Column
    credits: Column
    words: list[Bytes]
    digests: list[Bytes]
    nullifiers: Lists

    def __len__(self) -> int:
        return len(self.rows)

    def taken(self, chosen: NDArray[np.bool_]) -> Reports:
        """Only these rows."""
        return Reports(
            self.rows[chosen],
            self.keys[chosen],
            self.baseline[chosen],
            self.emissions[chosen],
            self.periods[chosen],
            self.credits[chosen],
            [column[chosen] for column in self.words],
            [column[chosen] for column in self.digests],
            [one for one, wanted in zip(self.nullifiers, chosen, strict=True) if wanted],
        )

    def numbers_hashes(self) -> Bytes:
        """Hash of each report's numbers."""
        figures = (self.baseline, self.emissions, self.periods, self.credits)
        return numbers_hashes(salts(self.keys, Role.NUMBERS), *figures, self.words or [nothing(len(self))])

    def sources_hashes(self) -> Bytes:
        """Hash of each report's sources."""
        return sources_hashes(salts(self.keys, Role.SOURCES), *as_block(self.nullifiers))

    def evidence_hashes(self) -> Bytes:
        """Hash of each report's evidence."""
        return evidence_hashes(salts(self.keys, Role.EVIDENCE), self.digests or [nothing(len(self))])

    def hashes(self) -> Bytes:
        """The report hash of each."""
        return report_hashes(self.numbers_hashes(), self.sources_hashes(), self.evidence_hashes())


Guess = Callable[[Reports], Column]


def opened(
    guesses: Sequence[Reports], expected: Bytes, credits: Sequence[Guess], nullifiers: Sequence[Sequence[list[bytes]]]
) -> Iterator[Reports]:
    """Those reports that hash to their leaves.

    Args:
        guesses: what the files tell, the likeliest first; several may speak of the same leaf.
        expected: the leaves' report hashes, shape (leaves, 32).
        credits: what a report may show as credits.
        nullifiers: lists of sources for every leaf, the likeliest first.
    """
    done = np.zeros(len(expected), dtype=bool)
    for guess in guesses:
        left = guess.taken(~done[guess.rows])
        for amounts in credits:
            for sources in nullifiers:
                if not len(left):
                    break
                tried = replace(left, credits=amounts(left), nullifiers=[sources[row] for row in left.rows.tolist()])
                fits = np.all(tried.hashes() == expected[tried.rows], axis=1)
                if np.any(fits):
                    yield tried.taken(fits)
                    done[left.rows[fits]] = True
                    left = left.taken(~fits)


def as_block(lists: Lists) -> tuple[Bytes, Column]:
    """Lists of nullifiers as one block, shape (people, width, 32), and how long each is."""
    width = max(map(len, lists), default=0)
    block = np.zeros((len(lists), width, WORD), dtype=np.uint8)
    for row, listed in enumerate(lists):
        block[row, : len(listed)] = np.frombuffer(b"".join(listed), dtype=np.uint8).reshape(-1, WORD)
    return block, np.array([len(listed) for listed in lists], dtype=np.uint64)


def nothing(count: int) -> Bytes:
    """An empty column: of no operators at all."""
    return np.zeros((count, 0), dtype=np.uint8)
