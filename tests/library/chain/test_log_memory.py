"""Settled events are read once, the newest blocks again each time."""

from dataclasses import dataclass

import pytest

from abate.chain.log_memory import LogMemory


@dataclass(frozen=True)
class At:
    block: int


@pytest.fixture
def memory():
    return LogMemory(depth=10)


@pytest.fixture
def blocks():
    """The blocks that hold an event."""
    return {3, 90, 95}


@pytest.fixture
def read(memory, blocks):
    """Events up to a block, and the ranges that were asked for."""

    def go(last, first=0, what="posted"):
        ranges = []

        def node(since, until):
            ranges.append((since, until))
            return [At(block) for block in sorted(blocks) if since <= block <= until]

        return [event.block for event in memory.events(what, first, last, node)], ranges

    return go


def test_only_blocks_that_may_still_change_are_read_again(read, blocks):
    assert read(100) == ([3, 90, 95], [(0, 100)])
    blocks -= {95}
    blocks |= {96, 101}
    assert read(101) == ([3, 90, 96, 101], [(91, 101)])
    assert read(101) == ([3, 90, 96, 101], [(92, 101)])


def test_each_event_is_remembered_by_itself(read, blocks):
    read(100)
    assert read(100, what="revoked") == ([3, 90, 95], [(0, 100)])


def test_an_earlier_start_or_a_shorter_chain_is_read_whole(read, blocks):
    read(200, first=50)
    assert read(200, first=0) == ([3, 90, 95], [(0, 200)])
    assert read(100) == ([3, 90, 95], [(0, 100)])


def test_what_was_thought_settled_can_be_forgotten(read, memory, blocks):
    read(200)
    blocks.clear()
    memory.forget()
    assert read(200) == ([], [(0, 200)])
