"""The shared folder through which operators exchange: one subfolder per batch, every file written in one step.

=================================  ====================================================================
``<vintage>-<sequence>/``          such as ``2013-0001``
``  roots/<operator>.json``        signed root of the operator's observations; all come before any figure
``  observations/<operator>.*``    the figures, sealed per person (``.parquet``), and how to open them (``.json``)
``  batch.json``                   the batch, unsigned
``  leaves.parquet``               account, credits, report hash and high-water mark of every leaf
``  reports.parquet``              every person's report, sealed per person
``  signatures/<operator>.json``   one operator's signature of the batch
``  tree.json``                    the tree in OpenZeppelin's format, once the batch was posted; may be published
=================================  ====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from abate.oracle.moment import Moment


@dataclass(frozen=True)
class BatchFolder:
    """Where the files of one batch lie."""

    path: Path

    @classmethod
    def of(cls, exchange: Path, moment: Moment) -> BatchFolder:
        """The folder of this batch below the shared folder."""
        return cls.numbered(exchange, moment.vintage, moment.sequence)

    @classmethod
    def numbered(cls, exchange: Path, vintage: int, sequence: int) -> BatchFolder:
        """The folder of a batch by its vintage and number."""
        return cls(exchange / f"{vintage}-{sequence:04d}")

    def root(self, operator: str) -> Path:
        """One operator's signed root."""
        return self.path / "roots" / f"{operator}.json"

    def observations(self, operator: str) -> tuple[Path, Path]:
        """One operator's figures: the description, which is written last, and the sealed rows."""
        return self.path / "observations" / f"{operator}.json", self.path / "observations" / f"{operator}.parquet"

    def signature(self, operator: str) -> Path:
        """One operator's signature of the batch."""
        return self.path / "signatures" / f"{operator}.json"

    @property
    def batch(self) -> Path:
        """The batch; written after its leaves and reports."""
        return self.path / "batch.json"

    @property
    def leaves(self) -> Path:
        """The leaves."""
        return self.path / "leaves.parquet"

    @property
    def reports(self) -> Path:
        """The sealed reports."""
        return self.path / "reports.parquet"

    @property
    def tree(self) -> Path:
        """The tree that people claim with; nothing in it is secret."""
        return self.path / "tree.json"

    def operators_with(self, what: str) -> list[str]:
        """Operators who have laid a JSON file into ``roots``, ``observations`` or ``signatures``, ascending."""
        return sorted((file.stem for file in (self.path / what).glob("0x*.json")), key=str.lower)
