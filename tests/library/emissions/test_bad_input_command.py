"""Bad input through the real command line: one clear line, exit code 2, nothing on standard output, nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from abate.emissions import Manifest
from tests.library.emissions.conftest import INTERVAL, TOTAL, Outcome

Abate = Callable[..., Outcome]
Build = Callable[..., Manifest]
GOOD = "t,kwh\n2021-01-01 00:00,1\n2021-01-01 01:00,2\n"


@pytest.fixture
def refused(abate: Abate, one_source: Build, tmp_path: Path) -> Callable[..., str]:
    """Runs ``abate emissions`` on one bad source and gives its line, without the folder's name."""

    def run(csv: str, base: dict[str, object] = INTERVAL, period: str = "2021-01", **keys: object) -> str:
        one_source(csv, base, **keys)
        before = sorted(tmp_path.rglob("*"))
        found = abate("emissions", tmp_path / "manifest.toml", "--period", period)
        assert (found.code, found.out) == (2, "")
        assert found.err.count("\n") == 1
        assert sorted(tmp_path.rglob("*")) == before
        return found.err.strip().replace(f"{tmp_path}/", "")

    return run


def test_an_unknown_key(abate: Abate, one_source: Build, tmp_path: Path) -> None:
    path = one_source(GOOD, INTERVAL).path
    path.write_text(path.read_text() + 'units = "kWh"\n')
    found = abate("emissions", path, "--period", "2021-01")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"abate: {path}: source[0].units: unknown key; known keys: category, ")


def test_a_missing_manifest(abate: Abate, tmp_path: Path) -> None:
    found = abate("emissions", tmp_path / "none.toml", "--period", "2021-01")
    assert (found.code, found.out) == (2, "")
    assert found.err == f"abate: {tmp_path / 'none.toml'}: cannot be read (No such file or directory)\n"


def test_a_missing_period_option(abate: Abate, one_source: Build) -> None:
    found = abate("emissions", one_source(GOOD, INTERVAL).path)
    assert found.code == 2
    assert "Missing option '--period'" in found.err


def test_a_missing_file(refused: Callable[..., str]) -> None:
    assert refused(GOOD, file="other.csv") == "abate: other.csv: there is no such file"


def test_a_missing_column(refused: Callable[..., str]) -> None:
    assert refused(GOOD, value="kWh") == "abate: data.csv: kWh: there is no such column; it has t, kwh"


def test_a_wrong_unit(refused: Callable[..., str]) -> None:
    assert refused(GOOD, unit="kg") == ("abate: 'electricity' of factor set uk-desnz is not per 'kg'; it is per kWh")


def test_an_unknown_unit(refused: Callable[..., str], abate: Abate, one_source: Build) -> None:
    manifest = one_source(GOOD, INTERVAL)
    manifest.path.write_text(manifest.path.read_text().replace('unit = "kWh"', 'unit = "kw"'))
    found = abate("emissions", manifest.path, "--period", "2021-01")
    assert found.code == 2
    assert found.err.startswith(f"abate: {manifest.path}: source[0].unit: unknown unit 'kw'; known units: ")


@pytest.mark.parametrize("text", ["1.2.3", "one", "0x10", "1 000", "--1", "1,5"])
def test_a_number_that_cannot_be_read(refused: Callable[..., str], text: str) -> None:
    csv = GOOD + f'2021-01-01 02:00,"{text}"\n'
    assert refused(csv) == f"abate: data.csv: line 4: kwh: {text!r} is not a number"


def test_a_number_that_cannot_be_read_in_another_month(refused: Callable[..., str]) -> None:
    assert refused(GOOD + "2021-05-01 02:00,x\n") == "abate: data.csv: line 4: kwh: 'x' is not a number"


def test_a_time_that_cannot_be_read(refused: Callable[..., str]) -> None:
    assert refused(GOOD + "01/02/2021 00:00,1\n") == (
        "abate: data.csv: line 4: t: '01/02/2021 00:00' is not a time of ISO 8601; "
        'say how it is written, such as time_format = "%d/%m/%Y %H:%M"'
    )


def test_a_time_of_another_format(refused: Callable[..., str]) -> None:
    csv = "t,kwh\n31/01/2021,1\n"
    assert refused(csv, time_format="%m/%d/%Y") == (
        "abate: data.csv: line 2: t: '31/01/2021' is not a time written as %m/%d/%Y"
    )


def test_a_factor_set_that_does_not_exist(refused: Callable[..., str]) -> None:
    assert refused(GOOD, factor="defra/{year}/electricity") == (
        "abate: no factor set 'defra'; there are active-travel, china-grid, food, grid-intensity, uk-desnz, us-epa"
    )


def test_a_factor_that_does_not_exist(refused: Callable[..., str]) -> None:
    assert refused(GOOD, factor="uk-desnz/{year}/oil").startswith(
        "abate: factor set uk-desnz has no factor 'oil'; close to it: "
    )


def test_a_factor_of_a_year_that_does_not_exist(refused: Callable[..., str]) -> None:
    assert refused(GOOD, factor="china-grid/{year}/beijing") == (
        "abate: factor set china-grid has no 'beijing' of 2021; it has 2023; factor_year chooses one"
    )


def test_an_empty_period(refused: Callable[..., str]) -> None:
    assert refused(GOOD, period="2022-01") == (
        "abate: manifest.toml: no usable reading in 2022-01; its files have data.csv: 2021-01"
    )


def test_an_empty_period_of_totals(refused: Callable[..., str]) -> None:
    csv = "who,month,kwh\nann,2021-02,1\nann,2021-04,1\n"
    assert refused(csv, base=TOTAL, period="2022") == (
        "abate: manifest.toml: no usable reading in 2022; its files have data.csv: 2021-02 to 2021-04"
    )


def test_a_file_without_rows(refused: Callable[..., str]) -> None:
    assert refused("t,kwh\n") == (
        "abate: manifest.toml: no usable reading in 2021-01; its files have data.csv: no rows"
    )


def test_a_file_that_is_no_table(refused: Callable[..., str]) -> None:
    assert refused("").startswith("abate: data.csv: cannot be read as CSV: ")


def test_a_row_with_too_many_fields(refused: Callable[..., str]) -> None:
    assert refused(GOOD + "2021-01-01 02:00,1,9\n").startswith("abate: data.csv: cannot be read as CSV: ")


def test_contradicting_rows(refused: Callable[..., str]) -> None:
    assert refused(GOOD + "2021-01-01 01:00,3\n").startswith(
        "abate: data.csv: line 4: kwh: 3 contradicts 2 of line 3, which is of the same time; say which to keep: "
    )
