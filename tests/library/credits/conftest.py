"""Small manifests, people and methodologies written for one test."""

from pathlib import Path
from textwrap import dedent

import pytest

from abate.credits import load_methodology, vintage_to_date
from abate.emissions import FactorLibrary, Period, load_manifest

REPO = Path(__file__).parents[3]

HEAD = 'name = "Test"\nversion = "1"\nfactor_sets = ["grid-intensity"]\nreserve_share = "0"\n'

MANIFEST = """
period_timezone = "UTC"
{people}
[[source]]
person_column = "home"
source_id = "meter"
file = "readings.csv"
category = "electricity"
kind = "total"
period_column = "month"
value = "kwh"
unit = "kWh"
complete_column = "complete"
factor = "grid-intensity/{{year}}/australia"
"""


@pytest.fixture(scope="session")
def library():
    return FactorLibrary.load()


@pytest.fixture
def figures(tmp_path, library):
    """Writes readings (``home month kwh [no]``), people and rules; returns the vintage to date."""

    def run(
        readings: str, rules: str, through: str = "2013-02", people: str = "", vintage: int = 2013, head: str = HEAD
    ):
        rows = ["home,month,kwh,complete"]
        for line in dedent(readings).strip().splitlines():
            home, month, kwh, *flag = line.split()
            rows.append(f"{home},{month},{kwh},{'False' if flag else 'True'}")
        (tmp_path / "readings.csv").write_text("\n".join(rows) + "\n")
        if people:
            (tmp_path / "people.csv").write_text(dedent(people).strip() + "\n")
        text = MANIFEST.format(people='people = "people.csv"' if people else "")
        (tmp_path / "manifest.toml").write_text(text)
        (tmp_path / "methodology.toml").write_text(head + dedent(rules))
        return vintage_to_date(
            load_manifest(tmp_path / "manifest.toml"),
            load_methodology(tmp_path / "methodology.toml"),
            library,
            vintage,
            Period.parse(through),
        )

    return run


def people_of(figures):
    """Person to (periods, emissions, baseline), grams."""
    return {
        person: (periods, emissions, baseline)
        for person, periods, emissions, baseline in figures.people.select(
            "person", "periods", "emissions", "baseline"
        ).iter_rows()
    }


def why_of(figures):
    """(Person, period) to the reason why it does not count."""
    return {
        (person, period): why for person, period, why in figures.months.select("person", "period", "why").iter_rows()
    }
