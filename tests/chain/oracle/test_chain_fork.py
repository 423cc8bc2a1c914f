"""After a chain split the domain is another one, so that no batch of one side can be posted on the other."""

import pytest
from brownie import web3
from eth_account.messages import _hash_eip191_message, encode_typed_data

from tests.chain.oracle.batches import draft, fields, hexed
from tests.chain.oracle.committee import typed

OTHER_CHAIN = 31_337


@pytest.fixture
def fork():
    """Only Anvil can change the id of a running chain."""
    own = web3.eth.chain_id
    if "anvil" not in web3.client_version.lower():
        pytest.skip("this node cannot change its chain id")
    web3.provider.make_request("anvil_setChainId", [OTHER_CHAIN])
    yield
    web3.provider.make_request("anvil_setChainId", [own])


def test_the_domain_is_rebuilt_when_the_chain_id_changes(oracle, credit, fork):
    batch = draft(oracle)

    assert oracle.eip712Domain()[3] == OTHER_CHAIN
    expected = _hash_eip191_message(encode_typed_data(full_message=typed(oracle, batch, OTHER_CHAIN)))
    assert hexed(oracle.digestOf(fields(batch))) == hexed(expected)
