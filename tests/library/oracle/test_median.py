import numpy as np
import pytest

from abate.oracle import median
from abate.oracle.median import Middle


def columns(*figures):
    return [np.array([figure], dtype=np.uint64) for figure in figures]


@pytest.mark.parametrize(
    ("figures", "lower", "upper"),
    [
        ((7,), 7, 7),
        ((9, 1, 5), 5, 5),
        ((5, 6, 999_999, 7, 0), 6, 6),
        ((10, 20), 10, 20),
        ((40, 10, 30, 20), 20, 30),
        ((2**63 - 1, 2**63 - 2, 2**63 - 3), 2**63 - 2, 2**63 - 2),
    ],
)
def test_the_middle_is_always_a_figure_that_somebody_signed(figures, lower, upper):
    assert median.median(columns(*figures), Middle.LOWER).tolist() == [lower]
    assert median.median(columns(*figures), Middle.UPPER).tolist() == [upper]


def test_a_doubt_is_never_credited():
    assert (median.BASELINE, median.EMISSIONS, median.PERIODS) == (Middle.LOWER, Middle.UPPER, Middle.LOWER)


def test_one_operator_cannot_move_it_beyond_the_others():
    honest = (1_000, 1_010)
    for wrong in (0, 1_005, 2**63 - 1):
        assert 1_000 <= median.median(columns(wrong, *honest), Middle.LOWER)[0] <= 1_010
