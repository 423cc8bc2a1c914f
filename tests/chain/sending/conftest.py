"""A connection of Abate's own to the chain that Brownie runs."""

import pytest
from brownie import web3

from abate.chain import Sender, connect
from abate.chain.currency import LocalCurrency
from abate.chain.signer import NodeSigner


@pytest.fixture(scope="module")
def connected():
    return connect(web3.provider.endpoint_uri, chain_id=1337)


@pytest.fixture
def token(connected, currency):
    return LocalCurrency(connected, currency.address)


@pytest.fixture
def sender(connected, alice):
    return Sender(connected, NodeSigner(connected, alice.address))
