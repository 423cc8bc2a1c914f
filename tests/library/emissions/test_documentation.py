"""What the two pages say is what the code does."""

import re
from pathlib import Path

from abate.emissions import FactorLibrary, Manifest, Source, load_manifest
from abate.emissions.activity import COVERAGE_THRESHOLD
from abate.emissions.quantities import UNITS

DOCS = Path(__file__).parents[3] / "docs"
ACTIVITY = (DOCS / "activity-data.md").read_text()
SETS = (DOCS / "factor-sets.md").read_text()


def test_the_example_manifest_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", ACTIVITY, re.DOTALL)
    path = tmp_path / "manifest.toml"
    path.write_text(example)
    assert [source.kind for source in load_manifest(path).sources] == ["interval", "total"]


def test_every_key_is_explained_and_no_other() -> None:
    tables = ACTIVITY.split("## All keys")[1].split("## Kinds")[0]
    named = set(re.findall(r"`([a-z_]+)`", "".join(line.split("|")[1] for line in tables.splitlines() if "|" in line)))
    required = set(re.findall(r"`([a-z_]+)`", "".join(line for line in tables.splitlines() if "required" in line)))
    assert named | required >= set(Manifest.model_fields) - {"source"} | set(Source.model_fields)
    assert named <= set(Manifest.model_fields) | set(Source.model_fields)


def test_every_unit_is_named() -> None:
    listed = ACTIVITY.split("Known: ")[1].split(". A plain length")[0].replace("\n", " ")
    assert set(re.split(r"[,;] ", listed)) == set(UNITS)


def test_the_threshold_is_the_documented_one() -> None:
    assert f"The threshold is {COVERAGE_THRESHOLD} and a methodology may set another" in ACTIVITY


def test_every_set_is_in_the_list() -> None:
    assert set(re.findall(r"^\| `([a-z-]+)` \|", SETS, re.MULTILINE)) == set(FactorLibrary.load().names())


def test_the_example_rows_are_rows_of_the_sets() -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", SETS, re.DOTALL)
    shipped = "".join((path / "factors.csv").read_text() for path in FactorLibrary.load().folder.iterdir())
    assert all(row in shipped for row in example.splitlines())
