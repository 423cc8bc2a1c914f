"""Every fault of a posted batch that can be proven on chain, each with the arguments of its proof.

A fault names accounts, never a figure: figures are shown to the chain alone, and only those of the proof that is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any, Final

import numpy as np

from abate.oracle import exhibits
from abate.oracle.case import Case
from abate.oracle.exhibits import names
from abate.oracle.median import BASELINE, EMISSIONS, PERIODS, median
from abate.oracle.openings import Reports
from abate.oracle.report import MAX_SOURCES, observation_words
from abate.oracle.shown import whole
from abate.oracle.signed_roots import root_for
from abate.oracle.typed_data import signed_by
from abate.oracle.words import list_of

MOST_OBSERVATIONS: Final = 64


class Kind(Enum):
    """What can be wrong; the value ends the name of the contract's function. The cheapest proof first."""

    DUPLICATE_ACCOUNT = "DuplicateAccount"
    MALFORMED_SOURCES = "MalformedSources"
    WRONG_CREDITS = "WrongCredits"
    WRONG_MEDIAN = "WrongMedian"
    SOURCE_USED_TWICE = "SourceUsedTwice"
    UNSIGNED_ROOT = "UnsignedRoot"
    WRONG_OBSERVATION = "WrongObservation"
    TWO_ROOTS = "TwoRoots"

    @property
    def words(self) -> str:
        """In a person's words."""
        return WORDS[self]


WORDS: Final = {
    Kind.DUPLICATE_ACCOUNT: "an account has two leaves",
    Kind.MALFORMED_SOURCES: "sources out of order, or too many",
    Kind.WRONG_CREDITS: "the credits are not what the figures earn",
    Kind.WRONG_MEDIAN: "a figure is not the median of the observations",
    Kind.SOURCE_USED_TWICE: "two accounts use one source",
    Kind.UNSIGNED_ROOT: "an operator did not sign the root that the batch names",
    Kind.WRONG_OBSERVATION: "the report shows another observation than the operator signed",
    Kind.TWO_ROOTS: "an operator signed two roots for one batch",
}


@dataclass(frozen=True)
class Fault:
    """One fault that can be proven.

    Attributes:
        kind: what is wrong.
        accounts: whose leaves show it, with checksum; empty where it is about an operator.
        operator: whom it is about, where it is about one.
        arguments: of the proof, without the salt; made when asked for.
    """

    kind: Kind
    accounts: tuple[str, ...]
    operator: str | None
    arguments: Callable[[], tuple[Any, ...]] = field(repr=False, compare=False)

    @property
    def told(self) -> str:
        """The fault in one line."""
        about = [*self.accounts, *([self.operator] if self.operator else [])]
        return f"{self.kind.words}: {', '.join(about)}"


def faults_of(case: Case) -> list[Fault]:
    """All faults of a batch that its files allow to prove, the cheapest proofs first.

    Raises:
        InputError, IntegrityError: the leaves are not there, or are not those of the batch.
    """
    finders = (
        duplicate_accounts,
        malformed_sources,
        wrong_credits,
        wrong_medians,
        sources_used_twice,
        unsigned_roots,
        wrong_observations,
    )
    return [fault for find in finders for fault in find(case)]


# ------------------------------------------------------------------------------------------------------------ leaves


def duplicate_accounts(case: Case) -> Iterator[Fault]:
    """Unequal leaves of one account."""
    first: dict[bytes, int] = {}
    for row, account in enumerate(list_of(case.leaves.accounts)):
        earlier = first.setdefault(account, row)
        if case.tree.leaf(earlier) != case.tree.leaf(row):
            yield Fault(
                Kind.DUPLICATE_ACCOUNT,
                names(case, row),
                None,
                partial(exhibits.two_leaves, case, earlier, row),
            )


# ----------------------------------------------------------------------------------------------------------- sources


def malformed_sources(case: Case) -> Iterator[Fault]:
    """Lists of sources that are too long, or not strictly ascending."""
    for group in case.reports:
        for at, listed in enumerate(group.nullifiers):
            if len(listed) > MAX_SOURCES or listed != sorted(set(listed)):
                yield Fault(
                    Kind.MALFORMED_SOURCES,
                    names(case, group.rows[at]),
                    None,
                    partial(exhibits.sources, case, group, at),
                )


def sources_used_twice(case: Case) -> Iterator[Fault]:
    """Sources in the reports of two accounts."""
    users: dict[bytes, tuple[Reports, int, int]] = {}
    accounts = list_of(case.leaves.accounts)
    for group in case.reports:
        for at, listed in enumerate(group.nullifiers):
            for place, nullifier in enumerate(listed):
                user = users.setdefault(nullifier, (group, at, place))
                rows = int(user[0].rows[user[1]]), int(group.rows[at])
                if accounts[rows[0]] != accounts[rows[1]]:
                    yield Fault(
                        Kind.SOURCE_USED_TWICE,
                        names(case, *rows),
                        None,
                        partial(exhibits.same_source, case, user, (group, at, place)),
                    )


# ----------------------------------------------------------------------------------------------------------- numbers


def wrong_credits(case: Case) -> Iterator[Fault]:
    """Leaves, or the numbers behind them, with other credits than the figures earn."""
    for group in case.reports:
        right = case.right_credits(group)
        wrong = (right != case.leaves.credits[group.rows]) | (right != group.credits)
        yield from about_numbers(case, Kind.WRONG_CREDITS, group, wrong)


def wrong_medians(case: Case) -> Iterator[Fault]:
    """Reports whose figures are not the medians of the observations they show."""
    for group in case.reports:
        if not 0 < len(group.words) <= MOST_OBSERVATIONS:
            wrong = np.ones(len(group), dtype=bool)
        else:
            wrong = np.zeros(len(group), dtype=bool)
            for column, start, side in ((group.baseline, 8, BASELINE), (group.emissions, 16, EMISSIONS)):
                wrong |= column != median([whole(words[:, start : start + 8]) for words in group.words], side)
            wrong |= group.periods != median([whole(words[:, 24:]) for words in group.words], PERIODS)
        yield from about_numbers(case, Kind.WRONG_MEDIAN, group, wrong)


def about_numbers(case: Case, kind: Kind, group: Reports, wrong: Any) -> Iterator[Fault]:
    """A fault for each of these reports."""
    for at in np.flatnonzero(wrong).tolist():
        yield Fault(
            kind,
            names(case, group.rows[at]),
            None,
            partial(exhibits.numbers, case, group, at),
        )


# ------------------------------------------------------------------------------------------------ roots, observations


def unsigned_roots(case: Case) -> Iterator[Fault]:
    """Roots that the batch names and that their operators did not sign for it."""
    for place, signed in enumerate(case.roots):
        if not signed_by(case.deployment, root_for(case.posting.batch, signed), signed.signature, signed.operator):
            yield Fault(
                Kind.UNSIGNED_ROOT,
                (),
                signed.operator,
                partial(exhibits.root, case, place),
            )


def wrong_observations(case: Case) -> Iterator[Fault]:
    """Reports that show another observation than the one under an operator's signed root."""
    for place, shown in case.observed.items():
        table, operator = shown.observations, case.roots[place].operator
        words = list_of(observation_words(table.baseline, table.emissions, table.periods))
        at_of = {account: at for at, account in enumerate(list_of(table.accounts))}
        for group in case.reports:
            accounts = list_of(case.leaves.accounts[group.rows])
            complete = len(group.words) == len(case.roots)
            shows = list_of(group.words[place]) if complete else [b""] * len(group)
            for at, (account, word) in enumerate(zip(accounts, shows, strict=True)):
                if account in at_of and word != words[at_of[account]]:
                    yield Fault(
                        Kind.WRONG_OBSERVATION,
                        names(case, group.rows[at]),
                        operator,
                        partial(exhibits.seen, case, place, shown, at_of[account], group, at),
                    )
