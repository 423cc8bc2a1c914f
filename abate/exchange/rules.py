"""Who may lay which file into the exchange, and when a file may take another's place.

What an operator laid is its own and stays. Three things change for a reason: figures until they are described as
complete, what an operator says about the roots it saw, and a draft until a quorum has signed it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from abate.errors import AbateError, InputError, IntegrityError
from abate.files import read_bytes, read_json
from abate.oracle.draft_files import batch_in, read_batch
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment
from abate.oracle.signatures import read_signature
from abate.oracle.signed_roots import parse
from abate.oracle.typed_data import Batch, signed_by

BATCH: Final = r"(?P<batch>[1-9][0-9]{3}-[0-9]{4,9})"
OWN: Final = r"(?P<part>roots|observations|signatures)/(?P<operator>0x[0-9a-fA-F]{40})\.(?P<kind>json|parquet)"
SHARED: Final = r"(?P<shared>batch\.json|leaves\.parquet|reports\.parquet|tree\.json)"
PATH: Final = re.compile(rf"{BATCH}/(?:{OWN}|{SHARED})")
JSON_BYTES: Final = 64 * 1024
"""Most bytes of a JSON file other than the tree."""
CHANGING: Final = ("operators", "observationsHash")
"""What an operator may bring up to date in the description of its figures."""


@dataclass(frozen=True)
class Place:
    """Where one file lies in the exchange.

    Attributes:
        path: below the exchange folder, with slashes.
        batch: the batch's folder.
        part: ``roots``, ``observations`` or ``signatures``; None for a file that no single operator owns.
        operator: whose it is; None likewise.
    """

    path: str
    batch: str
    part: str | None
    operator: str | None

    @classmethod
    def of(cls, path: str) -> Place:
        """Read a path; nothing but the exchange's own files has one.

        Raises:
            InputError: no file of an exchange is called so.
        """
        found = PATH.fullmatch(path)
        if found is None or (found["kind"] == "parquet" and found["part"] != "observations"):
            raise InputError(f"{path!r} is no file of an exchange")
        return cls(path, found["batch"], found["part"], found["operator"])

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: people claim with the tree."""
        return self.path.endswith("/tree.json")

    def most_bytes(self, largest: int) -> int:
        """How large it may be; ``largest`` for tables and trees."""
        return largest if self.path.endswith(".parquet") or self.is_public else JSON_BYTES

    def folder(self, root: Path) -> BatchFolder:
        """Its batch's folder."""
        return BatchFolder(root / self.batch)


@dataclass(frozen=True)
class Rules:
    """The rules of one exchange.

    Attributes:
        root: the folder.
        deployment: whose exchange it is.
        quorum: signatures that lock a draft.
    """

    root: Path
    deployment: Deployment
    quorum: int

    def judge(self, place: Place, operator: str, content: Path, now: int) -> bool:
        """Whether this operator may lay this content there; False where the same lies there already.

        Args:
            place: where to.
            operator: who asks.
            content: a file with what was sent.
            now: the chain's time, unix seconds.

        Raises:
            InputError: the content is not what belongs there, or something must come first.
            IntegrityError: the place is another's, or what lies there stays.
        """
        if place.operator is not None and place.operator != operator:
            raise IntegrityError(f"{place.path} is for {place.operator} alone to lay, not for {operator}")
        there = self.root / place.path
        if there.exists() and same(there, content):
            return False
        folder = place.folder(self.root)
        if place.part == "roots":
            self.judge_root(place, folder, content)
        elif place.part == "observations":
            self.judge_figures(place, folder, content)
        elif place.part == "signatures":
            self.judge_signature(place, folder, content)
        elif place.is_public:
            self.judge_tree(place, folder, content)
        else:
            self.judge_draft(place, folder, content, now)
        return True

    def judge_root(self, place: Place, folder: BatchFolder, content: Path) -> None:
        """One root for each operator and batch, for ever."""
        assert place.operator is not None
        if (self.root / place.path).exists():
            raise IntegrityError(f"{place.operator} has laid another root for {place.batch}: a signed root stays")
        signed = parse(read_json(content), self.deployment, content)
        if f"{signed.root.vintage}-{signed.root.sequence:04d}" != place.batch:
            raise InputError(
                f"this root is for batch {signed.root.sequence} of {signed.root.vintage}, not {place.batch}"
            )
        if not signed_by(self.deployment, signed.root, signed.signature, place.operator):
            raise InputError(f"this root is not signed by {place.operator}")

    def judge_figures(self, place: Place, folder: BatchFolder, content: Path) -> None:
        """After the root; rows until they are described, the description but for the roots that it names."""
        assert place.operator is not None
        if not folder.root(place.operator).exists():
            raise InputError(f"{place.operator} shows figures before its root", mend="lay the signed root first")
        description, rows = folder.observations(place.operator)
        if place.path.endswith(".parquet"):
            if description.exists():
                raise IntegrityError(f"{place.operator} has shown its figures for {place.batch}: they stay")
            return
        given = read_json(content)
        if not rows.exists():
            raise InputError(f"{place.path} describes figures that are not there", mend="lay the rows first")
        if description.exists() and unchanging(read_json(description)) != unchanging(given):
            raise IntegrityError(f"{place.operator} has described its figures for {place.batch} in another way")

    def judge_signature(self, place: Place, folder: BatchFolder, content: Path) -> None:
        """Only of the draft that lies there; it takes the place of a signature of an older draft."""
        assert place.operator is not None
        draft = self.draft(folder)
        if draft is None:
            raise InputError(f"there is no batch in {place.batch} to be signed")
        if self.has_signed(folder, draft, place.operator):
            raise IntegrityError(f"{place.operator} has signed the batch in {place.batch}: a signature stays")
        given = read_json(content)
        try:
            signature = bytes.fromhex(str(given["signature"]).removeprefix("0x"))
        except (KeyError, ValueError):
            raise InputError("this file holds no signature") from None
        if not signed_by(self.deployment, draft, signature, place.operator):
            raise InputError(f"this is no signature of the batch in {place.batch} by {place.operator}")

    def judge_draft(self, place: Place, folder: BatchFolder, content: Path, now: int) -> None:
        """Anybody's, until a quorum has signed it; leaves and reports come before the batch that names them."""
        earlier = self.draft(folder)
        if earlier is not None and earlier.validUntil >= now and self.signatures(folder, earlier) >= self.quorum:
            raise IntegrityError(
                f"a quorum has signed the batch in {place.batch}: it stays until it was posted or expires"
            )
        if folder.tree.exists():
            raise IntegrityError(f"the batch in {place.batch} was posted: it stays")
        if not place.path.endswith("/batch.json"):
            return
        given = read_json(content)
        batch = batch_in(given, self.deployment)
        if f"{batch.vintage}-{batch.sequence:04d}" != place.batch:
            raise InputError(f"this is batch {batch.sequence} of {batch.vintage}, not {place.batch}")
        if not folder.leaves.exists() or given.get("leavesSha256") != "0x" + sha256(folder.leaves).hex():
            raise InputError("this batch names other leaves than those that lie there", mend="lay its leaves first")

    def judge_tree(self, place: Place, folder: BatchFolder, content: Path) -> None:
        """The tree of the draft, once."""
        if folder.tree.exists():
            raise IntegrityError(f"the tree of {place.batch} was laid: it stays")
        draft = self.draft(folder)
        nodes = read_json(content).get("tree")
        if draft is None or not isinstance(nodes, list) or nodes[:1] != ["0x" + draft.root.hex()]:
            raise InputError(f"this is not the tree of the batch in {place.batch}")

    # ------------------------------------------------------------------------------------------------- what lies there

    def draft(self, folder: BatchFolder) -> Batch | None:
        """The batch that lies there."""
        return read_batch(folder, self.deployment)[0] if folder.batch.exists() else None

    def signatures(self, folder: BatchFolder, draft: Batch) -> int:
        """How many operators have signed it."""
        return sum(self.has_signed(folder, draft, operator) for operator in folder.operators_with("signatures"))

    def has_signed(self, folder: BatchFolder, draft: Batch, operator: str) -> bool:
        """Whether this operator's signature of the draft lies there."""
        try:
            read_signature(folder, self.deployment, draft, operator)
        except AbateError:
            return False
        return True


def unchanging(description: dict[str, Any]) -> dict[str, Any]:
    """What of a description of figures stays as it is."""
    return {name: value for name, value in description.items() if name not in CHANGING}


def same(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    return one.stat().st_size == other.stat().st_size and read_bytes(one) == read_bytes(other)


def sha256(file: Path) -> bytes:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
