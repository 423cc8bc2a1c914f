"""The manifest: a TOML file that says where activity data lies and how to read it.

``docs/activity-data.md`` explains every key with an example. A new data source needs a manifest and no code.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, field_validator, model_validator

from abate.documents import Document, read_document
from abate.emissions.factors import factor_pattern
from abate.emissions.period import Period, parse_zone
from abate.emissions.quantities import unit
from abate.errors import InputError


def _exact(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("write the number as a whole number or as a string, so that it stays exact")
    try:
        number = Decimal(value)
    except ArithmeticError:
        raise ValueError(f"{value!r} is not a number") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{value!r} is not a number of zero or more")
    return number


def _texts(value: object) -> object:
    return [value] if isinstance(value, str) else value


Exact = Annotated[Decimal, BeforeValidator(_exact)]
Told = TypeVar("Told")
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Category = Literal["electricity", "gas", "heat", "transport", "food"]


class Source(Document):
    """One ``[[source]]``: a file of readings of one kind and unit."""

    # whose
    person: str | None = None
    person_column: str | None = None
    source_id: str | None = None
    source_columns: Texts = ()

    # what
    file: str
    separator: str = Field(default=",", min_length=1, max_length=1)
    decimal: Literal[".", ","] = "."
    category: Category
    kind: Literal["interval", "register", "total"]
    value: str
    unit: str
    missing: Texts = ()
    maximum: Exact | None = None
    where: dict[str, Texts] = Field(default_factory=dict)

    # when
    time: str | None = None
    time_format: str | None = None
    timezone: str | None = None
    label: Literal["start", "end"] = "start"
    midnight: Literal["starts-day", "ends-day"] = "starts-day"
    period: str | None = None
    period_column: str | None = None
    sampled_days_column: str | None = None

    # how complete
    complete_column: str | None = None
    coverage_column: str | None = None
    coverage_expected: Exact | None = None
    longest_zero_run_hours: int | None = Field(default=None, ge=1)
    duplicates: Literal["first", "last", "largest", "smallest", "all"] | None = None

    # at which factor
    factor: str | None = None
    factor_year: int | None = None
    factor_columns: Texts = ()
    factor_map: str | None = None
    factor_match: Literal["exact", "longest-prefix"] = "exact"
    unmapped: Literal["error", "drop"] = "error"

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, name: str) -> str:
        return _told(lambda: unit(name).name)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        _told(lambda: parse_zone(name))
        return name

    @field_validator("period")
    @classmethod
    def _known_period(cls, text: str) -> str:
        return _told(lambda: str(Period.parse(text)))

    @field_validator("factor")
    @classmethod
    def _known_pattern(cls, pattern: str | None) -> str | None:
        return None if pattern is None else _told(lambda: factor_pattern(pattern))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        _one_of(self, "person", "person_column")
        _one_of(self, "factor", "factor_map")
        if self.kind == "total":
            _one_of(self, "period", "period_column", "time")
        else:
            _needs(self, f'kind = "{self.kind}"', "time")
            _only_with(self, 'kind = "total"', "period", "period_column", "sampled_days_column")
            if self.duplicates == "all":
                raise ValueError('duplicates = "all" goes only with kind = "total"')
        if self.kind == "register":
            _only_with(self, 'kind = "interval" or "total"', "complete_column", "coverage_column")
        if self.kind != "interval":
            _only_with(self, 'kind = "interval"', "longest_zero_run_hours")
            if self.label == "end":
                raise ValueError('label = "end" goes only with kind = "interval"')
        if self.time is None:
            _only_with(self, "time", "time_format", "timezone")
        elif self.timezone is None:
            raise ValueError("time needs a timezone")
        if self.factor_map is not None:
            _needs(self, "factor_map", "factor_columns")
        else:
            _only_with(self, "factor_map", "factor_columns")
        if self.coverage_column is not None and not self.coverage_expected:
            raise ValueError("coverage_column needs a coverage_expected above zero")
        if self.coverage_column is None:
            _only_with(self, "coverage_column", "coverage_expected")
        if self.sampled_days_column is not None:
            _needs(self, "sampled_days_column", "period")
        return self

    def columns(self) -> tuple[str, ...]:
        """Every column of the file that the manifest names, each once."""
        named = [
            self.person_column, *self.source_columns, self.time, self.period_column, self.value, self.complete_column,
            self.coverage_column, self.sampled_days_column, *self.factor_columns, *self.where,
        ]  # fmt: skip
        return tuple(dict.fromkeys(name for name in named if name))


class Manifest(Document):
    """A whole manifest. ``path`` is the file it was read from."""

    title: str = ""
    attribution: str = ""
    """Whose data these are, and under which licence."""
    obtain: str = ""
    """How to get the data files where they do not come with the manifest; told when one is missing."""
    period_timezone: str
    people: str | None = None
    people_column: str = "person"
    without_rows: Literal["absent", "zero"] = "absent"
    """What a person of ``people`` without any row is: absent (unknown), or known to have emitted nothing."""
    source: tuple[Source, ...] = Field(min_length=1)
    _path: Path = PrivateAttr(default=Path())

    @field_validator("period_timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        _told(lambda: parse_zone(name))
        return name

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.without_rows == "zero":
            _needs(self, 'without_rows = "zero"', "people")
        return self

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its ``[[source]]`` blocks, in order."""
        return self.source

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

    @property
    def folder(self) -> Path:
        """The folder that its file names are relative to."""
        return self._path.parent


def load_manifest(path: Path) -> Manifest:
    """Read and check a manifest; the data files are not opened yet.

    Raises:
        InputError: no such file, not TOML, an unknown or missing key, a value that is not allowed, or keys that do not
            go together; file and key are named.
    """
    manifest = read_document(path, Manifest)
    manifest._path = path
    return manifest


def _told(check: Callable[[], Told]) -> Told:
    """``check()``, with Abate's error turned into the one that pydantic collects."""
    try:
        return check()
    except InputError as problem:
        raise ValueError(str(problem)) from None


def _given(keys: BaseModel, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(keys, name) not in (None, (), "")]


def _one_of(keys: BaseModel, *names: str) -> None:
    given = _given(keys, names)
    if len(given) != 1:
        raise ValueError(f"give exactly one of {', '.join(names)}" + (f", not {' and '.join(given)}" if given else ""))


def _needs(keys: BaseModel, because: str, *names: str) -> None:
    for name in names:
        if not _given(keys, (name,)):
            raise ValueError(f"{because} needs {name}")


def _only_with(keys: BaseModel, needed: str, *names: str) -> None:
    given = _given(keys, names)
    if given:
        raise ValueError(f"{given[0]} goes only with {needed}")
