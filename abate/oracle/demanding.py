"""Demands for openings: which are open, how the files answer them, and what can be demanded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from eth_utils.address import to_checksum_address

from abate.chain.demands import BatchDemands, Demand, DemandStanding, DemandState
from abate.chain.sender import Call
from abate.errors import AbateError, InputError
from abate.oracle import exhibits
from abate.oracle.case import Case
from abate.oracle.leaves import Leaves
from abate.oracle.words import list_of


@dataclass(frozen=True)
class Asked:
    """A demand and where it stands.

    Attributes:
        id: its name.
        demand: what is demanded.
        standing: of whom, until when, and whether it is open.
    """

    id: bytes
    demand: Demand
    standing: DemandStanding

    def is_open(self, now: int) -> bool:
        """Whether it can be answered."""
        return self.standing.state is DemandState.OPEN and now < self.standing.answer_by

    def is_unanswered(self, now: int) -> bool:
        """Whether the time is over and nobody answered, so that the batch can be proven faulty."""
        return self.standing.state in (DemandState.OPEN, DemandState.REPAID) and now >= self.standing.answer_by


def asked(demands: BatchDemands, from_block: int, vintage: int, sequence: int | None = None) -> list[Asked]:
    """All demands of a vintage, or of one batch of it, in order of demanding."""
    return [
        Asked(name, demand, demands.standing_of(name))
        for name, demand in demands.demands_since(from_block)
        if demand.vintage == vintage and sequence in (None, demand.sequence)
    ]


def answer_to(demands: BatchDemands, wanted: Demand, case: Case, final: Leaves | None) -> Call | None:
    """The answer that the files give; None where they give none.

    Args:
        demands: where answers go.
        wanted: what is demanded.
        case: the batch's files.
        final: leaves of the last final batch; an unchanged leaf of it needs no opening.
    """
    if not wanted.is_for_numbers:
        rows = rows_of_account(case, wanted.account)
        if not rows:
            return None
        account_leaf = exhibits.leaf(case, rows[0])
        return demands.answer_leaf(wanted, *account_leaf[1:], case.tree.proof(rows[0]))
    row = next((row for row in range(len(case.leaves)) if case.tree.leaf(row) == wanted.leaf), None)
    if row is None:
        return None
    if final is not None and final.tree.root == wanted.final_root:
        unchanged = final.rows().get(bytes.fromhex(wanted.account[2:]))
        if unchanged is not None and final.tree.leaf(unchanged) == wanted.leaf:
            return demands.answer_unchanged(wanted, final.tree.proof(unchanged))
    for group in case.reports:
        for at in np.flatnonzero(group.rows == row).tolist():
            (_, credits, _), _, *opened = exhibits.open_numbers(case, group, at)
            return demands.answer_numbers(wanted, credits, *opened)
    return None


def demand_for(demands: BatchDemands, case: Case, final: Leaves | None, account: str) -> Call:
    """The demand that fits an account: its numbers where it has a leaf, else the leaf that it lost.

    Raises:
        InputError: the account has a leaf neither in the pending batch nor in the final one.
    """
    batch, rows = case.posting.batch, rows_of_account(case, account) if has_leaves(case) else []
    if rows:
        return demands.demand_numbers(
            batch.vintage, batch.sequence, exhibits.leaf(case, rows[0]), case.tree.proof(rows[0])
        )
    row = None if final is None else final.rows().get(bytes.fromhex(account[2:]))
    if final is None or row is None:
        raise InputError(f"{account} has no leaf in {case.posting.name}, nor in a final batch before it")
    entry = final.tree.entry(row)
    shown = (account, entry.credits, entry.report_hash)
    return demands.demand_leaf(batch.vintage, batch.sequence, shown, final.tree.proof(row))


def closed_accounts(case: Case) -> list[str]:
    """Accounts whose reports the files do not open."""
    opened = {row for group in case.reports for row in group.rows.tolist()}
    return [exhibits.names(case, row)[0] for row in range(len(case.leaves)) if row not in opened]


def withheld_accounts(case: Case, final: Leaves | None) -> list[str]:
    """Accounts whose opening can be demanded with reason: lost leaves first, then reports that the files do not open.

    A leaf that stands unchanged in the final batch survived a window and is answered with its proof there: whoever
    demands its numbers only pays.

    Args:
        case: the batch's files. Where even its leaves are withheld, any account of the final batch will do.
        final: leaves of the final batch; None where there is none.
    """
    before = {} if final is None else {account: final.tree.leaf(row) for account, row in final.rows().items()}
    if not has_leaves(case):
        return [to_checksum_address(account) for account in before]
    present = list_of(case.leaves.accounts)
    lost = [to_checksum_address(account) for account in before.keys() - set(present)]
    opened = {row for group in case.reports for row in group.rows.tolist()}
    closed = [
        exhibits.names(case, row)[0]
        for row, account in enumerate(present)
        if row not in opened and before.get(account) != case.tree.leaf(row)
    ]
    return sorted(lost) + closed


def has_leaves(case: Case) -> bool:
    """Whether the files hold the leaves of the batch that was posted."""
    try:
        return len(case.leaves) > 0
    except AbateError:
        return False


def rows_of_account(case: Case, account: str) -> Sequence[int]:
    """The leaves of an account."""
    packed = bytes.fromhex(account[2:])
    return [row for row, one in enumerate(list_of(case.leaves.accounts)) if one == packed]
