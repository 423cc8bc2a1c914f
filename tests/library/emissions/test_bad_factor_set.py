from pathlib import Path

import pytest

from abate.emissions import FactorLibrary
from abate.errors import InputError

SOURCE = """publisher = "P"
title = "T"
version = "1"
valid_years = [2020, 2021]
licence = "L"
attribution = "A"
unit = "kg per kWh"
gases = "CO2e"
gas_basis = "all"
retrieved_from = "here"
changes = "none"
"""
HEADER = "factor,year,title,unit,gas,mass,value,origin\n"


def refusal(tmp_path: Path, rows: str, source: str = SOURCE, header: str = HEADER) -> str:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text(source)
    (folder / "factors.csv").write_text(header + rows)
    with pytest.raises(InputError) as error:
        FactorLibrary.load(tmp_path).set("mine")
    return str(error.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("grid,2020,Grid,kWh,CO2e,kg,,t", "factors.csv: line 2: value: is blank"),
        ("grid,2020,Grid,kWh,CO2e,kg,1", "factors.csv: line 2: origin: is blank"),
        ("Grid,2020,Grid,kWh,CO2e,kg,1,t",
         "factors.csv: line 2: factor: 'Grid' is not lower case letters, digits and single hyphens"),
        ("grid,2019,Grid,kWh,CO2e,kg,1,t", "factors.csv: line 2: year: '2019' is not a year within 2020-2021"),
        ("grid,2020,Grid,kwh,CO2e,kg,1,t", "factors.csv: line 2: unit: unknown unit 'kwh'"),
        ("grid,2020,Grid,kWh,CO2e,ton,1,t", "factors.csv: line 2: mass: 'ton' is none of kg, g, lb"),
        ("grid,2020,Grid,kWh,CO2e,kg,1e-3,t", "factors.csv: line 2: value: '1e-3' is not a plain number"),
        ("grid,2020,Grid,kWh,CO2e,kg,-1,t", "factors.csv: line 2: value: '-1' is not a plain number"),
        ("grid,2020,Grid,kWh,CH4,kg,1,t",
         "factors.csv: line 2: gas: 'CH4' is neither CO2, CO2e nor a gas with a warming potential in source.toml"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_complete_and_exact_is_refused(tmp_path: Path, row: str, text: str) -> None:
    assert refusal(tmp_path, row + "\n") == text


def test_a_number_that_stands_twice_is_refused(tmp_path: Path) -> None:
    row = "grid,2020,Grid,kWh,CO2e,kg,1,t\n"
    assert refusal(tmp_path, "# one\n" + row + row) == (
        "factors.csv: line 4: gas: grid of 2020 per kWh counts CO2e twice"
    )


def test_a_sum_beside_its_parts_is_refused(tmp_path: Path) -> None:
    rows = "grid,2020,Grid,kWh,CO2,kg,1,t\ngrid,2020,Grid,kWh,CO2e,kg,1,t\n"
    assert refusal(tmp_path, rows) == "factors.csv: line 3: gas: grid of 2020 per kWh counts CO2e twice"


def test_another_gas_in_a_set_of_carbon_dioxide_alone_is_refused(tmp_path: Path) -> None:
    source = SOURCE.replace('"CO2e"', '"CO2"')
    assert refusal(tmp_path, "grid,2020,Grid,kWh,CO2e,kg,1,t\n", source) == (
        "factors.csv: line 2: gas: 'CO2e' in a set that counts CO2 alone"
    )


def test_other_columns_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", header="factor,year\n") == (
        "factors.csv: line 1: the columns must be factor,year,title,unit,gas,mass,value,origin"
    )


def test_an_unknown_key_of_the_source_is_refused(tmp_path: Path) -> None:
    text = refusal(tmp_path, "", SOURCE + 'license = "x"\n')
    assert text.startswith("source.toml: license: unknown key; known keys: attribution, ")


def test_a_warming_potential_as_a_binary_number_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", SOURCE + "[gwp]\nCH4 = 27.9\n") == (
        "source.toml: gwp.CH4: write the number as a string, so that it stays exact"
    )


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no factor set here"):
        FactorLibrary.load(tmp_path)
