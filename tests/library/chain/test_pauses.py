"""How long a sender waits between two looks for a receipt."""

from itertools import islice

from abate.chain.sender import pauses


def test_a_receipt_is_looked_for_soon_and_then_once_a_second():
    assert list(islice(pauses(1.0), 6)) == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0]


def test_on_a_local_chain_it_is_looked_for_at_once():
    assert list(islice(pauses(0.02), 3)) == [0.02, 0.02, 0.02]
