"""Blocks that were seen and are not on the chain any more are counted, and nothing of them is believed."""

from types import SimpleNamespace

import pytest

from abate.daemon.look import Watcher
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture


@pytest.fixture
def watched(scripted):  # noqa: F811
    """A watcher, and the hashes of the chain's blocks, which a test moves; nothing is remembered of events."""
    blocks = {1: "aa", 2: "bb"}

    def block(which, full):
        number = max(blocks) if which == "latest" else int(which, 16)
        return {"number": hex(number), "hash": "0x" + blocks[number] * 32, "timestamp": "0x1"}

    chain = scripted(eth_getBlockByNumber=block)
    return Watcher(SimpleNamespace(chain=chain), None, [], None), blocks


def test_blocks_that_others_replaced_are_counted_once(watched):
    watcher, blocks = watched
    assert watcher.taken_back() == 0
    blocks[3] = "cc"
    assert watcher.taken_back() == 0
    blocks |= {2: "dd", 3: "ee"}
    assert (watcher.taken_back(), watcher.taken_back()) == (2, 0)


def test_a_node_that_knows_fewer_blocks_is_late(watched):
    watcher, blocks = watched
    watcher.taken_back()
    del blocks[2]
    assert watcher.taken_back() == 0
    blocks[2] = "dd"
    assert watcher.taken_back() == 1
