"""Public baselines by region and year: ``data/baselines/<set>/`` with ``baselines.csv`` and ``source.toml``.

The CSV has one row per published figure, its first columns being

    region    the publisher's key of a region (a GSS code, a country)
    year      the year of the figures
    category  electricity, gas, heat, transport, food
    name      the region's or the item's name, for readers
    unit      of the figures: a unit of activity, or "kg CO2e" where they are emissions

and one more column for each statistic (``mean``, ``median``), its numbers exactly as published, per year. Rows of
the same region, year and category add up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from eth_utils.crypto import keccak
from pydantic import ValidationInfo

from abate.documents import Document, read_document
from abate.emissions.decimals import plain
from abate.errors import InputError
from abate.fields import exact_decimal

BASELINES: Final = Path(__file__).parents[2] / "data" / "baselines"
"""The baseline sets that come with Abate."""

_KEYS: Final = ("region", "year", "category", "name", "unit")


class BaselineSource(Document):
    """Publisher, version and licence of a baseline set."""

    publisher: str
    title: str
    version: str
    licence: str
    attribution: str
    of: str
    """Whose yearly amount a figure is: a meter, a person, a household."""
    retrieved_from: str
    changes: str
    """Every change made to the published table."""


@dataclass(frozen=True)
class BaselineSet:
    """A baseline set, read when it is first asked for."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @cached_property
    def source(self) -> BaselineSource:
        """Where it comes from.

        Raises:
            InputError: ``source.toml`` has an unknown, missing or wrong key.
        """
        return read_document(self.folder / "source.toml", BaselineSource)

    @cached_property
    def hash(self) -> bytes:
        """keccak256 of the canonical form: ``abate-baseline-set-1`` and one line for each figure, sorted.

        A line is ``region|year|category|statistic|unit|number``, ended by a line feed; a number is its shortest plain
        text.
        """
        lines = sorted("|".join((*map(str, key), unit, plain(amount))) for key, (amount, unit) in self.figures.items())
        return bytes(keccak(text="\n".join(["abate-baseline-set-1", *lines]) + "\n"))

    def per_year(self, region: str, year: int, category: str, statistic: str) -> tuple[Decimal, str]:
        """The yearly amount and its unit.

        Raises:
            InputError: the set does not have it; the line says what it has.
        """
        found = self.figures.get((region, year, category, statistic))
        if found is not None:
            return found
        file = self.folder / "baselines.csv"
        same = [key for key in self.figures if key[0] == region]
        if not same:
            raise InputError(f"no region {region!r}", file=file, mend="regions are listed in its first column")
        if statistic not in {key[3] for key in self.figures}:
            known = ", ".join(sorted({key[3] for key in self.figures}))
            raise InputError(f"no statistic {statistic!r}", file=file, mend=f"it has {known}")
        years = ", ".join(str(key[1]) for key in sorted(same) if key[2:] == (category, statistic))
        raise InputError(
            f"no {category} of {year} for region {region!r}",
            file=file,
            mend=f"it has {years}; year in the methodology chooses one" if years else f"it has no {category} there",
        )

    @cached_property
    def figures(self) -> dict[tuple[str, int, str, str], tuple[Decimal, str]]:
        """Amount per year and unit, by region, year, category and statistic.

        Raises:
            InputError: a row of the table is wrong; file, line and column are named.
        """
        file = self.folder / "baselines.csv"
        found: dict[tuple[str, int, str, str], tuple[Decimal, str]] = {}
        try:
            with file.open(encoding="utf-8", newline="") as table:
                reader = csv.DictReader(table)
                statistics = (reader.fieldnames or [])[len(_KEYS) :]
                if tuple((reader.fieldnames or [])[: len(_KEYS)]) != _KEYS or not statistics:
                    raise InputError(f"the columns must be {', '.join(_KEYS)} and one for each statistic", file=file)
                for row in reader:
                    if None in row or None in row.values():
                        raise InputError("has not as many fields as the header", file=file, row=reader.line_num)
                    for statistic in statistics:
                        _add(found, row, statistic, file, reader.line_num)
        except OSError as problem:
            raise InputError(f"cannot be read ({problem.strerror})", file=file) from problem
        return found


def _add(
    found: dict[tuple[str, int, str, str], tuple[Decimal, str]],
    row: dict[str, str],
    statistic: str,
    file: Path,
    line: int,
) -> None:
    try:
        amount, year = exact_decimal(row[statistic]), int(row["year"])
    except (ValueError, TypeError) as problem:
        raise InputError(str(problem), file=file, row=line, field=statistic) from None
    key = (row["region"], year, row["category"], statistic)
    before, unit = found.get(key, (Decimal(0), row["unit"]))
    if unit != row["unit"]:
        raise InputError(f"{row['unit']!r} and {unit!r} cannot be added", file=file, row=line, field="unit")
    found[key] = (before + amount, unit)


def baseline_set(value: Any, info: ValidationInfo) -> BaselineSet:
    """The set of that name: a folder beside the methodology, or one that comes with Abate.

    Raises:
        ValueError: there is none; the text lists those that come with Abate.
    """
    beside: Path = (info.context or {}).get("folder", Path())
    for folder in (beside / str(value), BASELINES / str(value)):
        if (folder / "source.toml").is_file():
            return BaselineSet(folder.resolve())
    known = ", ".join(sorted(file.parent.name for file in BASELINES.glob("*/source.toml")))
    raise ValueError(f"there is no baseline set {value!r} (there are {known})")
