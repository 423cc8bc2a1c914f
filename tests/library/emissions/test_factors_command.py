import json
from collections.abc import Callable

from abate.emissions import FactorLibrary
from tests.library.emissions.conftest import Outcome

Abate = Callable[..., Outcome]


def test_all_sets_are_listed(abate: Abate) -> None:
    found = abate("factors")
    assert found.code == 0
    for each in FactorLibrary.load():
        assert each.name in found.out
        assert f"0x{each.hash.hex()[:8]}" in found.out
    assert "Open Government Licence v3.0" in found.out


def test_a_set_lists_its_factors_with_unit_year_and_source(abate: Abate) -> None:
    found = abate("factors", "uk-desnz", "--year", "2021", "--find", "gas")
    lines = [" ".join(line.replace("│", " ").split()) for line in found.out.splitlines()]
    assert "uk-desnz/2021/natural-gas Natural gas, gross calorific value 0.18316 kWh 2021 2021 edition, Fuels" in lines
    assert "electricity" not in found.out
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in " ".join(lines)


def test_json_holds_the_whole_source_and_exact_numbers(abate: Abate) -> None:
    data = json.loads(abate("factors", "us-epa", "--find", "light-duty", "--json").out)
    assert data["set"] == "us-epa"
    assert data["hash"] == "0x" + FactorLibrary.load().set("us-epa").hash.hex()
    assert (data["version"], data["gwp"]) == ("January 2025", {"CH4": "28", "N2O": "265"})
    assert data["factors"] == [
        {
            "id": "us-epa/2025/light-duty-truck", "title": "Light-Duty Truck", "kg": "0.3966372",
            "unit": "vehicle-mile",
            "year": 2025, "origin": "Table 10, business travel and commuting", "source": "US EPA, January 2025",
        }
    ]  # fmt: skip


def test_json_of_all_sets(abate: Abate) -> None:
    sets = json.loads(abate("factors", "--json").out)
    assert [each["set"] for each in sets] == [
        "active-travel",
        "china-grid",
        "food",
        "grid-intensity",
        "uk-desnz",
        "us-epa",
    ]
    assert sets[1]["gases"] == "CO2"


def test_an_unknown_set_lists_those_there_are(abate: Abate) -> None:
    found = abate("factors", "defra")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "abate: no factor set 'defra'; there are active-travel, china-grid, food, grid-intensity, uk-desnz, us-epa\n"
    )
