import pytest

from tests.chain.errors import reverts

LARGEST = 2**64 - 1


@pytest.mark.parametrize(("emissions", "credits"), [(140_000, 7_000), (120_000, 6_000)])
def test_the_worked_examples_of_the_original_design(index, emissions, credits):
    """140 / 200 = 0.7, times 10 = 7 points; 120 / 200 = 0.6, 6 points. Three decimals."""
    assert index.creditsOf(200_000, emissions, 1) == credits


def test_points_add_up_over_periods(index):
    assert index.creditsOf(200_000, 140_000, 12) == 84_000
    assert index.creditsOf(200_000, 140_000, 0) == 0


def test_without_a_baseline_there_is_nothing(index):
    assert index.creditsOf(0, 140_000, 1) == 0


def test_without_emissions_there_is_nothing(index):
    assert index.creditsOf(200_000, 0, 1) == 0


def test_fractions_are_rounded_down(index):
    assert index.creditsOf(3, 1, 1) == 3_333
    assert index.creditsOf(30_001, 1, 1) == 0


def test_the_largest_values_do_not_overflow(IndexPolicy, deployer):
    policy = deployer.deploy(IndexPolicy, 2**32 - 1)

    assert policy.coefficient() == 2**32 - 1
    assert policy.creditsOf(1, LARGEST, 65_535) == LARGEST * (2**32 - 1) * 65_535 * 1000 // 1_000_000


def test_a_coefficient_of_zero_is_refused(IndexPolicy, deployer):
    with reverts("ZeroCoefficient"):
        deployer.deploy(IndexPolicy, 0)
