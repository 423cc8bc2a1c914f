"""Certificates, listings, vouchers and causes, in plain numbers."""

from collections import Counter
from dataclasses import dataclass, field

NUMBERS_PER_VINTAGE = 10**10
OPEN, HONOURED, RETURNED = 1, 2, 3
PAYS_PARTNER, RETIRES_FOR_HOLDER, RETIRES_FOR_PARTNER = range(3)
DAY = 86_400


@dataclass(frozen=True)
class Certificate:
    """What a certificate says for ever."""

    id: int
    credit: str
    vintage: int
    beneficiary: str
    amount: int
    time: int
    methodology: str
    sequence: int
    statement: str

    @property
    def retirement(self) -> tuple:
        """``IRetirementCertificate.Retirement``."""
        number, day = self.id % NUMBERS_PER_VINTAGE, self.time // DAY * DAY
        words = (self.credit, self.vintage, number, self.beneficiary, self.amount)
        return (*words, day, self.methodology, self.sequence, self.statement)


@dataclass
class Certificates:
    """All of them, in their order."""

    all: list[Certificate] = field(default_factory=list)
    retired_for: Counter = field(default_factory=Counter)
    retired: Counter = field(default_factory=Counter)
    count: Counter = field(default_factory=Counter)

    def add(self, vintage, beneficiary: str, amount: int, time: int, methodology: str, statement: str) -> Certificate:
        """Amounts are retired in a beneficiary's name."""
        self.count[vintage.year] += 1
        self.retired[vintage.year] += amount
        self.retired_for[beneficiary] += amount
        made = Certificate(
            vintage.year * NUMBERS_PER_VINTAGE + self.count[vintage.year],
            vintage.credit.address,
            vintage.year,
            beneficiary,
            amount,
            time,
            methodology,
            vintage.final.sequence if vintage.final else 0,
            statement,
        )
        self.all.append(made)
        return made


@dataclass
class Listing:
    """A reward that a partner offers."""

    number: int
    partner: str
    vintage: int
    price: int
    stock: int
    expiry: int
    honour_time: int
    settlement: int
    title: str
    redeemed: int = 0
    is_delisted: bool = False


@dataclass
class Voucher:
    """A redeemed reward, with its escrow until it is used."""

    id: int
    listing: Listing
    holder: str
    deadline: int
    code: str
    state: int = OPEN


@dataclass
class Cause:
    """Who takes donations."""

    retires: bool
    is_closed: bool = False


@dataclass
class Catalogue:
    """Listings and vouchers, and who may list."""

    admitted: set[str]
    listings: list[Listing] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)

    def escrow(self, year: int) -> int:
        """Credits of a vintage that wait for their vouchers' end."""
        waiting = [each.listing for each in self.vouchers if each.state == OPEN]
        return sum(listing.price for listing in waiting if listing.vintage == year)
