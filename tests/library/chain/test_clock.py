"""Only a local chain's clock is moved, and only forward."""

import pytest

from abate.chain.local_time import advance
from abate.errors import ChainError
from tests.library.chain.scripted_node import LIVE, says


def test_time_moves_by_itself_on_a_live_network(scripted):
    with pytest.raises(ChainError, match=r"^time moves by itself on a live network$"):
        advance(scripted(LIVE), 60)


def test_time_moves_forward_only(scripted):
    with pytest.raises(ValueError, match=r"^time moves forward only$"):
        advance(scripted(), -1)


def test_a_node_that_will_not_move_its_clock_is_told_in_its_own_words(scripted):
    refusal = says("timestamp too big", -32602)
    with pytest.raises(ChainError) as told:
        advance(scripted(evm_increaseTime=refusal), 2**63)
    assert str(told.value) == f"the node refused evm_increaseTime: {refusal['error']}"
