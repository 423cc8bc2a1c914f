"""The exchange as one operator works on it: the shared folder itself, or its own copy of one that is served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from abate.chain.signer import Signer
from abate.exchange.mirror import Mirror, is_served
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment


@dataclass(frozen=True)
class Share:
    """A folder to work in; what is laid there reaches the others by itself, or is sent to the server.

    Attributes:
        folder: the shared folder, or the copy.
        mirror: the copy's way to its server; None where the folder itself is shared.
    """

    folder: Path
    mirror: Mirror | None = None

    @classmethod
    def at(cls, named: str, state: Path, deployment: Deployment, signer: Callable[[], Signer]) -> Self:
        """The exchange of this name.

        Args:
            named: a folder, or the URL of its server.
            state: the operator's own folder, which holds its copy of a served one.
            deployment: whose exchange it is.
            signer: asked for the operator's key where requests must be signed.

        Raises:
            InputError: the URL names no server.
        """
        if not is_served(named):
            return cls(Path(named))
        mirror = Mirror.at(named, state, deployment, signer())
        return cls(mirror.folder, mirror)

    def fetch(self) -> Path:
        """See what the others laid meanwhile; the folder.

        Raises:
            InputError, IntegrityError, ChainError: as ``Mirror.fetch``.
        """
        return self.folder if self.mirror is None else self.mirror.fetch()

    def batch(self, vintage: int, sequence: int) -> BatchFolder:
        """The folder of a batch."""
        return BatchFolder.numbered(self.folder, vintage, sequence)

    def send_own(self, batch: BatchFolder) -> None:
        """Hand over this operator's own files of a batch."""
        if self.mirror is not None:
            self.mirror.send_own(batch.path.name)

    def send_draft(self, batch: BatchFolder) -> None:
        """Hand over a draft."""
        if self.mirror is not None:
            self.mirror.send_draft(batch.path.name)

    def send_tree(self, batch: BatchFolder) -> None:
        """Hand over the tree of a posted batch."""
        if self.mirror is not None:
            self.mirror.send_tree(batch.path.name)
