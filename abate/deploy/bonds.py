"""The last step of a deployment: the programme's operators are in force, each with a whole bond."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eth_typing import ChecksumAddress

from abate.chain.currency import LocalCurrency
from abate.chain.sender import Call
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan
from abate.errors import ChainError

Send = Callable[[Call, str], object]


class BondsNeededError(ChainError):
    """The deployment waits for operators to pay their bonds.

    Attributes:
        operators: those without a whole bond.
    """

    def __init__(self, operators: list[str], size: str, registry: str) -> None:
        self.operators = operators
        super().__init__(
            f"waiting for the bonds of {', '.join(operators)}: each deposits {size} at {registry}; "
            "then run the same command again"
        )


@dataclass(frozen=True)
class Bonds:
    """Bonds of the first operators.

    Attributes:
        plan: the programme.
        contracts: its deployment.
        payer: the deployer.
        send: sends a call as the deployer, under a name of its own.
    """

    plan: Plan
    contracts: Contracts
    payer: ChecksumAddress
    send: Send

    def settle(self) -> None:
        """Put the operators in force. On a local network the deployer pays all bonds in the local currency.

        Raises:
            BondsNeededError: elsewhere, as long as one is missing.
        """
        oracle, operators, quorum = self.contracts.oracle, self.plan.operators, self.plan.programme.oracle.quorum
        if oracle.operator_set_hash() != oracle.hash_operator_set([], quorum):
            return  # somebody is in force already, so the operators have taken over
        registry = self.contracts.registry
        missing: list[str] = [each for each in operators if not registry.is_ready(each)]
        if missing and self.plan.programme.currency.local:
            self._pay(missing)
        elif missing:
            currency = self.plan.programme.currency
            size = f"{currency.text(registry.bond_terms().size)} {currency.symbol}"
            raise BondsNeededError(missing, size, registry.address)
        self.send(registry.enter(operators, []), "bonds.enter")

    def _pay(self, operators: list[str]) -> None:
        registry, chain = self.contracts.registry, self.contracts.chain
        currency = LocalCurrency(chain, self.contracts.currency.address)
        size = registry.bond_terms().size
        self.send(currency.mint(self.payer, size * len(operators)), "bonds.mint")
        self.send(currency.approve(registry.address, size * len(operators)), "bonds.approve")
        self.send(registry.deposit(operators, size), "bonds.deposit")
