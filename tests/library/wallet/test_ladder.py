import pytest

from abate.chain.auction_state import AuctionConfig, Round
from abate.wallet.market import tick_below

OPENING, STEP, TICKS = 20_000, 2_000, 256
ROUND = Round(0, 0, 0, OPENING, 0, 0, 0, 0)
CONFIG = AuctionConfig("0x", "0x", 1000, 1, 1, 1, 1, STEP, TICKS, 1, 1, 1, 1, 1, 8_000, 12_500, 0)


@pytest.mark.parametrize(
    ("limit", "tick"),
    [
        (OPENING - 1, 0),
        (OPENING, 1),
        (OPENING + STEP - 1, 1),
        (OPENING + STEP, 2),
        (OPENING + (TICKS - 1) * STEP, TICKS),
        (OPENING + 10 * TICKS * STEP, TICKS),
    ],
)
def test_the_highest_tick_that_a_limit_reaches(limit, tick):
    assert tick_below(limit, ROUND, CONFIG) == tick
