"""After a chain split the domain is another one, so that no batch of one side can be posted on the other."""

import pytest
from brownie import web3
from eth_account.messages import _hash_eip191_message, encode_typed_data

from tests.chain.errors import decoded, revert_data
from tests.chain.oracle.batches import draft, fields, hexed
from tests.chain.oracle.committee import COMMITTEE, typed

OTHER_CHAIN = 31_337
ROOT = (2013, 1, 1, bytes(32), bytes(32), bytes(32), bytes(32), 1)
"""An observation root; its fields do not matter here."""


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


@pytest.fixture
def signed(oracle, credit):
    """A batch and its signatures from before the split, whichever side they were meant for."""
    batch = draft(oracle)
    return fields(batch), COMMITTEE.sign(oracle, batch)


def test_signatures_from_before_the_split_are_worth_nothing_after_it(oracle, signed, fork, relayer):
    batch, signatures = signed

    with pytest.raises(Exception) as caught:
        oracle.postBatch.call(batch, COMMITTEE.addresses, signatures, {"from": relayer})
    assert decoded(revert_data(caught.value))[0] in ("NotAnOperator", "SignersNotAscending")


@pytest.fixture
def domains(credit, challenges):
    """What permits, and operators' roots, are signed under before the split."""
    return credit.DOMAIN_SEPARATOR(), challenges.digestOf(ROOT)


def test_permits_and_roots_are_signed_for_one_side_of_the_split(credit, challenges, domains, fork):
    assert credit.eip712Domain()[3] == OTHER_CHAIN
    assert credit.DOMAIN_SEPARATOR() != domains[0]
    assert challenges.digestOf(ROOT) != domains[1]
