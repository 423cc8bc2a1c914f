from pathlib import Path

import pytest

from abate.emissions import Manifest, Period, load_manifest, measure
from abate.errors import InputError
from tests.library.emissions.conftest import TOTAL, block


def manifest_of(tmp_path: Path, *sources: tuple[str, dict[str, object]]) -> Manifest:
    text = 'period_timezone = "UTC"\n'
    for number, (csv, keys) in enumerate(sources):
        (tmp_path / f"{number}.csv").write_text("who,month,kwh\n" + csv)
        text += block({**TOTAL, "file": f"{number}.csv", **keys})
    path = tmp_path / "manifest.toml"
    path.write_text(text)
    return load_manifest(path)


def refusal(manifest: Manifest, period: Period) -> str:
    with pytest.raises(InputError) as error:
        measure(manifest, period)
    return str(error.value).removeprefix(f"{manifest.path}: ")


def test_one_source_in_two_blocks_is_refused(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, ("ann,2021-04,1\n", {}), ("ann,2021-04,1\n", {}))
    assert refusal(manifest, Period(2021, 4)) == (
        "source_id: source 'electricity/ann' is counted twice in 2021-04, by the [[source]] blocks 1 and 2; "
        "give each meter or vehicle an id of its own, and count each once"
    )


def test_one_source_may_be_spread_over_files_of_different_months(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, ("ann,2021-04,1\n", {}), ("ann,2021-05,1\n", {}))
    assert len(measure(manifest, Period(2021)).lines) == 2


def test_one_source_of_two_people_is_refused(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, ("ann,2021-04,1\nbob,2021-04,1\n", {"source_columns": "month"}))
    text = "source '2021-04' is counted twice in 2021-04, by the people ann and bob"
    assert text in refusal(manifest, Period(2021, 4))


def test_a_year_beside_its_months_is_refused(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, ("ann,2021,12\nann,2021-05,1\n", {}))
    assert "source 'electricity/ann' is counted twice in 2021, by the periods 2021 and 2021-05" in refusal(
        manifest, Period(2021)
    )


def test_two_meters_of_one_person_both_count(tmp_path: Path) -> None:
    manifest = manifest_of(
        tmp_path, ("ann,2021-04,1\n", {"source_id": "day"}), ("ann,2021-04,2\n", {"source_id": "night"})
    )
    assert measure(manifest, Period(2021, 4)).lines["source"].to_list() == ["day/ann", "night/ann"]
