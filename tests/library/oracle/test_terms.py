"""What a batch is computed under is refused where the oracle would not take it."""

import numpy as np
import pytest

from abate.credits.policies import IndexPolicy
from abate.errors import InputError
from abate.oracle.terms import OperatorSet, Terms
from tests.library.oracle.conftest import METHODOLOGY, keys_of


def test_a_figure_that_is_larger_than_the_oracle_takes():
    terms = Terms(METHODOLOGY, IndexPolicy(), 300)
    baseline, emissions, periods = (np.array([value], dtype=np.uint64) for value in (1, 2**62, 12))
    with pytest.raises(InputError) as refused:
        terms.gross(baseline, emissions, periods)
    largest = 2**62 * 12 * 10_000
    assert str(refused.value) == f"a person would earn {largest} base units of credit, more than the oracle takes"


@pytest.mark.parametrize("chosen", [[1, 0], [0, 0, 1]], ids=["descending", "twice"])
def test_operators_who_do_not_ascend(chosen):
    keys = keys_of(2)
    with pytest.raises(InputError) as refused:
        OperatorSet(tuple(keys[place].address for place in chosen), 2, bytes(32))
    assert str(refused.value) == "operators: operators must be strictly ascending"
