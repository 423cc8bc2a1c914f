"""People's life situations: what each person's baseline is multiplied by, and which group and region they are of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl

from abate.credits.rules import LifeSituation, Rule
from abate.emissions import Manifest
from abate.emissions.readers.table import read_people
from abate.errors import InputError

TIMES = pl.Decimal(38, 12)


@dataclass(frozen=True)
class People:
    """The manifest's people file, if it has one; all columns are text."""

    frame: pl.DataFrame | None
    file: Path

    @classmethod
    def of(cls, manifest: Manifest) -> People:
        """The people of a manifest.

        Raises:
            InputError: the file or its person column is missing, or somebody stands in it twice.
        """
        return cls(read_people(manifest), manifest.folder / manifest.people if manifest.people else manifest.path)

    def column(self, name: str) -> pl.DataFrame:
        """``person`` and ``value``: one column of the people file.

        Raises:
            InputError: there is no people file, or it has no such column.
        """
        if self.frame is None:
            raise InputError(
                f"the methodology needs {name!r} of each person", file=self.file, mend="name a people file"
            )
        if name not in self.frame.columns:
            raise InputError(f"no column {name!r}", file=self.file, mend=f"it has {', '.join(self.frame.columns)}")
        return self.frame.select("person", pl.col(name).alias("value"))

    def times(self, rule: Rule, situations: dict[str, LifeSituation]) -> pl.DataFrame | None:
        """``person`` and ``times``: the product of the rule's multipliers; None where it is not scaled.

        Raises:
            InputError: a value has no multiplier; file, line and column are named.
        """
        if not rule.scale:
            return None
        product: pl.DataFrame | None = None
        for name in rule.scale:
            situation = situations[name]
            values = self.column(situation.column)
            table = {value: self._multiplier(situation, value) for value in values["value"].unique()}
            each = values.select(
                "person",
                pl.col("value").replace_strict(list(table), list(table.values()), return_dtype=TIMES).alias("times"),
            )
            if product is None:
                product = each
            else:
                product = product.join(each, on="person", suffix="_2").select(
                    "person", (pl.col("times") * pl.col("times_2")).cast(TIMES).alias("times")
                )
        return product

    def _multiplier(self, situation: LifeSituation, value: str) -> Decimal:
        try:
            return situation.multiplier(value)
        except ValueError as problem:
            rows = self.column(situation.column)["value"]
            line = int((rows == value).arg_max() or 0) + 2
            raise InputError(str(problem), file=self.file, row=line, field=situation.column) from None
