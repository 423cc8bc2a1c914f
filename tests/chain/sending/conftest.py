"""A connection of Abate's own to the chain that Brownie runs."""

import pytest
from brownie import web3

from abate.chain import Sender, connect, connection
from abate.chain.currency import LocalCurrency
from abate.chain.journal import Journal
from abate.chain.signer import NodeSigner
from tests.chain.sending.faulty_node import DELAY, FaultyNode


@pytest.fixture(scope="module")
def connected():
    return connect(web3.provider.endpoint_uri, chain_id=1337)


@pytest.fixture
def token(connected, currency):
    return LocalCurrency(connected, currency.address)


@pytest.fixture
def sender(connected, alice):
    return Sender(connected, NodeSigner(connected, alice.address))


@pytest.fixture
def faulty(monkeypatch):
    """The node behind a proxy that a test can make fail."""
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(connection, "TIMEOUT_SECONDS", DELAY / 2)
    with FaultyNode(web3.provider.endpoint_uri) as node:
        yield node


@pytest.fixture
def through(faulty, alice, tmp_path):
    """A sender through that proxy, as a new process makes it; with a journal."""

    def make(**more):
        chain = connect(faulty.url, chain_id=1337)
        journal = Journal(tmp_path / "steps.journal", chain)
        return Sender(chain, NodeSigner(chain, alice.address), journal, **more)

    return make
