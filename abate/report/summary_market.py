"""The chain side of a summary: batches, auction rounds, certificates and balances."""

from __future__ import annotations

from abate.report.figures import Figure, Record, Whole


class Batch(Record):
    """One signed batch: the vintage to date, through the end of ``period``.

    ``authorised`` is the batch's cap; ``issued_people`` and ``issued_reserve`` are what came into being because of it.
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
    root: str


class Consignment(Record):
    """What one home consigned to a round, how much of it was sold, and its income."""

    person: str
    lots: Whole
    sold: Whole
    income: Figure


class Bid(Record):
    """What one home bid for in a round, its (simulated) highest price, and what it won and paid."""

    person: str
    lots: Whole
    limit_price: Figure
    filled: Whole
    paid: Figure


class Unmet(Record):
    """A home that wanted lots and made no bid, with the reason."""

    person: str
    lots: Whole
    reason: str


class Round(Record):
    """One auction round: ``paid_in`` is what the winners paid, ``paid_out`` what the sellers received.

    ``opening_rule`` says in words how the opening price came about; ``formula_price`` is the formula's result before
    its bounds, None in the first round.
    """

    number: int
    period: str
    supply_lots: Whole
    demand_lots: Whole
    opening_price: Figure
    opening_rule: str
    formula_price: Figure | None = None
    clearing_price: Figure
    sold_lots: Whole
    paid_in: Figure
    paid_out: Figure
    consignments: tuple[Consignment, ...]
    bids: tuple[Bid, ...]
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

    ``credits`` = ``issued`` + ``bought`` - ``sold`` - ``retired``; ``money_end`` = ``money_start`` + income - paid.
    """

    person: str
    account: str
    issued: Figure
    sold: Figure
    bought: Figure
    retired: Figure
    credits: Figure
    money_start: Figure
    money_end: Figure
