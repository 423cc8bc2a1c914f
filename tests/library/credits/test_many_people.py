"""The table shows as many people as fit, and says how many more there are; its sums are of all."""

import io

import pytest
from rich.console import Console

from abate.credits.show import SHOWN_PEOPLE, print_tables

RULES = '[[baseline]]\nrule = "fixed"\namount = "200"\nunit = "kg CO2e"\nper = "month"'


@pytest.mark.parametrize(("people", "last"), [(SHOWN_PEOPLE, None), (SHOWN_PEOPLE + 3, "… 3 more")])
def test_those_beyond_are_counted(figures, people, last):
    found = figures("\n".join(f"home{index:02d} 2013-01 100" for index in range(people)), RULES)
    out = io.StringIO()
    print_tables(found, console=Console(file=out, width=120))

    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert sum(line.startswith("home") for line in lines) == SHOWN_PEOPLE
    assert [line for line in lines if line.startswith("…")] == ([] if last is None else [last])
    assert next(line for line in lines if line.startswith(f"{people} people")).split()[2] == f"{people * 72.616:.3f}"
