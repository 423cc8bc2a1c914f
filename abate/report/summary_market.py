"""The chain side of a summary: batches, auction rounds, certificates and balances."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from abate.report.figures import Figure, Record, Whole


class Batch(Record):
    """One signed batch: the vintage to date, through the end of ``period``.

    ``authorised`` is the batch's cap; ``issued_people`` and ``issued_reserve`` are what came into being because of it.
    ``fell`` is whether it was proven wrong, so that it never became final.
    """

    sequence: int
    period: str
    through: str
    accounts: Whole
    signers: tuple[str, ...]
    authorised: Figure
    issued_people: Figure
    issued_reserve: Figure
    posted_at: str
    final_at: str
    fell: bool = False
    root: str


class Consignment(Record):
    """What one home consigned to a round, how much of it was sold, and its income."""

    person: str
    lots: Whole
    sold: Whole
    income: Figure


class BidStep(Record):
    """Lots, and the highest price per lot that was offered for them (simulated)."""

    lots: Whole
    limit_price: Figure


class Bid(Record):
    """What one person bid for in a round, and what they won and paid.

    ``way`` is how the bid came: ``direct``, ``curve`` (several steps at once), or ``signed`` (and relayed by another).
    """

    person: str
    way: Literal["direct", "curve", "signed"]
    steps: tuple[BidStep, ...]
    filled: Whole
    paid: Figure

    @property
    def lots(self) -> int:
        """Of all steps."""
        return sum(step.lots for step in self.steps)

    @property
    def limit_price(self) -> Decimal:
        """The highest of the steps'."""
        return max(step.limit_price for step in self.steps)


class Exit(Record):
    """An outbid bid that its owner took out of the book before the round ended."""

    person: str
    lots: Whole
    limit_price: Figure


class Unmet(Record):
    """A home that wanted lots and made no bid, with the reason."""

    person: str
    lots: Whole
    reason: str


class Round(Record):
    """One auction round: ``paid_in`` is what the winners paid, ``paid_out`` what the sellers received.

    ``opening_rule`` says in words how the opening price came about; ``formula_price`` is the formula's result before
    its bounds and ``formula`` the formula with its figures, both None in the first round.
    """

    number: int
    period: str
    supply_lots: Whole
    demand_lots: Whole
    opening_price: Figure
    opening_rule: str
    formula_price: Figure | None = None
    formula: str | None = None
    clearing_price: Figure
    sold_lots: Whole
    paid_in: Figure
    paid_out: Figure
    consignments: tuple[Consignment, ...]
    bids: tuple[Bid, ...]
    exits: tuple[Exit, ...] = ()
    unmet: tuple[Unmet, ...] = ()


class Certificate(Record):
    """One retirement: ``number`` counts the vintage's certificates, ``svg`` is the picture that the contract draws."""

    number: int
    token_id: Whole
    person: str
    period: str
    credits: Figure
    retired_on: str
    beneficiary: str
    statement: str
    svg: str


class Balance(Record):
    """One account at the end: credits by what happened to them, and money.

    ``credits`` = ``issued`` + ``bought`` + ``received`` - ``sold`` - ``given`` - ``retired``, where given and received
    are what went to a partner for a reward or to a cause, retired there or not; ``money_end`` = ``money_start`` +
    income - paid, in the wallet and in the vault (``money_in_vault``). ``transactions`` counts those that the account
    ever sent, ``wei`` is its ETH: both 0 for people without gas.
    """

    person: str
    account: str
    issued: Figure
    sold: Figure
    bought: Figure
    retired: Figure
    given: Figure = Decimal("0.000")
    received: Figure = Decimal("0.000")
    credits: Figure
    money_start: Figure
    money_end: Figure
    money_in_vault: Figure
    transactions: Whole
    wei: Whole

    @property
    def gasless(self) -> bool:
        """Whether the account never sent anything and has nothing to pay for it."""
        return not self.transactions and not self.wei
