"""An operator's bond: paid up to its size, and the operator in force once the owner has admitted it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abate.chain.currency import Erc20
from abate.wallet import Wallet


@dataclass(frozen=True)
class Joined:
    """What came of it.

    Attributes:
        paid: base units of the bonds' currency that the bond lacked.
        bond: base units that it has now.
        in_force: whether the operator is in force now; else it is not admitted, leaving, or suspended.
    """

    paid: int
    bond: int
    in_force: bool


def join(wallet: Wallet, in_force: Sequence[str]) -> Joined:
    """Pay what the operator's bond lacks, and enter the operators in force where that can be; else change nothing.

    Topping up after a slice was lost is the same. A run that was killed is gone on with.

    Args:
        wallet: of the operator.
        in_force: the operators in force now, ascending.

    Raises:
        InputError: the operator does not hold what the bond lacks.
        ChainError: a transaction was refused or did not land.
    """
    registry, operator = wallet.contracts.registry, wallet.address
    terms = registry.bond_terms()
    lacking = max(0, terms.size - registry.operator_of(operator).bond)
    if lacking:
        token = Erc20(wallet.contracts.chain, terms.currency)
        deposit = registry.deposit([operator], lacking)
        if wallet.resumed(deposit) is None:
            wallet.allow(token, registry.address, lacking, f"{lacking} base units of {token.symbol()}")
            wallet.do(deposit)
    ready, entered = registry.is_ready(operator), operator in in_force
    if ready and not entered:
        wallet.do(registry.enter([operator], list(in_force)))
    return Joined(lacking, registry.operator_of(operator).bond, ready or entered)
