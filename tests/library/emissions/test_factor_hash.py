from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abate.emissions import FactorLibrary, FactorSet
from abate.emissions.factor_hash import canonical_form, combined_hash
from abate.emissions.factors import FACTORS

SET = FactorLibrary.load().set("us-epa")


def reread(tmp_path: Path, csv: bytes, source: str) -> bytes:
    folder = tmp_path / "us-epa"
    folder.mkdir(exist_ok=True)
    (folder / "factors.csv").write_bytes(csv)
    (folder / "source.toml").write_text(source)
    return FactorLibrary.load(tmp_path).set("us-epa").hash


@pytest.fixture
def files() -> tuple[bytes, str]:
    folder = FACTORS / "us-epa"
    return (folder / "factors.csv").read_bytes(), (folder / "source.toml").read_text()


@settings(deadline=None)
@given(st.permutations(SET.rows[:12]))
def test_the_order_of_rows_does_not_matter(rows: list[object]) -> None:
    assert FactorSet("us-epa", SET.source, tuple(rows)).hash == FactorSet("us-epa", SET.source, SET.rows[:12]).hash


def test_line_endings_comments_and_titles_do_not_matter(tmp_path: Path, files: tuple[bytes, str]) -> None:
    csv, source = files
    changed = b"# our copy\n" + csv.replace(b"Light-Duty Truck", b"Van or pickup")
    assert reread(tmp_path, changed.replace(b"\n", b"\r\n"), source + "\n# a remark\n") == SET.hash


def test_a_trailing_zero_does_not_matter(tmp_path: Path, files: tuple[bytes, str]) -> None:
    csv, source = files
    assert reread(tmp_path, csv.replace(b"CO2,kg,0.394,", b"CO2,kg,0.3940,"), source) == SET.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"CO2,kg,0.394,", b"CO2,kg,0.395,"),
        (b"vehicle-mile,CO2,kg,0.394,", b"vehicle-km,CO2,kg,0.394,"),
        (b"vehicle-mile,CO2,kg,0.394,", b"vehicle-mile,CO2,lb,0.394,"),
        (b"light-duty-truck,2025", b"light-duty-truck,2024"),
        (b"light-duty-truck,", b"light-truck,"),
    ],
)
def test_each_part_of_a_row_matters(tmp_path: Path, files: tuple[bytes, str], old: bytes, new: bytes) -> None:
    csv, source = files
    assert old in csv
    assert reread(tmp_path, csv.replace(old, new), source) != SET.hash


def test_a_warming_potential_matters(tmp_path: Path, files: tuple[bytes, str]) -> None:
    csv, source = files
    assert reread(tmp_path, csv, source.replace('CH4 = "28"', 'CH4 = "29.8"')) != SET.hash


def test_the_canonical_form_is_the_documented_text() -> None:
    truck = [row for row in SET.rows if row.factor == "light-duty-truck"]
    assert canonical_form("us-epa", SET.source, truck) == (
        "abate-factor-set/1\nset=us-epa\npublisher=US EPA\nversion=January 2025\ngases=CO2e\ngwp:CH4=28\ngwp:N2O=265\n"
        "light-duty-truck|2025|vehicle-mile|CH4|g|0.0109\n"
        "light-duty-truck|2025|vehicle-mile|CO2|kg|0.394\n"
        "light-duty-truck|2025|vehicle-mile|N2O|g|0.0088\n"
    )


def test_several_sets_have_one_hash_in_any_order() -> None:
    one, two = b"\x01" * 32, b"\x02" * 32
    assert combined_hash([one]) == one == combined_hash([one, one])
    assert combined_hash([two, one, two]) == combined_hash([one, two]) not in (one, two)
    with pytest.raises(ValueError, match=r"no factor set is used"):
        combined_hash([])


def test_the_shipped_sets_have_the_hashes_that_were_reviewed() -> None:
    assert {each.name: each.hash.hex()[:16] for each in FactorLibrary.load()} == {
        "active-travel": "c979482517180be6",
        "china-grid": "36ce24852c755615",
        "food": "5bd92f34dc5f1eb2",
        "grid-intensity": "76a2182b7abb2b1e",
        "uk-desnz": "745ac79415d7b300",
        "us-epa": "19c47276f0d53776",
    }


def test_a_number_is_hashed_as_its_shortest_text() -> None:
    rows = [row for row in SET.rows if row.value == Decimal("0.394")]
    assert canonical_form("us-epa", SET.source, rows).endswith("|0.394\n")
