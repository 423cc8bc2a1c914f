"""Certificates of retired credits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call
from abate.chain.signed_orders import RETIREMENT, CreditPermit

NUMBERS_PER_VINTAGE: Final = 10**10
"""A certificate's id is its vintage times this, and its number."""


def vintage_of(certificate: int) -> int:
    """The vintage of a certificate's id."""
    return certificate // NUMBERS_PER_VINTAGE


def number_of(certificate: int) -> int:
    """A certificate's number within its vintage, from 1."""
    return certificate % NUMBERS_PER_VINTAGE


@dataclass(frozen=True)
class Retirement:
    """What a certificate says; see ``IRetirementCertificate.Retirement``.

    Attributes:
        credit: the vintage's credit.
        vintage: year of the retired credits.
        number: counts the vintage's certificates from 1.
        beneficiary: in whose name, the certificate's owner.
        amount: base units (grams) that were destroyed.
        retired_on: start of the day (UTC) it happened, unix seconds.
        methodology_id: methodology of the vintage.
        batch_sequence: the vintage's final batch at that time.
        statement: what the holder wished to say.
    """

    credit: ChecksumAddress
    vintage: int
    number: int
    beneficiary: ChecksumAddress
    amount: int
    retired_on: int
    methodology_id: bytes
    batch_sequence: int
    statement: str


class RetirementCertificate(ContractAt):
    """``RetirementCertificate``."""

    artefact: ClassVar[str] = "RetirementCertificate"

    def retire(self, credit: ChecksumAddress, amount: int, beneficiary: ChecksumAddress, statement: str) -> Call:
        """Destroy approved credits of the sender and make a certificate in the beneficiary's name."""
        return self.call("retiring", "retire", credit, amount, beneficiary, statement)

    def retire_with_permit(
        self, credit: ChecksumAddress, amount: int, beneficiary: ChecksumAddress, statement: str, permit: CreditPermit
    ) -> Call:
        """As ``retire``, with the sender's permit."""
        return self.call("retiring", "retireWithPermit", credit, amount, beneficiary, statement, permit)

    def retire_by_order(self, order: Mapping[str, Any], signature: bytes, permit: CreditPermit | None) -> Call:
        """Bring a holder's signed retirement, with the holder's permit where there is one."""
        values = RETIREMENT.values(order)
        if permit is None:
            return self.call("retiring for somebody", "retireByOrder", values, signature)
        return self.call("retiring for somebody", "retireByOrderWithPermit", values, signature, permit)

    def nonce_of(self, account: ChecksumAddress) -> int:
        """Nonce that an account's next signed order must have."""
        return cast(int, self.read("nonces", account))

    def cancel_order(self, nonce: int) -> Call:
        """Take back what the sender signed with its present nonce."""
        return self.call("taking back a signed order", "cancelOrder", nonce)

    def retirement_of(self, certificate: int) -> Retirement:
        """What a certificate says."""
        return Retirement(*self.read("retirementOf", certificate))

    def retired_for(self, beneficiary: ChecksumAddress) -> int:
        """Base units retired in an account's name, of all vintages."""
        return cast(int, self.read("retiredFor", beneficiary))

    def total_retired(self, vintage: int) -> int:
        """Base units of a vintage that were retired with a certificate."""
        return cast(int, self.read("totalRetired", vintage))

    def token_uri(self, certificate: int) -> str:
        """The certificate's metadata as a data URI, drawing included."""
        return cast(str, self.read("tokenURI", certificate))

    def owner_of(self, certificate: int) -> ChecksumAddress:
        """The beneficiary."""
        return cast(ChecksumAddress, self.read("ownerOf", certificate))

    def renderer(self) -> ChecksumAddress:
        """The contract that writes metadata and drawing."""
        return cast(ChecksumAddress, self.read("renderer"))

    def oracle(self) -> ChecksumAddress:
        """The oracle whose credits can be retired here."""
        return cast(ChecksumAddress, self.read("oracle"))
