"""A misread meter changes one reading of a copy of the data, and nothing else."""

from decimal import Decimal

import pytest

from abate.config import REPOSITORY
from abate.credits import load_methodology
from abate.demo.misreading import misread
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.errors import InputError
from abate.oracle.computed import compute
from abate.programme.simulation import Misreading

MANIFEST = load_manifest(REPOSITORY / "samples" / "sydney-homes" / "manifest.toml")


def fault(**changed):
    given = {"period": "2013-07", "operator": 2, "person": "10018064", "factor": Decimal(10)}
    return Misreading(**(given | changed))


def emissions(manifest):
    methodology = load_methodology(REPOSITORY / "programmes" / "demo" / "methodology.toml")
    figures = compute(manifest, methodology, FactorLibrary.load(), 2013, Period.parse("2013-07"))
    return dict(figures.people.select("person", "emissions").iter_rows())


def test_one_home_has_ten_times_its_emissions_and_nobody_else_another_figure(tmp_path):
    right, wrong = emissions(MANIFEST), emissions(misread(MANIFEST, fault(), tmp_path / "copy"))

    assert (right.pop("10018064"), wrong.pop("10018064")) == (75_227, 752_273)
    assert right == wrong


def test_the_right_data_stay_as_they_are(tmp_path):
    before = (MANIFEST.folder / "monthly.csv").read_bytes()
    copy = misread(MANIFEST, fault(), tmp_path / "copy")

    assert (MANIFEST.folder / "monthly.csv").read_bytes() == before
    assert (copy.folder / "monthly.csv").read_bytes() != before


@pytest.mark.parametrize("changed", [{"person": "nobody"}, {"period": "2031-07"}])
def test_a_reading_that_is_not_there_is_an_error(tmp_path, changed):
    with pytest.raises(InputError, match="there is no reading of"):
        misread(MANIFEST, fault(**changed), tmp_path / "copy")


def test_a_meter_of_one_person_has_no_column_to_find_them_by(tmp_path):
    manifest = load_manifest(REPOSITORY / "samples" / "sceaux-house" / "manifest.toml")
    with pytest.raises(InputError) as refused:
        misread(manifest, fault(person="sceaux"), tmp_path / "copy")
    assert str(refused.value) == "simulation.misreading: there is no reading of sceaux in 2013-07"
