"""Small manifests of one source, and the real command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from abate import cli
from abate.emissions import Manifest, load_manifest

SAMPLES = Path(__file__).parents[3] / "samples"

INTERVAL = {
    "person": "ann", "source_id": "meter", "category": "electricity", "kind": "interval", "time": "t",
    "timezone": "UTC", "value": "kwh", "unit": "kWh", "factor": "uk-desnz/{year}/electricity",
}  # fmt: skip
REGISTER = {**INTERVAL, "kind": "register"}
TOTAL = {
    "person_column": "who", "category": "electricity", "kind": "total", "period_column": "month",
    "value": "kwh", "unit": "kWh", "factor": "uk-desnz/{year}/electricity",
}  # fmt: skip


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def block(keys: dict[str, object]) -> str:
    return "\n[[source]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in keys.items())


@pytest.fixture
def one_source(tmp_path: Path) -> Callable[..., Manifest]:
    """A manifest with one source over the given CSV text; keys set to None are left out."""

    def build(csv: str, base: dict[str, object], zone: str = "UTC", head: str = "", **keys: object) -> Manifest:
        (tmp_path / "data.csv").write_text(csv)
        source = {"file": "data.csv", **base, **keys}
        source = {key: value for key, value in source.items() if value is not None}
        path = tmp_path / "manifest.toml"
        path.write_text(f'period_timezone = "{zone}"\n{head}\n{block(source)}')
        return load_manifest(path)

    return build


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def abate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command ``abate`` as a shell would."""

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["abate", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        shown = capsys.readouterr()
        return Outcome(code, shown.out, shown.err)

    return run


def hours(day: str, values: list[object], first: int = 0) -> str:
    """CSV rows of consecutive hours of one day."""
    return "".join(f"{day} {hour:02d}:00,{value}\n" for hour, value in enumerate(values, start=first))


def whole_month(year_month: str, days: int, value: str = "1") -> str:
    """CSV with header: every hour of a month."""
    rows = [hours(f"{year_month}-{day:02d}", [value] * 24) for day in range(1, days + 1)]
    return "t,kwh\n" + "".join(rows)
