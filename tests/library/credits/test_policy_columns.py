"""The policies over columns give what they give one person after another, up to the largest figures there are."""

import polars as pl
import pytest

from abate.credits.policies import IndexPolicy, ReductionPolicy, all_less_reserve, less_reserve

LARGEST = 2**64 - 1
PEOPLE = [
    (0, 0, 0),
    (0, 5, 1),
    (1, 0, 12),
    (200_000, 140_000, 1),
    (140_000, 200_000, 12),
    (2_979_339, 1_573_097, 12),
    (LARGEST, 0, 2**16 - 1),
    (1, LARGEST, 2**16 - 1),
    (LARGEST, LARGEST - 1, 7),
]
COLUMNS = pl.DataFrame(PEOPLE, schema=dict.fromkeys(("b", "e", "p"), pl.UInt64), orient="row")


@pytest.mark.parametrize("policy", [ReductionPolicy, IndexPolicy])
@pytest.mark.parametrize("coefficient", [1, 333_333, 1_000_000, 10_000_000, 2**32 - 1])
def test_columns_agree_with_single_people(policy, coefficient):
    formula = policy(coefficient)
    found = COLUMNS.select(formula.credits_of_all(pl.col("b"), pl.col("e"), pl.col("p"))).to_series().to_list()
    assert found == [formula.credits_of(*person) for person in PEOPLE]


@pytest.mark.parametrize("share", [0, 1, 300, 9_999])
def test_the_reserves_share_is_floored_alike(share):
    gross = [0, 1, 33, 10_001, LARGEST]
    found = pl.DataFrame({"gross": gross}, schema={"gross": pl.UInt64}).select(all_less_reserve(pl.col("gross"), share))
    assert found.to_series().to_list() == [less_reserve(units, share) for units in gross]
