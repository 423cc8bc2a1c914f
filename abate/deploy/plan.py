"""What a programme's document means for the contracts: which ones, and with which constructor arguments."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self, cast

from eth_typing import ChecksumAddress

from abate.credits.methodology import Methodology, load_methodology
from abate.errors import InputError
from abate.programme import Programme, load_programme

POLICY_CONTRACTS: Final = {"reduction": "ReductionPolicy", "index": "IndexPolicy"}
UINT32_MAX: Final = 2**32 - 1


LOCAL_CURRENCY: Final = ("LOC", 6)
"""Symbol and decimals of the contract ``LocalCurrency``."""


@dataclass(frozen=True)
class Plan:
    """A programme with its methodology, ready to deploy.

    Attributes:
        programme: the programme's document.
        methodology: the one it names.
    """

    programme: Programme
    methodology: Methodology

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """Read a programme and the methodology that it names.

        Raises:
            InputError: one line that names the file and the key that is wrong.
        """
        programme = load_programme(path)
        return cls(programme, load_methodology(programme.methodology))

    def __post_init__(self) -> None:
        """Check what only the contracts limit."""
        if self.methodology.coefficient_units > UINT32_MAX:
            raise InputError(
                f"{self.methodology.coefficient} is above what the policy contract holds (4294.967295)",
                file=self.programme.methodology,
                field="coefficient",
            )

    @property
    def operators(self) -> list[ChecksumAddress]:
        """The first operator set in ascending order, as the oracle wants it."""
        return cast(list[ChecksumAddress], sorted(self.programme.oracle.operators, key=lambda each: int(each, 16)))

    @property
    def policy_contract(self) -> str:
        """Name of the contract that holds the methodology's formula."""
        return POLICY_CONTRACTS[self.methodology.policy]

    @property
    def policy_arguments(self) -> list[Any]:
        """Constructor arguments of the policy."""
        return [self.methodology.coefficient_units]

    def oracle_arguments(
        self,
        factory: str,
        policy: str,
        registry_factory: str,
        challenges_factory: str,
        demands_factory: str,
        disputes_factory: str,
        currency: str,
    ) -> list[Any]:
        """Constructor arguments of the oracle: its whole configuration.

        The programme's methodology is active and its operators are admitted from the start; the admission delay is
        for whatever comes later.
        """
        settings, bonds, units = self.programme.oracle, self.programme.bonds, self.programme.currency.units
        demands, disputes = self.programme.demands, self.programme.disputes
        terms = {
            "id": self.methodology.methodology_id,
            "policy": policy,
            "reserveShareBps": self.methodology.reserve_share_bps,
        }
        config = {
            "owner": settings.owner,
            "guardian": settings.guardian,
            "operators": self.operators,
            "quorum": settings.quorum,
            "challengeWindow": settings.challenge_window,
            "admissionDelay": settings.admission_delay,
            "closingDelay": settings.closing_delay,
            "creditFactory": factory,
            "registryFactory": registry_factory,
            "challengesFactory": challenges_factory,
            "demandsFactory": demands_factory,
            "disputesFactory": disputes_factory,
            "bonds": {
                "currency": currency,
                "size": units(bonds.size),
                "slice": units(bonds.slice),
                "unbonding": bonds.unbonding,
                "suspension": bonds.suspension,
            },
            "demands": {
                "bond": units(demands.bond),
                "demandTime": demands.demand_time,
                "answerTime": demands.answer_time,
                "provingTime": demands.proving_time,
            },
            "disputes": {
                "arbiter": disputes.arbiter,
                "stake": units(disputes.stake),
                "defenceTime": disputes.defence_time,
                "rulingTime": disputes.ruling_time,
            },
            "gramsPerBond": bonds.grams_per_bond,
            "methodologies": [terms],
        }
        return [config]

    @property
    def currency_contract(self) -> str:
        """Which contract is the currency of a local network: one with the programme's own name, where it has one."""
        currency = self.programme.currency
        return "LocalCurrency" if (currency.symbol, currency.decimals) == LOCAL_CURRENCY else "NamedCurrency"

    @property
    def currency_arguments(self) -> list[Any]:
        """Its constructor arguments: symbol and decimals, where it takes them."""
        currency = self.programme.currency
        return [] if self.currency_contract == "LocalCurrency" else [currency.symbol, currency.decimals]

    def auction_arguments(self, credit: str, currency: str, certificate: str) -> list[Any]:
        """Constructor arguments of the auction: its whole configuration."""
        terms = self.programme.terms
        config = {
            "credit": credit,
            "currency": currency,
            "lotGrams": terms.lot_grams,
            "referenceBaseline": terms.reference_baseline,
            "unitValue": terms.unit_value,
            "floorPrice": terms.floor_price,
            "capPrice": terms.cap_price,
            "tickSize": terms.tick_size,
            "ticks": terms.ticks,
            "minimumSupply": terms.minimum_supply,
            "consignmentTime": terms.consignment_time,
            "biddingTime": terms.bidding_time,
            "extension": terms.extension,
            "extensions": terms.extensions,
            "clampLowBps": terms.clamp[0],
            "clampHighBps": terms.clamp[1],
            "minimumBidBps": terms.minimum_bid,
            "purchaseLimitBps": terms.purchase_limit,
            "certificate": certificate,
        }
        return [config]

    def catalogue_arguments(self, certificate: str) -> list[Any]:
        """Constructor arguments of the catalogue: certificates and first partners."""
        return [certificate, list(self.programme.rewards.partners)]

    def donations_arguments(self, certificate: str) -> list[Any]:
        """Constructor arguments of the donations: certificates and first causes."""
        return [certificate, list(self.programme.rewards.causes)]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over everything that is deployed: a resumed deployment must have the same."""
        nowhere = ""
        parts = [
            self.programme.name,
            self.programme.vintage,
            self.programme.currency.model_dump(mode="json"),
            self.policy_contract,
            self.policy_arguments,
            self.oracle_arguments(*[nowhere] * 7),
            self.auction_arguments(nowhere, nowhere, nowhere),
            self.catalogue_arguments(nowhere),
            self.donations_arguments(nowhere),
        ]
        return hashlib.sha256(json.dumps(plain(parts), sort_keys=True).encode()).hexdigest()


def plain(value: Any) -> Any:
    """Constructor arguments as JSON holds them: bytes as 0x texts."""
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value
