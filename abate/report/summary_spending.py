"""What people did with credits beside selling them: rewards and donations."""

from __future__ import annotations

from abate.report.figures import Figure, Record


class Redeemed(Record):
    """A reward that was redeemed, with what became of its price (``settlement``) and of its voucher (``state``)."""

    voucher: int
    title: str
    partner: str
    person: str
    credits: Figure
    settlement: str
    discount_percent: Figure
    state: str


class Donated(Record):
    """A donation; ``certificate`` is the token of what was retired for the cause, None where it got the credits."""

    cause: str
    person: str
    credits: Figure
    certificate: int | None
    statement: str
