"""From the ten Sydney homes' readings to what an operator observes."""

import shutil
from pathlib import Path

import pytest

from abate.credits import load_methodology
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.oracle.computed import compute, end_of, inputs_hash

REPO = Path(__file__).parents[3]
JULY = Period.parse("2013-07")


@pytest.fixture(scope="module")
def library():
    return FactorLibrary.load()


@pytest.fixture(scope="module")
def methodology():
    return load_methodology(REPO / "programmes" / "demo" / "methodology.toml")


@pytest.fixture
def sample(tmp_path):
    folder = tmp_path / "sydney-homes"
    shutil.copytree(REPO / "samples" / "sydney-homes", folder)
    return folder


def computed(folder, methodology, library, period=JULY):
    return compute(load_manifest(folder / "manifest.toml"), methodology, library, 2013, period)


def test_figures_of_july(sample, methodology, library):
    people = computed(sample, methodology, library).people
    (row,) = people.filter(people["person"] == "10017562").to_dicts()
    assert row == {"person": "10017562", "baseline": 342_608, "emissions": 236_269, "periods": 1}
    assert people.height == 10


def test_each_home_has_its_meter(sample, methodology, library):
    sources = computed(sample, methodology, library).sources
    assert sources.filter(sources["person"] == "10017562")["source"].to_list() == ["general-supply/10017562"]
    assert sources.height == 10


def test_the_period_ends_on_the_programmes_clocks(sample):
    assert end_of(load_manifest(sample / "manifest.toml"), JULY) == 1_375_279_200


def test_equal_data_give_equal_evidence(sample, methodology, library):
    one, other = (computed(sample, methodology, library) for _ in range(2))
    assert one.evidence.equals(other.evidence)
    assert (one.inputs_hash, one.factor_set_hash) == (other.inputs_hash, other.factor_set_hash)


def test_another_reading_changes_that_homes_evidence_and_the_inputs(sample, methodology, library):
    before = computed(sample, methodology, library)
    file = sample / "monthly.csv"
    lines = file.read_text().splitlines()
    place = next(row for row, line in enumerate(lines) if line.startswith("10017562,2013-07"))
    cells = lines[place].split(",")
    kwh = lines[0].split(",").index("kwh")
    cells[kwh] = str(float(cells[kwh]) + 1)
    file.write_text("\n".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]) + "\n")

    after = computed(sample, methodology, library)

    changed = before.evidence.join(after.evidence, on="person").filter(
        before.evidence["digest"] != after.evidence["digest"]
    )
    assert changed["person"].to_list() == ["10017562"]
    assert before.inputs_hash != after.inputs_hash


def test_every_named_file_is_part_of_the_inputs(sample):
    manifest = load_manifest(sample / "manifest.toml")
    before = inputs_hash(manifest)
    with (sample / "manifest.toml").open("a") as file:
        file.write("# a remark\n")
    assert inputs_hash(manifest) != before
