import json
import re
from collections.abc import Callable

import pytest

from abate.emissions import FactorLibrary
from tests.library.emissions.conftest import SAMPLES, Outcome

Abate = Callable[..., Outcome]
HOME = SAMPLES / "uk-home" / "manifest.toml"


def test_json_is_exact_decimal_text(abate: Abate) -> None:
    found = abate("emissions", HOME, "--period", "2021-01", "--json")
    assert (found.code, found.err) == (0, "")
    data = json.loads(found.out)
    assert list(data) == ["period", "people", "sources", "factor_sets"]
    assert data["period"] == "2021-01"
    (person,) = data["people"]
    assert (person["person"], person["grams"], person["complete"]) == ("home0", 266538, True)
    assert person["lines"] == [
        {
            "category": "electricity", "activity": "164.163", "unit": "kWh", "factor": "0.21233",
            "factor_id": "uk-desnz/2021/electricity", "kg": "34.85672979", "source": "electricity-meter-1",
            "complete": True,
        },
        {
            "category": "gas", "activity": "1264.9096", "unit": "kWh", "factor": "0.18316",
            "factor_id": "uk-desnz/2021/natural-gas", "kg": "231.680842336", "source": "gas-meter-1", "complete": True,
        },
    ]  # fmt: skip
    assert data["sources"][0] == {
        "source": "electricity-meter-1", "file": "home0-electricity-hourly.csv.gz", "category": "electricity",
        "kind": "interval", "rows_read": 23508, "rows_used": 744, "dropped": {"outside the period": 22764},
        "coverage": "1", "incomplete": 0, "longest_zero_run_hours": 0,
    }  # fmt: skip
    used = FactorLibrary.load().set("uk-desnz")
    assert data["factor_sets"] == [
        {"set": "uk-desnz", "source": "UK DESNZ, editions 2012-2025", "hash": "0x" + used.hash.hex()}
    ]


def test_a_year_is_summed_over_its_months(abate: Abate) -> None:
    data = json.loads(abate("emissions", HOME, "--period", "2021", "--json").out)
    assert data["people"][0]["grams"] == 1573097
    assert [line["kg"] for line in data["people"][0]["lines"]] == ["297.94336697", "1275.153344556"]


def test_an_incomplete_month_says_why(abate: Abate) -> None:
    sceaux = SAMPLES / "sceaux-house" / "manifest.toml"
    (person,) = json.loads(abate("emissions", sceaux, "--period", "2006-12", "--json").out)["people"]
    assert person["complete"] is False
    assert person["lines"][0]["reason"] == "2006-12: covered to 48.3781 %, less than 99 %"


def test_the_table_shows_lines_totals_and_sources(abate: Abate) -> None:
    found = abate("emissions", HOME, "--period", "2021-01")
    lines = [" ".join(line.replace("│", " ").split()) for line in found.out.splitlines()]
    assert "home0 electricity electricity-meter-1 164.163 kWh 0.21233 uk-desnz/2021/electricity 34857 yes" in lines
    assert "home0 gas gas-meter-1 1264.9096 kWh 0.18316 uk-desnz/2021/natural-gas 231681 yes" in lines
    assert "home0 all 266538 yes" in lines
    assert "Factors of uk-desnz: UK DESNZ, editions 2012-2025" in lines
    assert "1 person, 266.538 kg CO2e in all; 1 with complete data" in lines
    assert "gas-meter-1 home0-gas-hourly.csv.gz interval 23508 744 22764 outside the period 100 % 0 2 h" in lines


def test_on_a_terminal_the_table_is_as_wide_as_it(abate: Abate, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "100"}.items():
        monkeypatch.setenv(name, value)
    assert 80 < widest(abate("emissions", HOME, "--period", "2021-01").out) <= 100
    monkeypatch.delenv("FORCE_COLOR")
    assert widest(abate("emissions", HOME, "--period", "2021-01").out) > 100


def widest(text: str) -> int:
    """Characters of the longest line, without colours."""
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip()) for line in text.splitlines())


def test_many_people_are_summed_up(abate: Abate) -> None:
    us = SAMPLES / "us-households" / "manifest.toml"
    found = abate("emissions", us, "--period", "2022", "--people", "2")
    assert "9000013016" in found.out
    assert "9000013039" not in found.out
    assert "… and 7752 more people: --people lists more of them, --json all" in found.out
    assert "7754 people, 64742162.226 kg CO2e in all; 7718 with complete data" in found.out
    assert "213 missing, 451 no factor in the map" in found.out


def test_one_person_may_be_picked(abate: Abate) -> None:
    us = SAMPLES / "us-households" / "manifest.toml"
    found = abate("emissions", us, "--period", "2022", "--person", "9000013039")
    assert "9000013039" in found.out
    assert "9000013016" not in found.out


def test_somebody_unknown_cannot_be_picked(abate: Abate) -> None:
    found = abate("emissions", HOME, "--period", "2021-01", "--person", "nobody")
    assert (found.code, found.out) == (2, "")
    assert found.err == "abate: nobody called 'nobody' has readings in 2021-01\n"


@pytest.mark.parametrize("period", ["2021-13", "January"])
def test_a_period_that_is_none_is_refused(abate: Abate, period: str) -> None:
    found = abate("emissions", HOME, "--period", period)
    assert (found.code, found.out) == (2, "")
    assert found.err == f"abate: {period!r} is not a period; write a month as 2021-01 or a year as 2021\n"
