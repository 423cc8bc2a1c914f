"""The methodology: how activity becomes credits. One per vintage, never changed within it; its hash goes on chain."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, Self
from unicodedata import normalize

from eth_utils.crypto import keccak
from pydantic import Field, PrivateAttr, field_validator, model_validator

from abate.credits.policies import COEFFICIENT_SCALE, Policy, policy_named
from abate.credits.rules import BaselineRule, GroupMeanRule, LifeSituation, OwnHistoryRule
from abate.documents import Document, read_document
from abate.emissions.decimals import plain
from abate.fields import Exact
from abate.units import BASIS_POINTS

CANONICAL_PREFIX: Final = b"abate-methodology-1\n"
"""Comes before the canonical form in the hash, so that no other document can have the same one."""


class Methodology(Document):
    """A whole methodology document.

    Attributes:
        name, version: what it is called.
        description: for readers; not part of the hash.
        factor_sets: the only factor sets that may be used.
        policy: "reduction" or "index".
        coefficient: credits per kilogram reduced, or points per index of 1; up to 6 decimals.
        reserve_share: withheld for corrections, as a fraction; up to 4 decimals.
        rounding: emissions and baseline are each rounded once, half to even, to grams.
        coverage_threshold: share of a month's readings below which the month earns nothing.
        baseline: the rules, summed.
        life_situation: multipliers that the rules name in ``scale``.
    """

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    description: str = ""
    factor_sets: tuple[str, ...] = Field(min_length=1)
    policy: Literal["reduction", "index"] = "reduction"
    coefficient: Exact = Decimal(1)
    reserve_share: Exact
    rounding: Literal["half-even"] = "half-even"
    coverage_threshold: Exact = Decimal(1)
    baseline: tuple[BaselineRule, ...] = Field(min_length=1)
    life_situation: dict[str, LifeSituation] = Field(default_factory=dict)
    _path: Path = PrivateAttr(default=Path())

    @field_validator("coefficient")
    @classmethod
    def _fixed_point(cls, coefficient: Decimal) -> Decimal:
        units = coefficient * COEFFICIENT_SCALE
        if units != int(units) or not 0 < units < 2**32:
            raise ValueError(f"{coefficient} must be above 0, below 4294.967296 and have at most 6 decimals")
        return coefficient

    @field_validator("reserve_share")
    @classmethod
    def _basis_points(cls, share: Decimal) -> Decimal:
        if share * BASIS_POINTS != int(share * BASIS_POINTS) or share >= 1:
            raise ValueError(f'{share} must be below 1 and have at most 4 decimals ("0.03" is 3 %)')
        return share

    @field_validator("coverage_threshold")
    @classmethod
    def _share(cls, threshold: Decimal) -> Decimal:
        if not 0 < threshold <= 1:
            raise ValueError(f"{threshold} must be above 0 and at most 1")
        return threshold

    @model_validator(mode="after")
    def _rules_agree(self) -> Self:
        taken: set[str] = set()
        for rule in self.baseline:
            for name in rule.scale:
                if name not in self.life_situation:
                    raise ValueError(f"scale names life_situation.{name}, which is not there")
            if len(self.baseline) > 1 and not rule.categories:
                raise ValueError("with several baseline rules each needs its categories")
            factor = getattr(rule, "factor", None)
            if factor is not None and factor.split("/")[0] not in self.factor_sets:
                raise ValueError(f"{factor!r} is of no set in factor_sets")
            for category in rule.categories:
                if category in taken:
                    raise ValueError(f"{category} falls under two baseline rules")
                taken.add(category)
        return self

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

    @property
    def scope(self) -> frozenset[str]:
        """The categories that count; empty for all. Activity outside of them is left out on both sides."""
        return frozenset(category for rule in self.baseline for category in rule.categories)

    @property
    def looks_back(self) -> bool:
        """Whether a rule needs the same months a year earlier."""
        return any(
            isinstance(rule, OwnHistoryRule) or (isinstance(rule, GroupMeanRule) and rule.years_back == 1)
            for rule in self.baseline
        )

    @property
    def reserve_share_bps(self) -> int:
        """The reserve share in basis points."""
        return int(self.reserve_share * BASIS_POINTS)

    @property
    def coefficient_units(self) -> int:
        """The coefficient with 6 decimals, as the policy contract takes it."""
        return int(self.coefficient * COEFFICIENT_SCALE)

    @property
    def credit_policy(self) -> Policy:
        """The policy's formula, a mirror of the contract."""
        return policy_named(self.policy)(self.coefficient_units)

    @property
    def canonical_form(self) -> str:
        """The methodology as JSON: all keys, sorted, with defaults; no spaces; decimals as shortest plain strings."""
        content = self.model_dump(exclude={"description"})
        return json.dumps(_canonical(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def methodology_id(self) -> bytes:
        """keccak256 of ``abate-methodology-1``, a line feed and the canonical form in UTF-8 (NFC)."""
        return bytes(keccak(CANONICAL_PREFIX + normalize("NFC", self.canonical_form).encode()))


def load_methodology(path: Path | str) -> Methodology:
    """Read a methodology document.

    Raises:
        InputError: one line that names the file and the key that is wrong.
    """
    methodology = read_document(path, Methodology)
    methodology._path = Path(path)
    return methodology


def _canonical(value: Any) -> Any:
    """Decimals as strings, tuples as lists; a baseline set is its name and hash already."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return {key: _canonical(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(inner) for inner in value]
    return value
