"""The policies are exact integers, floored, as the contracts compute them."""

import pytest

from abate.credits import IndexPolicy, ReductionPolicy, less_reserve, reserve_part

GREATEST = 2**64 - 1


@pytest.mark.parametrize(
    ("baseline", "emissions", "coefficient", "credits"),
    [
        (200_000, 140_000, 1_000_000, 60_000),
        (140_000, 200_000, 1_000_000, 0),
        (200_000, 200_000, 1_000_000, 0),
        (10, 3, 500_000, 3),  # 3.5 is floored
        (GREATEST, 0, 1_000_000, GREATEST),
        (1, 0, 999_999, 0),
    ],
)
def test_reduction(baseline, emissions, coefficient, credits):
    assert ReductionPolicy(coefficient).credits_of(baseline, emissions, 12) == credits


@pytest.mark.parametrize(
    ("baseline", "emissions", "periods", "credits"),
    [
        (200_000, 140_000, 1, 7_000),  # index 0.7, 7 points
        (200_000, 120_000, 1, 6_000),
        (200_000, 140_000, 3, 21_000),
        (0, 140_000, 1, 0),
        (300_000, 100_000, 1, 3_333),  # 3333.3 is floored
        (200_000, 140_000, 0, 0),
    ],
)
def test_index_with_coefficient_10(baseline, emissions, periods, credits):
    assert IndexPolicy().credits_of(baseline, emissions, periods) == credits


def test_index_rewards_emitting_more():
    policy = IndexPolicy()
    assert policy.credits_of(200_000, 150_000, 1) > policy.credits_of(200_000, 100_000, 1)


@pytest.mark.parametrize(("gross", "share", "credits"), [(1_406_242, 300, 1_364_054), (1, 300, 0), (7, 0, 7)])
def test_the_reserve_share_is_withheld_and_floored(gross, share, credits):
    assert less_reserve(gross, share) == credits


def test_people_and_reserve_never_get_more_than_the_whole():
    for gross in range(400):
        assert less_reserve(gross, 300) + reserve_part(gross, 300) <= gross
