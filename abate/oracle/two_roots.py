"""Operators who signed two roots for one batch: both are kept by whoever saw them, and together they are a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from abate.errors import AbateError
from abate.files import PRIVATE, json_text, read_json, write_atomically
from abate.oracle.faults import Fault, Kind
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment
from abate.oracle.signed_roots import SignedRoot, as_json, parse
from abate.oracle.typed_data import digest, signed_by


def keep_roots(state: Path, folder: BatchFolder, deployment: Deployment) -> None:
    """Keep a copy of every signed root that lies in the shared folder now.

    Whoever puts another one in its place later has signed twice, and is found out.
    """
    for signed in read_all(folder.path.glob("roots/0x*.json"), deployment):
        file = kept(state, folder) / f"{signed.operator}-{digest(deployment, signed.root).hex()[:16]}.json"
        if not file.exists():
            write_atomically(file, json_text(as_json(deployment, signed)), PRIVATE)


def two_roots(
    files: Iterable[Path], deployment: Deployment, vintage: int, current: Callable[[], Sequence[str]]
) -> list[tuple[Fault, int]]:
    """Operators who signed two roots for one batch of a vintage, and the number of that batch.

    Args:
        files: signed roots, from wherever they came.
        deployment: whose.
        vintage: the year.
        current: asked for the operators in force when a proof is made.
    """
    first: dict[tuple[str, int], SignedRoot] = {}
    found: dict[tuple[str, int], Fault] = {}
    for signed in read_all(files, deployment):
        root = signed.root
        if root.vintage != vintage:
            continue
        who = (signed.operator, root.sequence)
        earlier = first.setdefault(who, signed)
        if digest(deployment, earlier.root) != digest(deployment, root) and who not in found:
            found[who] = Fault(
                Kind.TWO_ROOTS,
                (),
                signed.operator,
                partial(both, earlier, signed, current),
            )
    return [(fault, sequence) for (_, sequence), fault in found.items()]


def both(first: SignedRoot, second: SignedRoot, current: Callable[[], Sequence[str]]) -> tuple[Any, ...]:
    """The arguments of the proof, all but the salt."""
    shown = (part for each in (first, second) for part in (message(each), halves(each)))
    return first.operator, *shown, list(current())


def read_all(files: Iterable[Path], deployment: Deployment) -> list[SignedRoot]:
    """Those of the files that hold a root with its operator's signature."""
    found = []
    for file in sorted(files):
        try:
            signed = parse(read_json(file), deployment, file)
            if signed_by(deployment, signed.root, signed.signature, signed.operator):
                found.append(signed)
        except AbateError:
            continue
    return found


def kept(state: Path, folder: BatchFolder) -> Path:
    """Where copies of a batch's roots lie."""
    return state / "roots" / folder.path.name


def message(signed: SignedRoot) -> tuple[Any, ...]:
    """``IBatchChallenges.ObservationRoot``."""
    return tuple(signed.root.message().values())


def halves(signed: SignedRoot) -> list[bytes]:
    """The signature, ``r`` and ``vs``."""
    return [signed.signature[:32], signed.signature[32:]]
