"""The programme: what a city, an employer or a transit authority decides when it runs Abate.

It is written as a TOML document; ``programmes/demo/programme.toml`` is an example, ``docs/concepts.md`` explains it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from abate.documents import Document, read_document
from abate.fields import FileName
from abate.programme.auction import AuctionSettings, AuctionTerms
from abate.programme.bonds import BondSettings
from abate.programme.currency import Currency
from abate.programme.oracle import OracleSettings
from abate.programme.simulation import SimulatedHome, Simulation

__all__ = [
    "AuctionSettings",
    "AuctionTerms",
    "BondSettings",
    "Currency",
    "OracleSettings",
    "Programme",
    "SimulatedHome",
    "Simulation",
    "load_programme",
]


class Programme(Document):
    """A whole programme document.

    Attributes:
        name: what the programme is called.
        vintage: the year whose credits it issues.
        methodology, manifest: files, relative to the programme's own.
        currency, oracle, bonds, auction: what is deployed.
        simulation: only in a demonstration.
    """

    name: str = Field(min_length=1)
    vintage: int = Field(ge=1990, le=9999)
    methodology: FileName
    manifest: FileName
    currency: Currency
    oracle: OracleSettings
    bonds: BondSettings
    auction: AuctionSettings
    simulation: Simulation | None = None

    @cached_property
    def terms(self) -> AuctionTerms:
        """The auction's settings in base units of the currency."""
        return self.auction.terms(self.currency)

    @model_validator(mode="after")
    def _unbonding_outlasts_windows(self) -> Self:
        if self.bonds.unbonding <= 2 * self.oracle.challenge_window:
            raise ValueError("bonds.unbonding must be longer than two challenge windows")
        return self

    @model_validator(mode="after")
    def _prices_exact(self) -> Self:
        self.currency.units(self.bonds.size)
        self.currency.units(self.bonds.slice)
        self.auction.terms(self.currency)  # raises where a price cannot be expressed
        if self.simulation is not None:
            self.currency.units(self.simulation.funds)
            for home in self.simulation.home:
                for price in home.limit_prices:
                    self.currency.units(price)
        return self


def load_programme(path: Path | str) -> Programme:
    """Read a programme document.

    Raises:
        InputError: one line that names the file and the key that is wrong.
    """
    return read_document(path, Programme)
