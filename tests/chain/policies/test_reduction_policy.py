import pytest

from tests.chain.errors import reverts

LARGEST = 2**64 - 1


def test_sixty_kilograms_below_the_baseline_are_sixty_credits(reduction):
    assert reduction.creditsOf(200_000, 140_000, 1) == 60_000


@pytest.mark.parametrize("emissions", [200_000, 200_001, LARGEST])
def test_at_and_above_the_baseline_there_is_nothing(reduction, emissions):
    assert reduction.creditsOf(200_000, emissions, 1) == 0


def test_periods_play_no_part(reduction):
    assert {reduction.creditsOf(200_000, 140_000, periods) for periods in (0, 1, 12, 65_535)} == {60_000}


@pytest.mark.parametrize(
    ("coefficient", "saved", "credits"),
    [(500_000, 3, 1), (500_000, 1, 0), (1_500_000, 3, 4), (1, 999_999, 0), (1, 1_000_000, 1)],
)
def test_fractions_are_rounded_down(ReductionPolicy, deployer, coefficient, saved, credits):
    policy = deployer.deploy(ReductionPolicy, coefficient)

    assert policy.coefficient() == coefficient
    assert policy.creditsOf(saved, 0, 1) == credits


def test_the_largest_values_do_not_overflow(ReductionPolicy, deployer):
    policy = deployer.deploy(ReductionPolicy, 2**32 - 1)

    assert policy.creditsOf(LARGEST, 0, 65_535) == LARGEST * (2**32 - 1) // 1_000_000


def test_a_coefficient_of_zero_is_refused(ReductionPolicy, deployer):
    with reverts("ZeroCoefficient"):
        deployer.deploy(ReductionPolicy, 0)
