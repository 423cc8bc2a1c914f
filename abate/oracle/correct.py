"""Deficits: accounts that were issued more than their last figure says, and burning them from the reserve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from eth_typing import ChecksumAddress
from eth_utils.address import to_checksum_address

from abate.chain.refusals import RefusalError
from abate.chain.reserve import CorrectionReserve
from abate.chain.sender import Call, Sender
from abate.oracle import exhibits
from abate.oracle.case import Case
from abate.oracle.leaves import Leaves
from abate.oracle.onchain import Vintage
from abate.oracle.relay import figures, issued_to

QUICKER = ("AlreadyCorrected", "NoDeficit")
"""Refusals that are no failure: somebody else was quicker."""


@dataclass(frozen=True)
class Deficit:
    """An account that was issued more than its last figure.

    Attributes:
        account: whose.
        figure: what the final batch says, or what its opened report earns where it was proven wrong; base units.
        issued: what it was issued, base units.
        call: what burns the difference from the reserve.
    """

    account: ChecksumAddress
    figure: int
    issued: int
    call: Call

    @property
    def size(self) -> int:
        """By how much it was issued too much, base units."""
        return self.issued - self.figure


@dataclass(frozen=True)
class Corrected:
    """What a correction did.

    Attributes:
        accounts: deficits that were corrected now.
        burnt: base units that the reserve destroyed for the vintage, ever.
        uncovered: base units that it could not cover, ever.
    """

    accounts: int
    burnt: int
    uncovered: int


def deficits(
    vintage: Vintage, reserve: CorrectionReserve, leaves: Leaves, faulted: Case | None = None
) -> list[Deficit]:
    """All deficits of a vintage that were not corrected yet, the largest first.

    Args:
        vintage: oracle and year.
        reserve: the oracle's.
        leaves: of the final batch.
        faulted: the final batch with its files where it was proven wrong: figures are then what opened reports earn.

    Raises:
        ChainError: the node does not answer.
    """
    issued = issued_to(vintage.credit(), leaves)
    if faulted is None:
        found = list(_by_leaf(vintage, reserve, leaves, issued))
    else:
        found = list(_by_report(vintage, reserve, faulted, issued))
    left = [one for one in found if not reserve.is_corrected(vintage.year, one.account)]
    return sorted(left, key=lambda one: -one.size)


def correct(vintage: Vintage, reserve: CorrectionReserve, found: list[Deficit], sender: Sender) -> Corrected:
    """Burn what was issued too much from the reserve, one account after the other.

    Raises:
        RefusalError: the vintage is not settled yet, or the reserve refuses for another reason.
        ChainError: a transaction did not land; run again to go on.
    """
    done = 0
    for one in found:
        try:
            sender.send(one.call, f"correct/{vintage.year}/{one.account}")
            done += 1
        except RefusalError as problem:
            if problem.name not in QUICKER:
                raise
    return Corrected(done, reserve.burnt_of(vintage.year), reserve.uncovered_of(vintage.year))


def _by_leaf(
    vintage: Vintage, reserve: CorrectionReserve, leaves: Leaves, issued: dict[bytes, int]
) -> Iterable[Deficit]:
    rows = leaves.rows()
    for packed, figure in figures(leaves).items():
        if figure < issued[packed]:
            account, row = to_checksum_address(packed), rows[packed]
            entry = leaves.tree.entry(row)
            call = reserve.correct(vintage.year, account, figure, entry.report_hash, leaves.tree.proof(row))
            yield Deficit(account, figure, issued[packed], call)


def _by_report(vintage: Vintage, reserve: CorrectionReserve, case: Case, issued: dict[bytes, int]) -> Iterable[Deficit]:
    for group in case.reports:
        earned = case.right_credits(group)
        for at in np.arange(len(group)).tolist():
            account = exhibits.leaf(case, int(group.rows[at]))[0]
            paid, figure = issued[bytes.fromhex(account[2:])], int(earned[at])
            if figure < paid:
                call = reserve.correct_fault(vintage.year, exhibits.open_numbers(case, group, at))
                yield Deficit(to_checksum_address(account), figure, paid, call)
