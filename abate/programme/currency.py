"""The currency that a programme's credits are auctioned in."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document
from abate.fields import Address
from abate.units import CurrencyUnits


class Currency(Document):
    """An ERC-20 with 6 to 8 decimals and no fee on transfer.

    Attributes:
        local: true on local networks, where the deployment brings its own permit token.
        address: the token elsewhere.
        symbol: how prices are shown.
        decimals: of its base unit.
    """

    local: bool = False
    address: Address | None = None
    symbol: str = Field(min_length=1, max_length=11)
    decimals: int = Field(ge=6, le=8)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.local == (self.address is not None):
            raise ValueError("either local = true or an address, not both")
        return self

    def units(self, amount: Decimal) -> CurrencyUnits:
        """An amount of the currency in its base units.

        Raises:
            ValueError: the amount has more decimals than the currency.
        """
        scaled = amount.scaleb(self.decimals)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{amount} has more than the {self.decimals} decimals of {self.symbol}")
        return CurrencyUnits(int(scaled))

    def text(self, units: int) -> str:
        """Base units as an amount with all decimals, exact."""
        return f"{Decimal(units).scaleb(-self.decimals):.{self.decimals}f}"
