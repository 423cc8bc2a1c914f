"""What should be true of the whole system."""

from collections import Counter
from dataclasses import dataclass, field

from tests.chain.auction.shadow import Shadow as Market
from tests.chain.challenges.life.shadow import Ledger
from tests.chain.system.model.batches import Batch, Vintage
from tests.chain.system.model.operators import Operators
from tests.chain.system.model.rewards import Catalogue, Cause, Certificates


@dataclass
class Shadow:
    """All contracts of one programme.

    Attributes:
        money: the currency's balances.
        money_allowed: the currency's allowances; nonces beside them.
        markets: an auction for each vintage.
        nonce: of each contract's next signed order, by contract and account.
        uncollected: (commitment, challenger, batch) of faults.
        claimed, paid: what winners' lots cost and sellers received, by auction.
        two_roots: operators and moments of double signing that were proven.
    """

    owner: str
    vintages: dict[int, Vintage]
    markets: dict[int, Market]
    catalogue: Catalogue
    cause_admitted: set[str]
    pending_owner: str = "0x" + "00" * 20
    operators: Operators = field(default_factory=Operators)
    demands: Ledger = field(default_factory=Ledger)
    disputes: Ledger = field(default_factory=Ledger)
    money: Counter = field(default_factory=Counter)
    money_allowed: Counter = field(default_factory=Counter)
    money_nonce: Counter = field(default_factory=Counter)
    certificates: Certificates = field(default_factory=Certificates)
    causes: dict[str, Cause] = field(default_factory=dict)
    nonce: Counter = field(default_factory=Counter)
    uncollected: list[tuple[str, str, Batch]] = field(default_factory=list)
    two_roots: set[tuple[str, int, int]] = field(default_factory=set)
    methodologies: dict[str, int] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    published: set[tuple[int, int]] = field(default_factory=set)
    claimed: Counter = field(default_factory=Counter)
    paid: Counter = field(default_factory=Counter)

    def at(self, time: int) -> None:
        for vintage in self.vintages.values():
            vintage.at(time)

    def pay(self, giver: str, taker: str, amount: int) -> None:
        """Money moves."""
        self.money[giver] -= amount
        self.money[taker] += amount
