"""Checks before a signature: the batch agrees with its own leaves, and with what the operators' figures give."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import numpy as np

from abate.errors import IntegrityError
from abate.oracle.derive import Draft
from abate.oracle.draft_files import StoredDraft
from abate.oracle.leaves import Leaves
from abate.oracle.words import list_of

LONGEST_VALIDITY: Final = 30 * 24 * 3600
"""Seconds for which a signed batch may stay postable. A forgotten draft must not come back months later."""


def check_leaves(stored: StoredDraft) -> None:
    """The batch must say what its leaves add up to.

    Raises:
        IntegrityError: total, count or root differ; both values are named.
    """
    batch, leaves = stored.batch, stored.leaves
    if batch.authorisedTotal != leaves.authorised_total:
        raise IntegrityError(
            f"authorisedTotal is {batch.authorisedTotal}, the marks of its {len(leaves)} leaves "
            f"sum to {leaves.authorised_total}"
        )
    if batch.count != len(leaves):
        raise IntegrityError(f"count is {batch.count}, there are {len(leaves)} leaves")
    if batch.root != leaves.tree.root:
        raise IntegrityError(f"root is 0x{batch.root.hex()}, the leaves give 0x{leaves.tree.root.hex()}")


def check_draft(stored: StoredDraft, derived: Draft, now: int) -> None:
    """Hold a batch against one's own derivation of it, leaf by leaf.

    Args:
        stored: what lies in the folder.
        derived: what the operators' figures give, with the same ``validUntil``.
        now: the chain's time, unix seconds.

    Raises:
        IntegrityError: the first difference, with both values.
    """
    check_leaves(stored)
    compare_leaves(stored.leaves, derived.leaves)
    for field in fields(stored.batch):
        given, expected = getattr(stored.batch, field.name), getattr(derived.batch, field.name)
        if given != expected:
            raise IntegrityError(f"{field.name} is {shown(given)}, the operators' figures give {shown(expected)}")
    if stored.operators != derived.merged.operators:
        raise IntegrityError(f"the batch names the operators {stored.operators}, not {derived.merged.operators}")
    if not now <= stored.batch.validUntil <= now + LONGEST_VALIDITY:
        raise IntegrityError(
            f"validUntil is {stored.batch.validUntil}, it must lie from now ({now}) to {LONGEST_VALIDITY} s later"
        )


def compare_leaves(given: Leaves, expected: Leaves) -> None:
    """Row by row.

    Raises:
        IntegrityError: an account that is missing or too many, or the first figure that differs, with both values.
    """
    have, want = list_of(given.accounts), list_of(expected.accounts)
    if have != want:
        missing, added = set(want) - set(have), set(have) - set(want)
        account, what = (min(missing), "has no leaf") if missing else (min(added), "has a leaf and takes no part")
        raise IntegrityError(f"account 0x{account.hex()} {what}")
    columns = {
        "credits": (given.credits, expected.credits),
        "mark": (given.marks, expected.marks),
        "report sequence": (given.since, expected.since),
    }
    for name, (mine, theirs) in columns.items():
        for row in np.flatnonzero(mine != theirs)[:1]:
            raise IntegrityError(
                f"account 0x{have[row].hex()}: {name} is {mine[row]}, the operators' figures give {theirs[row]}"
            )
    for row in np.flatnonzero(np.any(given.report_hashes != expected.report_hashes, axis=1))[:1]:
        mine_hash, their_hash = (leaves.report_hashes[row].tobytes().hex() for leaves in (given, expected))
        raise IntegrityError(
            f"account 0x{have[row].hex()}: the report hash is 0x{mine_hash}, the operators' figures give 0x{their_hash}"
        )
    for account, mine_list, their_list in zip(have, given.nullifiers, expected.nullifiers, strict=True):
        if mine_list != their_list:
            raise IntegrityError(f"account 0x{account.hex()}: its sources differ from those that the operators saw")


def shown(value: object) -> str:
    """A field as text."""
    return "0x" + value.hex() if isinstance(value, bytes) else str(value)
