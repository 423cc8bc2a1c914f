"""Why an operator is out of force, in the words that end it; and where a dispute stands."""

import pytest

from abate.chain.disputes import DisputeStanding, DisputeState, DisputeTerms
from abate.chain.oracle import NOBODY
from abate.chain.registry import BondTerms, Operator
from abate.oracle.standing import FOR_EVER, reason
from abate.oracle.status import told_of
from tests.library.oracle.conftest import NOW, ORACLE

DAY = 24 * 3600
TERMS = BondTerms(ORACLE, 1000, 250, 14 * DAY, 7 * DAY)
WHOLE = Operator(1000, 0, 0, 1)


@pytest.mark.parametrize(
    ("operator", "is_ready", "told"),
    [
        (Operator(1000, NOW + DAY, NOW + DAY, 1), False, "left; its bond is free from 2013-08-09 22:13 UTC"),
        (Operator(1000, 0, FOR_EVER, 1), False, "suspended by guardian and owner"),
        (Operator(750, 0, NOW + 1, 1), False, "suspended until 2013-08-08 22:13 UTC"),
        (Operator(750, 0, NOW, 1), False, "bond 750 of 1000 base units: abate oracle top-up"),
        (WHOLE, True, "ready: abate oracle join puts it in force"),
        (WHOLE, False, "not admitted by the owner"),
    ],
)
def test_the_reason_tells_what_ends_it(operator, is_ready, told):
    assert reason(operator, TERMS, is_ready, NOW) == told


@pytest.mark.parametrize(
    ("defender", "state", "told"),
    [
        (
            NOBODY,
            DisputeState.OPEN,
            "open, to be defended by 2013-08-05 22:13 UTC, ruling by 2013-08-08 22:13 UTC",
        ),
        (ORACLE, DisputeState.OPEN, "open, defended, ruling by 2013-08-08 22:13 UTC"),
        (ORACLE, DisputeState.RULED_WRONG, "ruled wrong"),
        (NOBODY, DisputeState.RELEASED, "released"),
    ],
)
def test_a_dispute_is_told_with_the_times_that_matter(defender, state, told):
    terms = DisputeTerms(ORACLE, 10, 2 * DAY, 5 * DAY)
    assert told_of(DisputeStanding(defender, NOW, state), terms) == told
