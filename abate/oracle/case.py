"""Everything that the exchanged files tell about a posted batch, opened with the operators' shared keys.

What cannot be opened is counted and left out: it proves nothing, and must not keep the rest from being looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, islice
from typing import Final

import numpy as np

from abate.credits.policies import less_reserve
from abate.enrolment import Enrolment
from abate.errors import AbateError, InputError, IntegrityError
from abate.files import read_bytes, read_json
from abate.merkle import MerkleTree
from abate.oracle import median
from abate.oracle.disclosure import EACH, FIGURES
from abate.oracle.folder import BatchFolder
from abate.oracle.leaves import Leaves
from abate.oracle.merge import most_seen
from abate.oracle.moment import Deployment, Moment
from abate.oracle.openings import Reports, opened
from abate.oracle.postings import Posting
from abate.oracle.report import observation_words
from abate.oracle.salts import Role, batch_keys
from abate.oracle.sealing import unseal_each
from abate.oracle.shown import OpenShown, open_shown, read_sealed, shown_accounts, whole
from abate.oracle.signed_roots import SignedRoot, observations_hash, parse
from abate.oracle.terms import Terms
from abate.oracle.words import WORD, Bytes, Column, list_of, rows_of

TRIALS: Final = 10_000
"""Groups of operators that are tried for the one that a batch names."""


@dataclass(frozen=True)
class Case:
    """One posted batch and its files.

    Attributes:
        folder: where the batch's files lie.
        deployment: where it was posted.
        posting: the batch as the chain has it.
        enrolment: the keys.
        terms: what figures are worth in the vintage.
    """

    folder: BatchFolder
    deployment: Deployment
    posting: Posting
    enrolment: Enrolment = field(repr=False)
    terms: Terms

    @cached_property
    def leaves(self) -> Leaves:
        """The leaves, in whatever order they lie.

        Raises:
            InputError: the file is not there.
            IntegrityError: these are not the leaves of the batch that was posted.
        """
        leaves = Leaves.from_parquet(read_bytes(self.folder.leaves), ordered=False)
        root = self.tree_of(leaves).root if len(leaves) else b""
        if root != self.posting.batch.root:
            raise IntegrityError(
                f"the leaves in {self.folder.path.name} are not those of {self.posting.name}: they give the root "
                f"0x{root.hex()}, it was posted with 0x{self.posting.batch.root.hex()}"
            )
        return leaves

    @cached_property
    def tree(self) -> MerkleTree:
        """The tree over the leaves; it may hold an account twice."""
        return self.tree_of(self.leaves)

    @staticmethod
    def tree_of(leaves: Leaves) -> MerkleTree:
        """A tree that refuses nothing."""
        return MerkleTree(leaves.accounts, leaves.credits.tolist(), leaves.report_hashes)

    @cached_property
    def keys(self) -> dict[bytes, bytes]:
        """Account to its key of this batch."""
        batch = self.posting.batch
        moment = Moment(self.deployment, batch.vintage, batch.sequence, batch.through)
        keys = batch_keys(self.enrolment.key_rows(), moment)
        return dict(zip(list_of(self.enrolment.account_rows()), list_of(keys), strict=True))

    # ------------------------------------------------------------------------------------------ roots and figures

    @cached_property
    def roots(self) -> list[SignedRoot]:
        """The roots that the batch names, whoever signed them; empty where the files do not hold them."""
        found: dict[str, SignedRoot] = {}
        for operator in self.folder.operators_with("roots"):
            file = self.folder.root(operator)
            try:
                signed = parse(read_json(file), self.deployment, file)
            except AbateError:
                continue
            if len(signed.signature) == 2 * WORD and len(signed.root.root) == len(signed.root.evidenceHash) == WORD:
                found[operator] = signed
        ascending = sorted(found.values(), key=lambda one: one.operator.lower())
        # nearly always all of them; else whoever was left out is found by trial
        groups = (list(some) for size in range(len(ascending), 0, -1) for some in combinations(ascending, size))
        named = self.posting.batch.observationsHash
        return next((some for some in islice(groups, TRIALS) if observations_hash(some) == named), [])

    @cached_property
    def observed(self) -> dict[int, OpenShown]:
        """Place among the roots to what that operator observed, where its figures can be opened."""
        found = {}
        for place, signed in enumerate(self.roots):
            try:
                accounts = list_of(shown_accounts(self.folder, signed.operator))
                keys = rows_of([self.keys[account] for account in accounts], WORD)
                found[place] = open_shown(self.folder, signed, keys)
            except (AbateError, KeyError):
                continue
        return found

    # ---------------------------------------------------------------------------------------------------- reports

    @cached_property
    def reports(self) -> list[Reports]:
        """The reports that can be opened, in groups of as many observations."""
        guesses = [*self.from_sealed(), *self.from_observed()]
        lists = [self.leaves.nullifiers]
        if self.observed:
            lists.append(self.most_seen)
        credits = [self.leaf_credits, self.right_credits]
        return list(opened(guesses, self.leaves.report_hashes, credits, lists))

    @property
    def closed(self) -> int:
        """Leaves whose reports cannot be opened: of people who left, or withheld."""
        return len(self.leaves) - len({row for group in self.reports for row in group.rows.tolist()})

    def leaf_credits(self, reports: Reports) -> Column:
        """What the leaves say."""
        return self.leaves.credits[reports.rows]

    def right_credits(self, reports: Reports) -> Column:
        """What the shown figures are worth; a figure that the oracle would not take gives nothing."""
        try:
            return self.terms.credits(self.terms.gross(reports.baseline, reports.emissions, reports.periods))
        except InputError:
            figures = zip(*(c.tolist() for c in (reports.baseline, reports.emissions, reports.periods)), strict=True)
            each = [less_reserve(self.terms.policy.credits_of(*f), self.terms.reserve_share_bps) for f in figures]
            return np.array([value if value < 2**64 else 0 for value in each], dtype=np.uint64)

    def from_sealed(self) -> list[Reports]:
        """What the sealed reports tell, one group for each number of observations."""
        try:
            accounts, sealed = read_sealed(read_bytes(self.folder.reports), "the reports")
            file_salt = bytes.fromhex(str(read_json(self.folder.batch).get("reportsFileSalt", ""))[2:])
        except (AbateError, ValueError):
            return []
        known = [row for row, account in enumerate(list_of(accounts)) if account in self.keys]
        if not known:
            return []
        keys = rows_of([self.keys[account] for account in list_of(accounts[known])], WORD)
        plain = unseal_each([sealed[row] for row in known], accounts[known], keys, Role.SEALED_REPORT, file_salt)
        told = dict(zip(list_of(accounts[known]), plain, strict=True))
        sizes = Counter(len(row) for row in plain if row is not None and (len(row) - FIGURES) % EACH == 0)
        return [self.told_by({a: row for a, row in told.items() if row and len(row) == size}, size) for size in sizes]

    def told_by(self, told: dict[bytes, bytes], size: int) -> Reports:
        """Reports of equally long rows."""
        rows = [row for row, account in enumerate(list_of(self.leaves.accounts)) if account in told]
        accounts = list_of(self.leaves.accounts[rows]) if rows else []
        plain = rows_of([told[account] for account in accounts], size)
        parts = [plain[:, start : start + WORD] for start in range(FIGURES, size, WORD)]
        figures = (whole(plain[:, :8]), whole(plain[:, 8:16]), whole(plain[:, 16:18]))
        return self.guess(rows, *figures, parts[::2], parts[1::2])

    def from_observed(self) -> list[Reports]:
        """What honest reports over the operators' figures would show; needs all of them."""
        if not self.roots or len(self.observed) < len(self.roots):
            return []
        tables = [self.observed[place].observations for place in range(len(self.roots))]
        if any(not np.array_equal(table.accounts, tables[0].accounts) for table in tables):
            return []
        figures = [
            median.median([getattr(table, name) for table in tables], side)
            for name, side in (
                ("baseline", median.BASELINE),
                ("emissions", median.EMISSIONS),
                ("periods", median.PERIODS),
            )
        ]
        places = {account: place for place, account in enumerate(list_of(tables[0].accounts))}
        rows = [row for row, account in enumerate(list_of(self.leaves.accounts)) if account in places]
        at = np.array([places[account] for account in list_of(self.leaves.accounts[rows])], dtype=np.int64)
        words = [observation_words(table.baseline, table.emissions, table.periods)[at] for table in tables]
        baseline, emissions, periods = (figure[at] for figure in figures)
        return [self.guess(rows, baseline, emissions, periods, words, [table.evidence[at] for table in tables])]

    def guess(
        self,
        rows: list[int],
        baseline: Column,
        emissions: Column,
        periods: Column,
        words: list[Bytes],
        digests: list[Bytes],
    ) -> Reports:
        """Reports of these leaves, as far as the files tell."""
        keys = rows_of([self.keys[account] for account in list_of(self.leaves.accounts[rows])], WORD)
        nullifiers = [self.leaves.nullifiers[row] for row in rows]
        at = np.array(rows, dtype=np.int64)
        return Reports(at, keys, baseline, emissions, periods, self.leaves.credits[at], words, digests, nullifiers)

    @cached_property
    def most_seen(self) -> list[list[bytes]]:
        """For every leaf the sources that most operators saw."""
        tables = [shown.observations for shown in self.observed.values()]
        tables = [table for table in tables if np.array_equal(table.accounts, tables[0].accounts)]
        block, counts = most_seen(tables)
        seen = {
            account: [block[row, slot].tobytes() for slot in range(int(counts[row]))]
            for row, account in enumerate(list_of(tables[0].accounts))
        }
        return [seen.get(account, []) for account in list_of(self.leaves.accounts)]
