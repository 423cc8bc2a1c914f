"""The settings of a programme's auction, as written and in base units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Duration, Exact
from abate.programme.currency import Currency
from abate.units import BASIS_POINTS, CurrencyUnits, Grams, grams_from_kg

MAXIMUM_TICKS: Final = 2047  # 256 words of 8 ticks, less tick 0
UNIT_VALUE_SCALE: Final = 1_000_000
"""The contract takes the unit value in millionths of a currency base unit."""
_UINT64: Final = 2**64 - 1


@dataclass(frozen=True)
class AuctionTerms:
    """The auction's settings as the contract takes them.

    Attributes:
        lot_grams: grams of a lot.
        reference_baseline: E0 of the opening price, grams.
        unit_value: millionths of a currency base unit per lot per gram of E0.
        floor_price, cap_price: bounds of the opening price, currency base units per lot.
        tick_size: step of the price ladder, currency base units per lot.
        ticks: rungs of the ladder.
        minimum_supply: lots below which a round does not open.
        consignment_time, bidding_time, extension: seconds.
        extensions: how often a bid may extend the end.
        clamp: lowest and highest opening price in basis points of the last clearing price.
        minimum_bid: smallest bid in basis points of the supply.
        purchase_limit: most that one account may bid for, in basis points of the supply.
    """

    lot_grams: Grams
    reference_baseline: Grams
    unit_value: int
    floor_price: CurrencyUnits
    cap_price: CurrencyUnits
    tick_size: CurrencyUnits
    ticks: int
    minimum_supply: int
    consignment_time: int
    bidding_time: int
    extension: int
    extensions: int
    clamp: tuple[int, int]
    minimum_bid: int
    purchase_limit: int


class AuctionSettings(Document):
    """The ``[auction]`` table: prices in the currency per lot, as decimal strings (see AuctionTerms).

    ``clamp``, ``minimum_bid`` and ``purchase_limit`` are fractions: of the last clearing price, and of the supply
    (defaults "0.01" and "1", which is no limit). The limit binds accounts: who has several has it several times.
    """

    lot_grams: int = Field(gt=0, lt=2**32)
    reference_baseline_kg: Exact
    unit_value: Exact
    floor_price: Exact
    cap_price: Exact
    tick_size: Exact
    ticks: int = Field(ge=1, le=MAXIMUM_TICKS)
    # the contract packs a round's supply in 27 bits
    minimum_supply_lots: int = Field(ge=1, lt=2**27)
    consignment_time: Duration = Field(gt=0)
    bidding_time: Duration = Field(gt=0)
    extension: Duration = Field(gt=0)
    extensions: int = Field(ge=0, le=255)
    clamp: tuple[Exact, Exact]
    minimum_bid: Exact = Decimal("0.01")
    purchase_limit: Exact = Decimal(1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 < self.floor_price <= self.cap_price:
            raise ValueError(f"floor_price {self.floor_price} must be above 0 and at most cap_price {self.cap_price}")
        if self.tick_size == 0 or self.unit_value == 0 or self.reference_baseline_kg == 0:
            raise ValueError("tick_size, unit_value and reference_baseline_kg must be above 0")
        low, high = self.clamp
        if not 0 < low <= 1 <= high:
            raise ValueError(f'clamp must enclose 1, for example ["0.8", "1.25"], not {low} and {high}')
        shares = {"minimum_bid": self.minimum_bid, "purchase_limit": self.purchase_limit}
        for key, share in (("clamp", low), ("clamp", high), *shares.items()):
            if share * BASIS_POINTS != int(share * BASIS_POINTS):
                raise ValueError(f"{key} {share} has more than 4 decimals")
        if self.minimum_bid > 1:
            raise ValueError(f"minimum_bid {self.minimum_bid} must be at most 1")
        if self.purchase_limit == 0 or not self.minimum_bid <= self.purchase_limit <= 1:
            raise ValueError(f"purchase_limit {self.purchase_limit} must be above 0, from minimum_bid to 1")
        if self.extension > self.bidding_time:
            raise ValueError("extension must not be longer than bidding_time")
        return self

    def terms(self, currency: Currency) -> AuctionTerms:
        """These settings in base units of `currency`.

        Raises:
            ValueError: a price has more decimals than the currency, or the ladder ends above what 64 bits hold.
        """
        unit_value = self.unit_value.scaleb(currency.decimals) * UNIT_VALUE_SCALE
        if unit_value != int(unit_value) or unit_value > _UINT64:
            raise ValueError(
                f"unit_value {self.unit_value} has more than {currency.decimals + 6} decimals or is too big"
            )
        cap, step = currency.units(self.cap_price), currency.units(self.tick_size)
        if cap + step * self.ticks > _UINT64:
            raise ValueError("cap_price and ticks x tick_size together exceed 64 bits of base units")
        return AuctionTerms(
            lot_grams=Grams(self.lot_grams),
            reference_baseline=grams_from_kg(self.reference_baseline_kg),
            unit_value=int(unit_value),
            floor_price=currency.units(self.floor_price),
            cap_price=cap,
            tick_size=step,
            ticks=self.ticks,
            minimum_supply=self.minimum_supply_lots,
            consignment_time=self.consignment_time,
            bidding_time=self.bidding_time,
            extension=self.extension,
            extensions=self.extensions,
            clamp=(int(self.clamp[0] * BASIS_POINTS), int(self.clamp[1] * BASIS_POINTS)),
            minimum_bid=int(self.minimum_bid * BASIS_POINTS),
            purchase_limit=int(self.purchase_limit * BASIS_POINTS),
        )
