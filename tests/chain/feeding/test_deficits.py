"""What an account was issued beyond its last figure is burnt from the reserve, once."""

import pytest
from brownie import chain

from abate.chain.refusals import RefusalError
from abate.chain.reserve import CorrectionReserve
from abate.oracle.correct import Corrected, correct, deficits
from abate.oracle.feed import relay_final
from tests.chain.feeding.conftest import AUGUST, JULY, VINTAGE
from tests.library.oracle.conftest import JULY as FIGURES

ISSUED, FIGURE = 97_000, 9_700
HELD = 4_530
"""The reserve's 3 % of what July authorised; August authorises no more."""


@pytest.fixture
def reserve(vintage, deployed):
    return CorrectionReserve(vintage.oracle.chain, deployed.reserve())


@pytest.fixture
def found(fed, desks, window_over, vintage, sender, reserve):
    """Ada was issued July's credits, most of which August nets."""
    for figures, through in ((FIGURES, JULY), ({**FIGURES, "ada": (1_000_000, 990_000, 1)}, AUGUST)):
        chain.sleep(max(0, through - chain.time() + 1))
        chain.mine()
        fed(desks, figures, through)
        window_over()
        relay_final(vintage, desks[0], sender)
    return deficits(vintage, reserve, vintage.final_leaves(desks[0].exchange))


def test_a_deficit_is_corrected_by_whoever_is_quicker(found, vintage, reserve, sender, people):
    (one,) = found
    assert (one.account, one.figure, one.issued, one.size) == (people["ada"], FIGURE, ISSUED, ISSUED - FIGURE)
    chain.sleep(vintage.oracle.settled_at(VINTAGE) - chain.time() + 1)
    chain.mine()
    burnt, uncovered = HELD, ISSUED - FIGURE - HELD
    assert correct(vintage, reserve, found, sender) == Corrected(1, burnt, uncovered)
    assert reserve.is_corrected(VINTAGE, one.account)
    # somebody who looked before that comes second
    assert correct(vintage, reserve, found, sender) == Corrected(0, burnt, uncovered)


def test_before_figures_are_settled_the_reserve_refuses(found, vintage, reserve, sender):
    with pytest.raises(RefusalError) as refused:
        correct(vintage, reserve, found, sender)
    assert refused.value.name == "VintageNotSettled"
    assert reserve.burnt_of(VINTAGE) == 0
