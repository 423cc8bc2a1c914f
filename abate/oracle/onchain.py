"""What the chain says about a vintage, in the terms of the off-chain side. Files are believed only after this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path
from typing import Final

from eth_abi.abi import encode

from abate.chain.credit import CarbonCredit
from abate.chain.oracle import EmissionOracle
from abate.chain.times import moment
from abate.credits.methodology import Methodology
from abate.errors import ChainError, InputError, IntegrityError
from abate.merkle.keccak import keccak256
from abate.oracle.draft_files import read_draft
from abate.oracle.folder import BatchFolder
from abate.oracle.leaves import Leaves
from abate.oracle.moment import Deployment, Moment
from abate.oracle.terms import OperatorSet, Terms, ascending_operators
from abate.oracle.verify import check_leaves

TRIALS: Final = 10_000
"""Groups of operators that are tried for the one in force."""


@dataclass(frozen=True)
class Vintage:
    """One vintage of an oracle.

    Attributes:
        oracle: the contract.
        year: the vintage.
    """

    oracle: EmissionOracle
    year: int

    @property
    def deployment(self) -> Deployment:
        """Chain and oracle, as salts and signatures are bound to them."""
        return Deployment(self.oracle.chain.chain_id, self.oracle.address)

    def credit(self) -> CarbonCredit:
        """The vintage's credit.

        Raises:
            ChainError: the vintage is not open.
        """
        address = self.oracle.credit_of(self.year)
        if address is None:
            raise ChainError(f"vintage {self.year} is not open at {self.oracle.address}")
        return CarbonCredit(self.oracle.chain, address)

    def next_moment(self, through: int) -> Moment:
        """The batch that comes next.

        Args:
            through: end of the last period it will cover, unix seconds.

        Raises:
            ChainError: the vintage is not open, the last batch is in its window, or the period has not ended or was
                covered before.
        """
        self.credit()
        # before the batches: one that is posted meanwhile would give the period that it covers the number after its own
        last = self.oracle.last_sequence(self.year)
        pending, final_at = self.oracle.pending_batch(self.year)
        if pending.sequence:
            raise ChainError(
                f"batch {pending.sequence} of {self.year} is in its challenge window until {moment(final_at)}"
            )
        final = self.oracle.final_batch(self.year)
        if final.sequence and through <= final.through:
            raise ChainError(
                f"the final batch of {self.year} covers until {moment(final.through)}, beyond {moment(through)} already"
            )
        if through > self.oracle.chain.now():
            raise ChainError(
                f"the period ends at {moment(through)}, the chain's time is {moment(self.oracle.chain.now())}"
            )
        return Moment(self.deployment, self.year, last + 1, through)

    def moment(self, through: int) -> Moment:
        """The batch that covers until then: the one on chain, in its window or final, or else the next one.

        Raises:
            ChainError: as ``next_moment``.
        """
        pending, _ = self.oracle.pending_batch(self.year)
        for stored in (pending, self.oracle.final_batch(self.year)):
            if stored.sequence and stored.through == through:
                return Moment(self.deployment, self.year, stored.sequence, through)
        return self.next_moment(through)

    def terms(self, methodology: Methodology) -> Terms:
        """Policy and share, after the chain was found to say the same.

        Raises:
            IntegrityError: the vintage has another methodology, or it another reserve share.
        """
        own = Terms.of(methodology)
        theirs = self.oracle.methodology_of(self.year)
        if theirs != own.methodology_id:
            raise IntegrityError(
                f"vintage {self.year} has the methodology 0x{theirs.hex()}, the document's is "
                f"0x{own.methodology_id.hex()}"
            )
        share = self.oracle.methodology(theirs).reserve_share_bps
        if share != own.reserve_share_bps:
            raise IntegrityError(f"the reserve share on chain is {share} basis points, not {own.reserve_share_bps}")
        return own

    def operator_set(self, operators: Sequence[str]) -> OperatorSet:
        """The operators in force, out of those who are known; the chain keeps only their hash.

        Whoever left, was suspended or lost a slice is left out by trial.

        Raises:
            InputError: somebody is in force who is not among them.
        """
        ascending, in_force = ascending_operators(list(operators)), self.oracle.operator_set_hash()
        quorum = in_force[-1]
        groups = (some for size in range(len(ascending), -1, -1) for some in combinations(ascending, size))
        for some in islice(groups, TRIALS):
            if hash_of_set(some, quorum) == in_force:
                return OperatorSet(tuple(some), quorum, in_force)
        raise InputError(
            f"the {len(ascending)} operators given are not those in force", field="operators", mend="list all of them"
        )

    def final_leaves(self, exchange: Path) -> Leaves | None:
        """Leaves of the final batch, from the shared folder and held against the chain; None before the first.

        Raises:
            InputError: the files are not there.
            IntegrityError: they do not add up, or are not what became final.
        """
        final = self.oracle.final_batch(self.year)
        if not final.sequence:
            return None
        stored = read_draft(BatchFolder.numbered(exchange, self.year, final.sequence), self.deployment)
        check_leaves(stored)
        for name, given, expected in (
            ("root", "0x" + stored.batch.root.hex(), "0x" + final.root.hex()),
            ("authorisedTotal", stored.batch.authorisedTotal, final.authorised_total),
            ("through", stored.batch.through, final.through),
        ):
            if given != expected:
                raise IntegrityError(
                    f"{name} of batch {final.sequence} in the folder is {given}, on chain it is {expected}"
                )
        return stored.leaves


def hash_of_set(operators: Sequence[str], quorum: int) -> bytes:
    """As the registry hashes a set of operators; the last byte is the quorum."""
    return keccak256(encode(["address[]", "uint8"], [list(operators), quorum]))[:-1] + bytes([quorum])
