"""The tables fit a terminal of 80 columns, hold the summary's figures, and are plain text elsewhere."""

import io

import pytest
from rich.console import Console

from abate.demo.tables import all_tables
from abate.demo.telling import show_checks, show_tables
from abate.report.summary import Check
from tests.library.report.sample import SUMMARY


def shown(show, summary=SUMMARY, **options):
    out = io.StringIO()
    show(summary, Console(file=out, width=80, **options))
    return out.getvalue()


@pytest.mark.parametrize("table", list(all_tables(SUMMARY)), ids=lambda table: table.title)
def test_a_table_fits_into_80_columns(table):
    console = Console(file=io.StringIO(), width=400)
    assert console.measure(table).maximum <= 80


def test_tables_hold_the_figures_of_homes_rounds_balances_and_gas():
    text = shown(show_tables)
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "10018064 Jul 103.596 75.227 372.368 288.226 +17.1 %" in rows
    assert "10006704 Jul 1008.409 732.266 372.368 0.000 −10.5 %" in rows
    assert "1 July 1 of 1 2013-08-04 0x9f9f9f…9f9f 297.141 288.226 8.914" in rows
    assert "2 July 2 of 1 fell 0x8e8e8e…8e8e 400.000 0.000 0.000" in rows
    assert "1 July 288 360 0.020000 0.142000 288 40.896000" in rows
    assert "1 10018064 sold 288 288 40.896000" in rows
    assert "1 10006704 curve 270 0.150000 278 39.476000" in rows
    assert "1 and 80 0.142000" in rows
    assert "1 neighbour A signed 10 0.160000 10 1.420000" in rows
    assert "1 10006486 left 17 0.118000 0" in rows
    assert "1 10006414 no bid 16 0" in rows
    assert "10006704 0.000 0.000 278.000 278.000 0.000 460.524000" in rows
    assert "post a batch 1 58021 1 batch 58021" in rows


def test_output_that_is_no_terminal_has_no_escape_codes():
    assert "\x1b" not in shown(show_tables) + shown(show_checks)


def test_the_verdict_says_whether_every_promise_holds():
    text = shown(show_checks)
    assert "All 1 promises hold." in text
    assert text.endswith(
        "Three homes, one wrong reading ignored, one false batch caught, one buyer who never paid for gas, "
        "and nobody paid more than the neighbour.\n"
    )
    broken = SUMMARY.model_copy(update={"checks": (Check(promise="No dust", finding="3 left", kept=False),)})
    text = shown(show_checks, broken)
    assert "✗ No dust  3 left" in text
    assert "1 of 1 promises are broken." in text
    assert "hold." not in text
