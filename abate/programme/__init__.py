"""The programme: what a city, an employer or a transit authority decides when it runs Abate.

It is written as a TOML document; ``programmes/demo/programme.toml`` is an example, ``docs/concepts.md`` explains it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final, Self

from pydantic import Field, model_validator

from abate.documents import Document, read_document
from abate.fields import FileName
from abate.programme.auction import AuctionSettings, AuctionTerms
from abate.programme.bonds import BondSettings
from abate.programme.currency import Currency
from abate.programme.demands import DemandSettings
from abate.programme.disputes import DisputeSettings
from abate.programme.oracle import OracleSettings
from abate.programme.rewards import RewardSettings
from abate.programme.simulation import SimulatedHome, Simulation

__all__ = [
    "AuctionSettings",
    "AuctionTerms",
    "BondSettings",
    "Currency",
    "DemandSettings",
    "DisputeSettings",
    "OracleSettings",
    "Programme",
    "RewardSettings",
    "SimulatedHome",
    "Simulation",
    "load_programme",
]

MAX_DELAY: Final = 366 * 86_400
"""Seconds that the contracts let anybody wait for a batch, a role or a bond."""
MAX_CLOSING_DELAY: Final = 3660 * 86_400


class Programme(Document):
    """A whole programme document.

    Attributes:
        name: what the programme is called.
        vintage: the year whose credits it issues.
        methodology, manifest: files, relative to the programme's own.
        currency, oracle, bonds, demands, disputes, auction: what is deployed.
        rewards: partners and causes that are admitted from the start.
        simulation: only in a demonstration.
    """

    name: str = Field(min_length=1)
    vintage: int = Field(ge=1990, le=9999)
    methodology: FileName
    manifest: FileName
    currency: Currency
    oracle: OracleSettings
    bonds: BondSettings
    demands: DemandSettings
    disputes: DisputeSettings
    auction: AuctionSettings
    rewards: RewardSettings = RewardSettings()
    simulation: Simulation | None = None

    @cached_property
    def terms(self) -> AuctionTerms:
        """The auction's settings in base units of the currency."""
        return self.auction.terms(self.currency)

    @property
    def maximum_delay(self) -> int:
        """Seconds by which demands and disputes postpone a batch's finality at most."""
        return max(self.disputes.ruling_time, self.demands.open_time - self.oracle.challenge_window)

    @model_validator(mode="after")
    def _waits_fit_together(self) -> Self:
        window = self.oracle.challenge_window
        if self.demands.demand_time >= window:
            raise ValueError("demands.demand_time must be shorter than oracle.challenge_window")
        longest = window + self.maximum_delay
        finality = f"{longest} s, the longest way from posting to finality (challenge_window and the longest delay)"
        for name in ("admission_delay", "closing_delay"):
            if getattr(self.oracle, name) <= longest:
                raise ValueError(f"oracle.{name} must be longer than {finality}")
        if self.bonds.unbonding <= 2 * longest:
            raise ValueError(f"bonds.unbonding must be longer than twice {finality}")
        return self

    @model_validator(mode="after")
    def _nobody_gains_by_disputing_the_own_batch(self) -> Self:
        if self.disputes.stake > self.bonds.slice:
            raise ValueError("disputes.stake must be at most bonds.slice, or a signer could earn by its own batch")
        return self

    @model_validator(mode="after")
    def _waits_end(self) -> Self:
        waits = {
            "oracle.challenge_window": self.oracle.challenge_window,
            "oracle.admission_delay": self.oracle.admission_delay,
            "bonds.unbonding": self.bonds.unbonding,
            "bonds.suspension": self.bonds.suspension,
            "demands.proving_time": self.demands.proving_time,
            "disputes.ruling_time": self.disputes.ruling_time,
        }
        for name, wait in waits.items():
            if wait > MAX_DELAY:
                raise ValueError(f"{name} is longer than 366 days")
        if self.oracle.closing_delay > MAX_CLOSING_DELAY:
            raise ValueError("oracle.closing_delay is longer than 3660 days")
        return self

    @model_validator(mode="after")
    def _arbiter_is_nobody_it_rules_on(self) -> Self:
        if self.disputes.arbiter in self.oracle.operators:
            raise ValueError(f"disputes.arbiter {self.disputes.arbiter} is one of the operators that it would rule on")
        return self

    @model_validator(mode="after")
    def _prices_exact(self) -> Self:
        self.currency.units(self.bonds.size)
        self.currency.units(self.bonds.slice)
        self.currency.units(self.demands.bond)
        self.currency.units(self.disputes.stake)
        self.auction.terms(self.currency)  # raises where a price cannot be expressed
        if self.simulation is not None:
            self.simulation.check_operators(len(self.oracle.operators), self.oracle.quorum)
            self.simulation.check_admitted(self.rewards.partners, self.rewards.causes)
            for price in self.simulation.prices:
                self.currency.units(price)
        return self


def load_programme(path: Path | str) -> Programme:
    """Read a programme document.

    Raises:
        InputError: one line that names the file and the key that is wrong.
    """
    return read_document(path, Programme)
