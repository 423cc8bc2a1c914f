"""The figures of the sample programmes besides the demonstration's, by hand."""

from pathlib import Path

import pytest

from abate.config import REPOSITORY
from abate.credits import load_methodology, vintage_to_date
from abate.emissions import FactorLibrary, Period, load_manifest
from abate.errors import InputError
from abate.programme import load_programme

PROGRAMMES = REPOSITORY / "programmes"
LIBRARY = FactorLibrary.load()


def people_of(name: str) -> dict[str, tuple[int, int, int]]:
    programme = load_programme(PROGRAMMES / name / "programme.toml")
    manifest, methodology = load_manifest(programme.manifest), load_methodology(programme.methodology)
    figures = vintage_to_date(manifest, methodology, LIBRARY, programme.vintage, Period(programme.vintage))
    return {row[0]: row[1:] for row in figures.people.select("person", "emissions", "baseline", "credits").rows()}


@pytest.mark.parametrize(
    ("household", "figures"),
    [
        # 15.052 km by public transport: x 0.06875 = 1.034825, x 0.16725 = 2.517447; 1482 - 5 % of 1482, rounded down
        ("11726", (1035, 2517, 1407)),
        # 12.513 km by car, its own baseline: x 0.16725 = 2.09279925
        ("11740", (2093, 2093, 0)),
        # 6.278 km on foot: x 0, x 0.16725 = 1.0499955
        ("11734", (0, 1050, 997)),
    ],
)
def test_a_households_trips_against_driving_them(household: str, figures: tuple[int, int, int]) -> None:
    assert people_of("public-transport")[household] == figures


@pytest.mark.parametrize(
    ("household", "figures"),
    [
        # two drivers: 16,000 miles x 0.2985697 = 4777.1152; 12,000 miles in SUVs x 0.3966372 = 4759.6464
        ("9000013002", (4_759_646, 4_777_115, 17_119)),
        # one driver: 8,000 x 0.2985697 = 2388.5576; 5,000 x 0.2985697 = 1492.8485 (half to even)
        ("9000013041", (1_492_848, 2_388_558, 877_795)),
        # two drivers; 70,000 x 0.3966372 + 20 x 0.2985697 = 27770.575394
        ("9000013042", (27_770_575, 4_777_115, 0)),
    ],
)
def test_an_employees_cars_against_8000_miles_a_driver(household: str, figures: tuple[int, int, int]) -> None:
    assert people_of("employer")[household] == figures


@pytest.mark.parametrize("name", ["public-transport", "employer"])
def test_a_programme_has_its_own_methodology_operators_currency_and_rewards(name: str) -> None:
    own, demo = (load_programme(PROGRAMMES / each / "programme.toml") for each in (name, "demo"))
    assert own.methodology == PROGRAMMES / name / "methodology.toml"
    assert load_methodology(own.methodology).methodology_id != load_methodology(demo.methodology).methodology_id
    assert own.currency.symbol != demo.currency.symbol
    assert own.oracle.challenge_window != demo.oracle.challenge_window
    assert own.rewards.partners
    assert own.rewards.causes


def test_who_is_not_admitted_lists_no_reward(tmp_path: Path) -> None:
    text = (PROGRAMMES / "employer" / "programme.toml").read_text()
    path = tmp_path / "programme.toml"
    path.write_text(text.replace("account = 28\n", "account = 27\n"))
    with pytest.raises(InputError, match=r"account 27 of human resources is none of rewards\.partners"):
        load_programme(path)
