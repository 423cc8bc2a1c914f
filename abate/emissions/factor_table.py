"""Reads the two files of a factor set and refuses what is not complete and exact."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from abate.documents import read_document
from abate.emissions.factor_source import FactorSource
from abate.emissions.quantities import UNITS, conversion
from abate.errors import InputError

COLUMNS: Final = ("factor", "year", "title", "unit", "gas", "mass", "value", "origin")
MASSES: Final = ("kg", "g", "lb")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One published number."""

    factor: str
    year: int
    title: str
    unit: str
    gas: str
    mass: str
    value: Decimal
    origin: str

    def kg(self, gwp: Mapping[str, Decimal]) -> Decimal:
        """Kilograms of CO2e that this number stands for, exact."""
        potential = Decimal(1) if self.gas in ("CO2", "CO2e") else gwp[self.gas]
        return self.value * conversion(self.mass, "kg") * potential


def read_source(path: Path) -> FactorSource:
    """The set's ``source.toml``."""
    return read_document(path, FactorSource)


def read_rows(path: Path, source: FactorSource) -> tuple[FactorRow, ...]:
    """The rows of the set's ``factors.csv``; lines that begin with ``#`` are comments.

    Raises:
        InputError: a column is missing, a field is blank or not what it must be, a number stands twice, or a gas has no
            warming potential in ``source``.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise InputError("this file is missing", file=path) from None
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    table = list(csv.reader(line for _, line in numbered))
    if not table or tuple(table[0]) != COLUMNS:
        raise InputError("the columns must be " + ",".join(COLUMNS), file=path, row=numbered[0][0] if numbered else 1)
    rows = [
        _row(dict(zip(COLUMNS, fields, strict=False)), source, path, number)
        for fields, (number, _) in zip(table[1:], numbered[1:], strict=True)
    ]
    _refuse_doubles(rows, path, [number for number, _ in numbered[1:]])
    return tuple(rows)


def _row(fields: dict[str, str], source: FactorSource, path: Path, number: int) -> FactorRow:
    def refuse(field: str, what: str) -> InputError:
        return InputError(what, file=path, row=number, field=field)

    for field in COLUMNS:
        if not fields.get(field, "").strip():
            raise refuse(field, "is blank")
    if not _NAME.fullmatch(fields["factor"]):
        raise refuse("factor", f"{fields['factor']!r} is not lower case letters, digits and single hyphens")
    if not fields["year"].isdigit() or not source.valid_years[0] <= int(fields["year"]) <= source.valid_years[1]:
        raise refuse("year", f"{fields['year']!r} is not a year within {source.valid_years[0]}-{source.valid_years[1]}")
    if fields["unit"] not in UNITS:
        raise refuse("unit", f"unknown unit {fields['unit']!r}")
    if fields["mass"] not in MASSES:
        raise refuse("mass", f"{fields['mass']!r} is none of {', '.join(MASSES)}")
    if fields["gas"] not in ("CO2", "CO2e") and fields["gas"] not in source.gwp:
        raise refuse("gas", f"{fields['gas']!r} is neither CO2, CO2e nor a gas with a warming potential in source.toml")
    if source.gases == "CO2" and fields["gas"] != "CO2":
        raise refuse("gas", f"{fields['gas']!r} in a set that counts CO2 alone")
    if not _NUMBER.fullmatch(fields["value"]):
        raise refuse("value", f"{fields['value']!r} is not a plain number")
    return FactorRow(
        fields["factor"], int(fields["year"]), fields["title"], fields["unit"],
        fields["gas"], fields["mass"], Decimal(fields["value"]), fields["origin"],
    )  # fmt: skip


def _refuse_doubles(rows: list[FactorRow], path: Path, numbers: list[int]) -> None:
    gases: dict[tuple[str, int, str], set[str]] = {}
    for row, number in zip(rows, numbers, strict=True):
        known = gases.setdefault((row.factor, row.year, row.unit), set())
        if row.gas in known or (known and "CO2e" in {row.gas, *known}):
            raise InputError(
                f"{row.factor} of {row.year} per {row.unit} counts {row.gas} twice", file=path, row=number, field="gas"
            )
        known.add(row.gas)
