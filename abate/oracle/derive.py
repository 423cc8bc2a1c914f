"""The whole batch from the operators' figures: the same bytes for everyone who has the same files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from abate.enrolment import Enrolment
from abate.errors import IntegrityError
from abate.oracle.folder import BatchFolder
from abate.oracle.leaves import Leaves, carried_nullifiers, with_carried
from abate.oracle.merge import Merged, merge
from abate.oracle.moment import Moment
from abate.oracle.observation import used_nullifiers
from abate.oracle.participants import Roots, participants
from abate.oracle.report import evidence_hashes, numbers_hashes, report_hashes, sources_hashes
from abate.oracle.salts import Role, salts
from abate.oracle.shown import read_shown
from abate.oracle.signed_roots import SignedRoot, evidence_hash
from abate.oracle.terms import OperatorSet, Terms
from abate.oracle.typed_data import Batch
from abate.oracle.words import Bytes, Column, list_of


@dataclass(frozen=True)
class Draft:
    """A batch that nobody has signed yet, with all it was made from.

    Attributes:
        moment: which batch it is.
        batch: what will be signed.
        merged: the medians, and who disagreed.
        leaves: every account of the vintage.
        gross: enrolled accounts' credits before the reserve's share, base units, in the order of ``merged``.
        keys: enrolled people's keys of the batch; never written anywhere.
    """

    moment: Moment
    batch: Batch
    merged: Merged
    leaves: Leaves
    gross: Column
    keys: Bytes


def derive(
    folder: BatchFolder,
    moment: Moment,
    enrolment: Enrolment,
    keys: Bytes,
    terms: Terms,
    operator_set: OperatorSet,
    previous: Leaves | None,
    valid_until: int,
) -> Draft:
    """Derive the batch from what lies in the folder.

    Args:
        folder: where the operators laid roots and figures.
        moment: which batch.
        enrolment: who takes part.
        keys: their keys of the batch, in the order of the accounts, shape (people, 32).
        terms: policy and reserve share of the vintage.
        operator_set: the operators in force.
        previous: leaves of the vintage's last final batch, None for the first.
        valid_until: until when the batch may be posted, unix seconds.

    Raises:
        InputError: too few operators have shown their figures, or a file cannot be read.
        IntegrityError: a root, a signature or figures that do not fit; names the operator.
    """
    collected = collect(folder, moment, enrolment, keys, operator_set)
    return draft_of(collected, moment, terms, operator_set, previous, valid_until)


@dataclass(frozen=True)
class Collected:
    """What the operators of a batch laid into the folder, checked, and its medians.

    Attributes:
        roots: the signed roots that make the batch.
        merged: the medians, and who disagreed.
        keys: enrolled people's keys of the batch.
    """

    roots: Roots
    merged: Merged
    keys: Bytes


def collect(
    folder: BatchFolder, moment: Moment, enrolment: Enrolment, keys: Bytes, operator_set: OperatorSet
) -> Collected:
    """Open the operators' figures, hold each against its signed root, and take the medians.

    Raises:
        InputError, IntegrityError: as ``derive``.
    """
    roots = participants(folder, moment, operator_set)
    accounts = enrolment.account_rows()
    # while one operator's rows are decrypted, another's are hashed
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        shown = list(pool.map(lambda signed: read_shown(folder, signed, keys, accounts), roots.signed))
    return Collected(roots, merge(shown), keys)


def draft_of(
    collected: Collected,
    moment: Moment,
    terms: Terms,
    operator_set: OperatorSet,
    previous: Leaves | None,
    valid_until: int,
) -> Draft:
    """Credits, reports, leaves, tree and batch from the medians.

    Raises:
        InputError, IntegrityError: as ``derive``.
    """
    roots, merged, keys = collected.roots, collected.merged, collected.keys
    factor_set_hash = one_methodology(roots.signed, terms)
    refuse_taken(merged, carried_nullifiers(previous, merged.figures.accounts))
    gross = terms.gross(merged.figures.baseline, merged.figures.emissions, merged.figures.periods)
    leaves = with_carried(own_leaves(merged, moment, terms.credits(gross), gross, keys), previous)
    batch = Batch(
        vintage=moment.vintage,
        sequence=moment.sequence,
        through=moment.through,
        methodologyId=terms.methodology_id,
        factorSetHash=factor_set_hash,
        root=leaves.tree.root,
        observationsHash=roots.hash,
        evidenceHash=evidence_hash(roots.signed),
        authorisedTotal=leaves.authorised_total,
        count=len(leaves),
        operatorSetHash=operator_set.hash,
        validUntil=valid_until,
    )
    return Draft(moment, batch, merged, leaves, gross, keys)


def one_methodology(roots: Sequence[SignedRoot], terms: Terms) -> bytes:
    """The factor sets' hash, after all operators were found to have used the same methodology and factors.

    Raises:
        IntegrityError: names the operator that used others.
    """
    expected = roots[0].root.factorSetHash
    for signed in roots:
        if signed.root.methodologyId != terms.methodology_id:
            raise IntegrityError(
                f"{signed.operator} used the methodology 0x{signed.root.methodologyId.hex()}, "
                f"the vintage's is 0x{terms.methodology_id.hex()}"
            )
        if signed.root.factorSetHash != expected:
            raise IntegrityError(
                f"{signed.operator} used the factor sets 0x{signed.root.factorSetHash.hex()}, "
                f"{roots[0].operator} used 0x{expected.hex()}"
            )
    return expected


def refuse_taken(merged: Merged, taken: set[bytes]) -> None:
    """No account may use a source of an account that left and keeps its leaf.

    Raises:
        IntegrityError: names the account.
    """
    if not taken:
        return
    for account, used in zip(merged.figures.accounts, used_lists(merged), strict=True):
        if taken & set(used):
            raise IntegrityError(
                f"account 0x{account.tobytes().hex()} uses a source of an account that left during the vintage"
            )


def used_lists(merged: Merged) -> list[list[bytes]]:
    """Each person's nullifiers."""
    counts = merged.figures.source_counts.astype(np.int64)
    ends = np.cumsum(counts)
    used = list_of(used_nullifiers(merged.figures)[1])
    return [used[start:end] for start, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)]


def own_leaves(merged: Merged, moment: Moment, credits: Column, gross: Column, keys: Bytes) -> Leaves:
    """Leaves of the enrolled accounts, each with its report's hash."""
    figures = merged.figures
    numbers = numbers_hashes(
        salts(keys, Role.NUMBERS), figures.baseline, figures.emissions, figures.periods, credits, merged.words
    )
    sources = sources_hashes(salts(keys, Role.SOURCES), figures.nullifiers, figures.source_counts)
    evidence = evidence_hashes(salts(keys, Role.EVIDENCE), merged.digests)
    return Leaves(
        accounts=figures.accounts,
        credits=credits,
        report_hashes=report_hashes(numbers, sources, evidence),
        marks=gross,
        since=np.full(len(figures), moment.sequence, dtype=np.uint64),
        nullifiers=used_lists(merged),
    )
