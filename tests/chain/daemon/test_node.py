"""A node that is away, late, or takes blocks back is waited for; what was lost is given again."""

import pytest
from brownie import web3

from tests.chain.daemon.running import until
from tests.chain.sending.faulty_node import Fault, FaultyNode, says


class MoodyNode(FaultyNode):
    """The real node, as long as nothing else is wished."""

    mood = None

    def next_fault(self, method):
        return self.mood(method) if self.mood is not None else Fault(method)


@pytest.fixture
def moody(operators):
    """The first operator's node, which a test can spoil."""
    with MoodyNode(web3.provider.endpoint_uri) as node:
        operators[0].rpc = node.url
        yield node


def ask(method, *params):
    return web3.provider.make_request(method, list(params))["result"]


def test_a_node_that_is_away_is_waited_for(moody, nursery, operators, exchange):
    daemon = nursery.start(operators[0], exchange)
    until(lambda: daemon.said("observed") and daemon.health() == (200, []))
    moody.mood = lambda method: Fault(method, forwards=0, answer=says("not now"))
    (lost,) = until(lambda: daemon.said("node_lost"))
    assert lost["reason"].endswith("failed: not now")
    (reason,) = until(lambda: daemon.health()[1])
    assert reason.endswith("failed: not now")
    assert until(lambda: daemon.metric("node_down_seconds")) > 0
    moody.mood = None
    until(lambda: daemon.said("node_back"))
    until(lambda: daemon.health() == (200, []))
    assert daemon.metric("node_down_seconds") == 0
    assert len(daemon.said("node_lost")) == 1


def test_a_node_that_is_behind_is_not_believed(moody, nursery, operators, exchange):
    def catching_up(method):
        blocks = {"startingBlock": "0x0", "currentBlock": "0x1", "highestBlock": "0x99"}
        return Fault(method, answer={"result": blocks}) if method == "eth_syncing" else Fault(method)

    moody.mood = catching_up
    daemon = nursery.start(operators[0], exchange)
    until(lambda: daemon.said("waiting", reason="the node is still catching up"))
    until(lambda: daemon.health()[0] == 503 and "the node is still catching up" in daemon.health()[1])
    assert daemon.said("observed") == []
    moody.mood = None
    until(lambda: daemon.said("observed"))
    until(lambda: daemon.health() == (200, []))


def test_a_batch_that_a_reorganisation_took_back_is_given_again(signed, nursery, operators, contracts, exchange):
    oracle, held = contracts.oracle, ask("evm_snapshot")
    before = web3.eth.get_transaction_count(operators[1].address)
    daemon = nursery.start(operators[1], exchange)
    (posted,) = until(lambda: daemon.said("posted", sequence=1))
    until(lambda: daemon.metric("pending_sequence") == 1)
    ask("evm_revert", held)
    until(lambda: len(daemon.said("posted", sequence=1)) == 2)
    assert {line["tx"] for line in daemon.said("posted")} == {posted["tx"]}
    until(lambda: daemon.metric("reorganisations_total") == 1)
    assert daemon.said("reorganised")
    assert oracle.pending_batch(2013)[0].sequence == 1
    assert web3.eth.get_transaction_count(operators[1].address) - before == 1
    # counted once
    assert daemon.metric("transactions_total", "landed") == 1
