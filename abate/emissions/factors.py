"""Factor sets: versioned tables of emission factors.

A set is a folder with ``factors.csv`` and ``source.toml``. The CSV has one row per published number:

    factor   name of the factor in lower case and hyphens; with the year it makes the id ``set/year/factor``
    year     the year the factor holds for
    title    the publisher's words
    unit     the unit of activity (``abate.emissions.quantities``)
    gas      CO2, CH4, N2O, or CO2e for the sum as published
    mass     unit of the gas: kg, g or lb
    value    the number, exactly as published
    origin   edition and table it stands in

A factor is the sum of its rows in kilograms, each gas times its warming potential. One name may have several units of
different dimensions (a fuel per kWh and per litre); the activity's unit then chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from abate.emissions.factor_hash import factor_set_hash
from abate.emissions.factor_source import FactorSource
from abate.emissions.factor_table import FactorRow, read_rows, read_source
from abate.emissions.quantities import UNITS, conversion
from abate.errors import InputError

FACTORS = Path(__file__).parents[2] / "data" / "factors"
"""The factor sets that come with Abate."""

_PATTERN = re.compile(r"[a-z0-9-]+/\{year\}/[a-z0-9-]+")
_ID = re.compile(r"([a-z0-9-]+)/(\d{4})/([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Factor:
    """One emission factor: kilograms of gas per unit of activity, in one year."""

    set: str
    year: int
    name: str
    title: str
    unit: str
    kg: Decimal
    """Kilograms of CO2e (of CO2 where the set counts nothing else) per ``unit``, exact."""
    origin: str
    source: str
    """Publisher and version."""

    @property
    def id(self) -> str:
        """``set/year/name``."""
        return f"{self.set}/{self.year}/{self.name}"


@dataclass(frozen=True)
class FactorSet:
    """A factor set: its source, and its factors by name and year."""

    name: str
    source: FactorSource
    rows: tuple[FactorRow, ...]

    @cached_property
    def hash(self) -> bytes:
        """32 bytes, ``factorSetHash`` on chain: see ``abate.emissions.factor_hash``."""
        return factor_set_hash(self.name, self.source, self.rows)

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """All factors, sorted by name, year and unit."""
        sums: dict[tuple[str, int, str], Decimal] = {}
        first: dict[tuple[str, int, str], FactorRow] = {}
        for row in self.rows:
            key = (row.factor, row.year, row.unit)
            sums[key] = sums.get(key, Decimal()) + row.kg(self.source.gwp)
            first.setdefault(key, row)
        return tuple(
            Factor(self.name, year, name, first[key].title, unit, sums[key], first[key].origin, self.source.citation)
            for key in sorted(sums)
            for name, year, unit in [key]
        )

    def factor(self, name: str, year: int, unit: str) -> Factor:
        """The factor of that name and year whose unit is ``unit``, or else the first that ``unit`` converts to.

        Raises:
            InputError: the set has no such name, year or unit, or ``unit`` leaves open which of two kinds is meant (a
                taxi's kilometres or its passenger's); the text lists what it has.
        """
        named = self._by_name.get(name)
        if named is None:
            close = get_close_matches(name, self._by_name, n=5, cutoff=0.4) or list(self._by_name)[:5]
            raise InputError(
                f"factor set {self.name} has no factor {name!r}",
                mend=f"close to it: {', '.join(close)}; `abate factors {self.name}` lists all",
            )
        of_year = [factor for factor in named if factor.year == year]
        if not of_year:
            years = ", ".join(str(known) for known in sorted({factor.year for factor in named}))
            raise InputError(
                f"factor set {self.name} has no {name!r} of {year}", mend=f"it has {years}; factor_year chooses one"
            )
        fitting = [factor for factor in of_year if factor.unit == unit]
        fitting = fitting or [factor for factor in of_year if _converts(unit, factor.unit)]
        kinds = {UNITS[factor.unit].of for factor in fitting}
        if len(kinds) == 1:
            return fitting[0]
        units = ", ".join(factor.unit for factor in of_year)
        what = f"is not per {unit!r}" if not fitting else f"leaves open what {unit!r} is"
        raise InputError(f"{name!r} of factor set {self.name} {what}", mend=f"it is per {units}")

    @cached_property
    def _by_name(self) -> dict[str, list[Factor]]:
        names: dict[str, list[Factor]] = {}
        for factor in self.factors:
            names.setdefault(factor.name, []).append(factor)
        return names


class FactorLibrary:
    """The factor sets below one folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sets: dict[str, FactorSet] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> FactorLibrary:
        """The library in ``folder``, by default the sets that come with Abate.

        Raises:
            InputError: the folder holds no set.
        """
        library = cls(folder or FACTORS)
        if not library.names():
            raise InputError("no factor set here", file=library.folder, mend="a set is a folder with source.toml")
        return library

    def names(self) -> list[str]:
        """Names of the sets, sorted."""
        return sorted(path.parent.name for path in self.folder.glob("*/source.toml"))

    def __iter__(self) -> Iterator[FactorSet]:
        return (self.set(name) for name in self.names())

    def set(self, name: str) -> FactorSet:
        """The set of that name.

        Raises:
            InputError: there is none, or its files do not say what they must.
        """
        if name not in self._sets:
            if name not in self.names():
                raise InputError(f"no factor set {name!r}", mend="there are " + ", ".join(self.names()))
            folder = self.folder / name
            source = read_source(folder / "source.toml")
            self._sets[name] = FactorSet(name, source, read_rows(folder / "factors.csv", source))
        return self._sets[name]

    def factor(self, factor_id: str, unit: str) -> Factor:
        """The factor ``set/year/name`` for an activity measured in ``unit``.

        Raises:
            InputError: there is no such set, name, year or unit, or the id is not written like that.
        """
        found = _ID.fullmatch(factor_id)
        if found is None:
            raise InputError(
                f"{factor_id!r} is not a factor", mend="write set/year/name, such as uk-desnz/2021/natural-gas"
            )
        return self.set(found[1]).factor(found[3], int(found[2]), unit)


def factor_pattern(text: str) -> str:
    """``text`` if it names a factor of a year still open, ``set/{year}/name``.

    Raises:
        InputError: it does not.
    """
    if not _PATTERN.fullmatch(text):
        raise InputError(
            f"{text!r} is not set/{{year}}/name", mend="{year} is the period's year; factor_year chooses another one"
        )
    return text


def _converts(given: str, wanted: str) -> bool:
    try:
        conversion(given, wanted)
    except InputError:
        return False
    return True
