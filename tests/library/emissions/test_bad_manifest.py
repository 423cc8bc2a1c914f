"""Keys that are unknown, missing, not allowed or do not go together: one line that names file and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from abate.emissions import Manifest, load_manifest
from abate.errors import InputError
from tests.library.emissions.conftest import INTERVAL, REGISTER, TOTAL

Build = Callable[..., Manifest]


def refusal(one_source: Build, tmp_path: Path, base: dict[str, object], **keys: object) -> str:
    with pytest.raises(InputError) as error:
        one_source("", base, **keys)
    return str(error.value).removeprefix(f"{tmp_path / 'manifest.toml'}: ")


@pytest.mark.parametrize(
    ("base", "keys", "text"),
    [
        (INTERVAL, {"value": None}, "source[0].value: this key is missing"),
        (INTERVAL, {"unit": "kwh"}, "source[0].unit: unknown unit 'kwh'; known units: J, MJ, GJ, Wh, kWh, "),
        (INTERVAL, {"timezone": "Mars/Base"}, "source[0].timezone: 'Mars/Base' is not a time zone; write an IANA name"),
        (INTERVAL, {"zone": "Mars"}, "period_timezone: 'Mars' is not a time zone"),
        (INTERVAL, {"timezone": None}, "source[0]: time needs a timezone"),
        (INTERVAL, {"time": None, "timezone": None}, 'source[0]: kind = "interval" needs time'),
        (INTERVAL, {"period": "2021"}, 'source[0]: period goes only with kind = "total"'),
        (INTERVAL, {"person": None}, "source[0]: give exactly one of person, person_column"),
        (INTERVAL, {"person_column": "who"}, "source[0]: give exactly one of person, person_column, not person and"),
        (INTERVAL, {"factor": None}, "source[0]: give exactly one of factor, factor_map"),
        (INTERVAL, {"factor": "uk-desnz/2021/electricity"},
         "source[0].factor: 'uk-desnz/2021/electricity' is not set/{year}/name; {year} is the period's year; "
         "factor_year chooses another one"),
        (INTERVAL, {"factor_columns": "code"}, "source[0]: factor_columns goes only with factor_map"),
        (INTERVAL, {"factor": None, "factor_map": "map.csv"}, "source[0]: factor_map needs factor_columns"),
        (INTERVAL, {"coverage_column": "n"}, "source[0]: coverage_column needs a coverage_expected above zero"),
        (INTERVAL, {"coverage_expected": 60}, "source[0]: coverage_expected goes only with coverage_column"),
        (INTERVAL, {"duplicates": "all"}, 'source[0]: duplicates = "all" goes only with kind = "total"'),
        (INTERVAL, {"duplicates": "mean"}, "source[0].duplicates: "),
        (INTERVAL, {"category": "water"}, "source[0].category: "),
        (INTERVAL, {"maximum": "lots"}, "source[0].maximum: 'lots' is not a number"),
        (INTERVAL, {"maximum": "-1"}, "source[0].maximum: '-1' is not a number of zero or more"),
        (INTERVAL, {"maximum": "NaN"}, "source[0].maximum: 'NaN' is not a number of zero or more"),
        (REGISTER, {"label": "end"}, 'source[0]: label = "end" goes only with kind = "interval"'),
        (REGISTER, {"longest_zero_run_hours": 3}, 'source[0]: longest_zero_run_hours goes only with kind = "interval"'),
        (REGISTER, {"complete_column": "ok"}, 'source[0]: complete_column goes only with kind = "interval" or "total"'),
        (TOTAL, {"period": "2021"}, "source[0]: give exactly one of period, period_column, time, not period and"),
        (TOTAL, {"period_column": None, "period": "21"}, "source[0].period: '21' is not a period"),
        (TOTAL, {"timezone": "UTC"}, "source[0]: timezone goes only with time"),
        (TOTAL, {"sampled_days_column": "day"}, "source[0]: sampled_days_column needs period"),
        (TOTAL, {"head": 'without_rows = "zero"'}, 'without_rows = "zero" needs people'),
    ],
)  # fmt: skip
def test_the_key_is_named(
    one_source: Build, tmp_path: Path, base: dict[str, object], keys: dict[str, object], text: str
) -> None:
    found = refusal(one_source, tmp_path, base, **keys)
    assert found.startswith(text)
    assert "\n" not in found


def test_an_unknown_key_of_a_source_lists_the_known_ones(one_source: Build, tmp_path: Path) -> None:
    text = refusal(one_source, tmp_path, INTERVAL, time_zone="UTC")
    assert text.startswith("source[0].time_zone: unknown key; known keys: category, complete_column, ")


def test_an_unknown_key_of_the_manifest_lists_the_known_ones(one_source: Build, tmp_path: Path) -> None:
    text = refusal(one_source, tmp_path, INTERVAL, head='licence = "CC BY 4.0"')
    assert text == (
        "licence: unknown key; known keys: attribution, obtain, people, people_column, period_timezone, source, title, "
        "without_rows"
    )


def test_a_manifest_without_sources_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text('period_timezone = "UTC"\n')
    with pytest.raises(InputError, match=r"manifest.toml: source: this key is missing$"):
        load_manifest(path)


def test_what_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text("period_timezone = UTC\n")
    with pytest.raises(InputError, match=r"manifest.toml: is not TOML: "):
        load_manifest(path)


def test_a_binary_number_is_refused(one_source: Build, tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    one_source("", INTERVAL)
    path.write_text(path.read_text() + "maximum = 0.1\n")
    with pytest.raises(InputError, match=r"source\[0\].maximum: write the number as a whole number or as a string"):
        load_manifest(path)
