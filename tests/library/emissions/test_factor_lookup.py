import pytest

from abate.emissions import FactorLibrary
from abate.errors import InputError

LIBRARY = FactorLibrary.load()


@pytest.mark.parametrize(
    ("factor_id", "unit", "text"),
    [
        ("uk/2021/electricity", "kWh",
         "no factor set 'uk'; there are active-travel, china-grid, food, grid-intensity, uk-desnz, us-epa"),
        ("china-grid/2022/beijing", "kWh",
         "factor set china-grid has no 'beijing' of 2022; it has 2023; factor_year chooses one"),
        ("uk-desnz/2021/electricity", "kg", "'electricity' of factor set uk-desnz is not per 'kg'; it is per kWh"),
        ("uk-desnz/2025/regular-taxi", "km",
         "'regular-taxi' of factor set uk-desnz leaves open what 'km' is; it is per passenger-km, vehicle-km"),
        ("uk-desnz/electricity", "kWh",
         "'uk-desnz/electricity' is not a factor; write set/year/name, such as uk-desnz/2021/natural-gas"),
    ],
)  # fmt: skip
def test_what_a_set_does_not_have_is_an_error_that_lists_what_it_has(factor_id: str, unit: str, text: str) -> None:
    with pytest.raises(InputError) as error:
        LIBRARY.factor(factor_id, unit)
    assert str(error.value) == text


def test_a_missing_year_lists_all_years() -> None:
    with pytest.raises(InputError) as error:
        LIBRARY.factor("uk-desnz/2011/electricity", "kWh")
    assert str(error.value).startswith("factor set uk-desnz has no 'electricity' of 2011; it has 2012, 2013, 2014, ")


def test_a_mistyped_name_lists_the_closest() -> None:
    with pytest.raises(InputError) as error:
        LIBRARY.factor("uk-desnz/2021/naturl-gas", "kWh")
    assert str(error.value).startswith("factor set uk-desnz has no factor 'naturl-gas'; close to it: natural-gas, ")


def test_the_unit_chooses_among_factors_of_one_name() -> None:
    taxi = "uk-desnz/2025/regular-taxi"
    assert str(LIBRARY.factor(taxi, "passenger-km").kg) == "0.14861"
    assert str(LIBRARY.factor(taxi, "vehicle-mile").kg) == "0.20806"
