"""What holders sign about their credits, made from what they want and what the chain says now."""

from __future__ import annotations

from typing import Any

from eth_typing import ChecksumAddress

from abate.deploy.contracts import Contracts

NO_LOCK = bytes(32)


def retirement(
    contracts: Contracts,
    holder: ChecksumAddress,
    amount: int,
    beneficiary: ChecksumAddress | None,
    statement: str,
    deadline: int,
) -> dict[str, Any]:
    """The fields of a ``RetirementOrder`` with the holder's present nonce.

    Args:
        contracts: the deployment.
        holder: who will sign.
        amount: base units.
        beneficiary: in whose name; None for the holder's.
        statement: what the certificate shall say.
        deadline: last second at which it may be carried out, unix time.
    """
    return {
        "holder": holder,
        "credit": contracts.credit.address,
        "amount": amount,
        "beneficiary": beneficiary or holder,
        "statement": statement,
        "nonce": contracts.certificate.nonce_of(holder),
        "deadline": deadline,
    }


def redemption(
    contracts: Contracts, holder: ChecksumAddress, listing: int, price: int, lock: bytes, deadline: int
) -> dict[str, Any]:
    """The fields of a ``RedemptionOrder`` with the holder's present nonce.

    Args:
        contracts: the deployment.
        holder: who will sign.
        listing: which reward.
        price: its price, base units.
        lock: lock of the holder's code, or ``NO_LOCK``.
        deadline: last second at which it may be carried out, unix time.
    """
    nonce = contracts.catalogue.nonce_of(holder)
    return {"holder": holder, "listing": listing, "price": price, "lock": lock, "nonce": nonce, "deadline": deadline}


def donation(
    contracts: Contracts, donor: ChecksumAddress, cause: ChecksumAddress, amount: int, statement: str, deadline: int
) -> dict[str, Any]:
    """The fields of a ``DonationOrder`` with the donor's present nonce and the cause's choice.

    Args:
        contracts: the deployment.
        donor: who will sign.
        cause: its account.
        amount: base units.
        statement: what the donor wishes to say.
        deadline: last second at which it may be carried out, unix time.

    Raises:
        RefusalError: there is no such cause.
    """
    return {
        "donor": donor,
        "cause": cause,
        "credit": contracts.credit.address,
        "amount": amount,
        "retire": contracts.donations.cause_of(cause).retires,
        "statement": statement,
        "nonce": contracts.donations.nonce_of(donor),
        "deadline": deadline,
    }


def receipt(voucher: int, deadline: int) -> dict[str, Any]:
    """The fields of a ``Receipt``.

    Args:
        voucher: what was handed over.
        deadline: last second at which it may be used, unix time.
    """
    return {"voucher": voucher, "deadline": deadline}
