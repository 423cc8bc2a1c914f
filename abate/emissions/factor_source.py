"""What a factor set says about itself: its ``source.toml``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from abate.documents import Document


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError("write the number as a string, so that it stays exact")
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None


class FactorSource(Document):
    """Publisher, version, licence and gas basis of a factor set (``data/factors/<set>/source.toml``)."""

    publisher: str
    title: str
    version: str
    valid_years: tuple[int, int]
    """First and last year that any of its factors holds for."""
    licence: str
    attribution: str
    unit: str
    """In words: what the published figures are masses of, and per what."""
    gases: Literal["CO2", "CO2e"]
    """Whether the factors count carbon dioxide alone or all gases as CO2e."""
    gas_basis: str
    """Which gases, which warming potentials, what part of the life cycle."""
    retrieved_from: str
    changes: str
    """Every change made to the published table."""
    gwp: dict[str, Annotated[Decimal, BeforeValidator(_decimal)]] = Field(default_factory=dict)
    """100-year warming potential of each gas that is published apart."""

    @property
    def citation(self) -> str:
        """Publisher and version in one line."""
        return f"{self.publisher}, {self.version}"
