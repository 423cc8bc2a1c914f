"""Results that allowance auctions published, shipped in ``data/markets``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from abate.config import REPOSITORY

RGGI: Final = REPOSITORY / "data" / "markets" / "rggi" / "auctions.csv"


@dataclass(frozen=True)
class PublishedAuction:
    """What one auction published; quantities in allowances, prices in dollars per allowance.

    Attributes:
        number: the auction's.
        date: the day it was held.
        offered, sold: allowances.
        clearing_price: what all winners paid.
        ratio_of_bids: allowances bid for by allowances offered.
        bidders: how many bid.
        reserve_price: the lowest price; None where the source does not say.
        highest_bid: the highest limit price; None where the source does not say.
    """

    number: int
    date: date
    offered: int
    sold: int
    clearing_price: Decimal
    ratio_of_bids: Decimal
    bidders: int
    reserve_price: Decimal | None
    highest_bid: Decimal | None

    @property
    def is_undersubscribed(self) -> bool:
        """Whether allowances were left over; all were then sold at the reserve price."""
        return self.sold < self.offered


def load_auctions(path: Path = RGGI) -> list[PublishedAuction]:
    """All auctions of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_auction(row) for row in csv.DictReader(lines)]


def _auction(row: dict[str, str]) -> PublishedAuction:
    return PublishedAuction(
        number=int(row["auction"]),
        date=date.fromisoformat(row["date"]),
        offered=int(row["offered"]),
        sold=int(row["sold"]),
        clearing_price=Decimal(row["clearing_price"]),
        ratio_of_bids=Decimal(row["ratio_of_bids"]),
        bidders=int(row["bidders"]),
        reserve_price=_price(row["reserve_price"]),
        highest_bid=_price(row["highest_bid"]),
    )


def _price(text: str) -> Decimal | None:
    return Decimal(text) if text else None
