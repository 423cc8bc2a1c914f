"""What little data allows is told, and why there is no more."""

import pytest

from abate.cli import abate as command
from abate.errors import InputError
from tests.library.advice.small import BY_DAY, months, write
from tests.library.advice.test_printed import printed

GAS = """
[[source]]
person_column = "who"
kind = "total"
period_column = "month"
value = "kwh"
file = "gas.csv"
category = "gas"
unit = "kWh"
factor = "uk-desnz/{year}/natural-gas"
factor_year = 2025
"""


def refused(manifest, *arguments):
    with pytest.raises(InputError) as problem:
        command.main(["advise", str(manifest), *map(str, arguments)], standalone_mode=False)
    return str(problem.value)


def lines_of(folder, readings, **options):
    manifest, asked = write(folder, readings, **options)
    return printed(*asked, manifest=manifest).splitlines()


def test_a_file_without_a_reading_is_refused(tmp_path):
    manifest, asked = write(tmp_path, "who,month,kwh\n")
    assert refused(manifest, *asked) == f"{manifest}: no usable reading"


def test_a_back_test_of_nothing_is_refused(tmp_path):
    manifest, asked = write(tmp_path, months(3, "ann"), category="gas")
    assert refused(manifest, "--backtest", *asked[2:]) == f"{manifest}: no usable reading"


def test_rules_that_speak_of_nothing_in_the_data_are_told_and_the_kilograms_all_the_same(tmp_path):
    lines = lines_of(tmp_path, months(3, "ann"), category="gas")
    manifest = tmp_path / "manifest.toml"
    assert lines[1:3] == [f"  no credits: {manifest}: no usable reading in 2023", "  electricity: 149.317 kg"]
    assert lines[-1] == f"No forecast: {manifest}: no usable reading."


def test_who_has_nothing_in_the_rules_categories_earns_nothing(tmp_path):
    (tmp_path / "gas.csv").write_text("who,month,kwh\nann,2023-01,100\n")
    lines = lines_of(tmp_path, months(3, "bob"), beside=GAS)
    told = ["  no credits: no month counts; abate credits --months says why", "  gas: 18.296 kg"]
    assert lines[1:3] == told


def test_a_first_year_has_no_forecast(tmp_path):
    lines = lines_of(tmp_path, months(9, "ann"))
    assert lines[1] == "  no credits: no month counts; abate credits --months says why"
    assert "Nothing that would change much was found." in lines
    assert lines[-1] == "No forecast: a forecast needs the same month a year earlier, complete."


def test_a_year_and_a_month_have_a_forecast_that_nothing_tests(tmp_path):
    assert lines_of(tmp_path, months(13, "ann"))[-3:] == [
        "2024-02: 55.189 kg (seasonal-naive)",
        "  credits of the month alone: 0.000; baseline 55.189 kg",
        "  too few months for a back-test",
    ]


def test_a_group_too_small_for_a_mean_is_said(tmp_path):
    lines = lines_of(tmp_path, months(13, "ann"), rule='rule = "group-mean"')
    assert lines[-2] == "  credits: no baseline yet: 1 of the group are complete in 2023-02, fewer than 5"


def test_credits_of_the_next_month_have_the_interval_of_its_emissions(tmp_path):
    lines = lines_of(tmp_path, months(40, "ann"))
    assert lines[-4:-2] == [
        "2026-05: 24.054 kg, 80% interval 20.898 to 27.688 (seasonal-naive)",
        "  credits of the month alone: 0.000, from 0.000 to 3.156; baseline 24.054 kg",
    ]


def test_above_the_baseline_it_is_said_what_must_be_made_good_first(tmp_path):
    assert lines_of(tmp_path, months(40, "ann"))[1:3] == [
        "  183.567 kg against a baseline of 178.133 kg in 4 months that count",
        "  a change earns credits once the 5.434 kg above the baseline are made good",
    ]


def test_one_month_that_counts_is_no_plural(tmp_path):
    assert lines_of(tmp_path, months(37, "ann"))[1].endswith(" in 1 month that counts")


def test_one_change_alone_overlaps_with_nothing(tmp_path):
    lines = lines_of(tmp_path, "day,kwh\n" + "".join(f"2025-03-0{day},{day}\n" for day in range(3, 7)), keys=BY_DAY)
    assert "1. keep the electricity of every day to that month's median day: 0.354 kg, 0.000 credits" in lines
    assert not any(line.startswith(("2. ", "Savings of one category")) for line in lines)


def test_only_weekdays_that_were_read_are_told(tmp_path, advise):
    readings = "day,kwh\n" + "".join(f"2025-03-0{day},{day}\n" for day in range(3, 7))
    manifest, asked = write(tmp_path, readings, keys=BY_DAY)
    assert [(each["place"], each["kg"]) for each in advise(manifest, *asked)["weekdays"]] == [
        ("Mon", "0.531"),
        ("Tue", "0.708"),
        ("Wed", "0.885"),
        ("Thu", "1.062"),
    ]


def test_data_of_a_year_has_no_word_on_the_next_month(tmp_path):
    keys = 'person_column = "who"\nkind = "total"\nperiod = "2025"\nvalue = "kwh"'
    lines = lines_of(tmp_path, "who,kwh\nann,100\n", keys=keys)
    assert lines[-1] == "Nothing that would change much was found."
