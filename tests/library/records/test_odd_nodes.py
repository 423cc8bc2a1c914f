"""Nodes that do not answer, or change their minds, while events are read: a server that answers as a test says."""

from dataclasses import replace

import pytest

from abate.chain import connection
from abate.chain.connection import connect
from abate.deploy import Contracts
from abate.deploy.record import DeployedContract, Deployment
from abate.errors import ChainError
from abate.records.declared import SOURCES
from abate.records.index import Index
from abate.records.scan import Block, Scanner, Trouble
from abate.records.update import update
from tests.library.chain.scripted_node import CUT, LOCAL, ScriptedNode, says

ZERO = "0x" + "00" * 32
LATEST = Block(5, b"\x05" * 32, 500)


def block(number, tag=None):
    """A block as a node tells of it; ``tag`` makes its hash another one."""
    return {
        "number": hex(number),
        "hash": f"0x{tag or number:02x}" + f"{tag or number:02x}" * 31,
        "timestamp": hex(100 * number),
    }


def log(number, tag=None):
    """A log of nobody that the scanner knows."""
    place = {"blockNumber": hex(number), "blockHash": block(number, tag)["hash"], "transactionHash": ZERO}
    return {**place, "address": "0x" + "11" * 20, "topics": [ZERO], "data": "0x", "logIndex": "0x0",
            "transactionIndex": "0x0", "removed": False}  # fmt: skip


@pytest.fixture
def node(monkeypatch):
    """A local node at block 5, without events; a test writes other answers."""
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    started = ScriptedNode({**LOCAL, "eth_getBlockByNumber": block(5), "eth_getLogs": []})
    yield started
    started.stop()


@pytest.fixture
def contracts(node):
    """A deployment that has not come further than its record."""
    deployment = Deployment("Test", "local", 1337, 2013, ZERO, "0x" + "22" * 20, None, ZERO)
    return Contracts(deployment, connect(node.url))


@pytest.fixture
def scanner(contracts):
    return Scanner(contracts, SOURCES)


def test_events_of_contracts_that_are_not_there_yet_are_not_read(scanner):
    assert scanner.read(0, LATEST) == ([], [])


def test_a_log_that_nobody_asked_for_says_nothing_of_anybody(node, scanner):
    node.answers["eth_getLogs"] = [log(5)]
    assert scanner.read(0, LATEST) == ([LATEST], [])


def test_an_event_in_a_block_that_is_gone_is_read_again(node, scanner):
    node.answers["eth_getLogs"] = [log(4)]
    node.answers["eth_getBlockByNumber"] = lambda number, _: block(5) if number == "0x5" else None
    assert scanner.read(0, LATEST) is Trouble.REORGANISED


def test_an_event_of_another_block_of_that_number_is_read_again(node, scanner):
    node.answers["eth_getLogs"] = [log(5, tag=9)]
    assert scanner.read(0, LATEST) is Trouble.REORGANISED


def test_a_last_block_that_was_replaced_is_read_again(node, scanner):
    node.answers["eth_getBlockByNumber"] = block(5, tag=9)
    assert scanner.read(0, LATEST) is Trouble.REORGANISED


def test_a_refused_range_is_asked_for_in_shorter_ones_and_a_refused_block_is_an_error(node, scanner):
    node.answers["eth_getLogs"] = says("too many results")
    assert scanner.read(4, LATEST) is Trouble.TOO_WIDE
    with pytest.raises(ChainError, match=r"^the node does not give the events of block 5: .*too many results"):
        scanner.read(5, LATEST)


def test_a_node_that_breaks_off_over_a_range_is_asked_for_shorter_ones_as_well(node, scanner):
    node.answers["eth_getLogs"] = CUT
    assert scanner.read(4, LATEST) is Trouble.TOO_WIDE
    with pytest.raises(ChainError, match=r"gives no answer"):
        scanner.read(5, LATEST)


def test_a_node_without_a_latest_block_is_an_error(node, contracts, tmp_path):
    node.answers["eth_getBlockByNumber"] = None
    oracle = DeployedContract("EmissionOracle", "0x" + "33" * 20)
    index = Index.open(tmp_path / "index.sqlite", replace(contracts.deployment, contracts={"oracle": oracle}))
    with pytest.raises(ChainError, match=r"^the node has no latest block$"):
        update(index, contracts)
    index.close()
