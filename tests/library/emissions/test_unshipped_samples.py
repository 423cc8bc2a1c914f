"""The manifests whose data do not come with Abate, over a few rows of the same make."""

from decimal import Decimal
from pathlib import Path
from shutil import copytree

from abate.emissions import EmissionReport, FactorLibrary, Period, calculate, load_manifest
from tests.library.emissions.conftest import SAMPLES


def report(tmp_path: Path, name: str, file: str, rows: str, period: Period) -> EmissionReport:
    folder = copytree(SAMPLES / name, tmp_path / name)
    (folder / file).write_text(rows)
    return calculate(load_manifest(folder / "manifest.toml"), period, FactorLibrary.load())


def test_hours_labelled_at_their_end(tmp_path: Path) -> None:
    labels = [f"{hour:02d}:00:00" for hour in (*range(1, 24), 0)]
    january = "".join(f"01/{day:02d}/2012 {label},0.5,1,0,0\n" for day in range(1, 32) for label in labels)
    rows = "DateTime,Consumption kWh,Off-peak,Mid-peak,On-peak\n12/31/2011 00:00:00,9,1,0,0\n" + january
    found = report(tmp_path, "ontario-home", "electricity-usage.csv", rows, Period(2012, 1))
    (line,) = found.lines.to_dicts()
    assert (line["activity"], line["coverage"], line["complete"]) == (Decimal(372), Decimal(1), True)
    assert found.people.rows() == [("ontario-home", 71941, True)]


def test_the_hour_that_spring_leaves_out_of_the_labels(tmp_path: Path) -> None:
    labels = [f"03/11/2012 {hour:02d}:00:00,1,1,0,0\n" for hour in (1, 3, 4, 5)]
    rows = "DateTime,Consumption kWh,Off-peak,Mid-peak,On-peak\n" + "".join(labels)
    found = report(tmp_path, "ontario-home", "electricity-usage.csv", rows, Period(2012, 3))
    assert found.sources["rows_used"].to_list() == [4]
    assert found.lines["activity"].to_list() == [Decimal(4)]


def test_trips_by_mode(tmp_path: Path) -> None:
    rows = """household_id,mode,day_of_week,distance_m,fueltype
11725,drive,2,2945,Diesel
11725,drive,2,1242,Diesel
11725,walk,2,600,Diesel
11726,pt,3,15052,Average
11727,cycle,3,900,Average
"""
    found = report(tmp_path, "london-trips", "trips.csv", rows, Period(2014))
    assert found.lines.select("person", "activity", "unit", "kg").rows() == [
        ("11725", Decimal("4.187"), "vehicle-km", Decimal("4.187") * Decimal("0.17304")),
        ("11726", Decimal("15.052"), "passenger-km", Decimal("15.052") * Decimal("0.06875")),
    ]
    assert found.sources["dropped"].to_list() == [[{"reason": "mode is none of drive, pt", "rows": 2}]]
