from brownie import web3
from eth_account.messages import _hash_eip191_message, encode_typed_data

from tests.chain.oracle.batches import draft, fields, hexed
from tests.chain.oracle.committee import typed
from tests.chain.oracle.deployments import VINTAGE


def test_the_digest_is_that_of_eip_712(oracle, credit):
    batch = draft(oracle, authorisedTotal=2**128 - 1, count=2**32 - 1)

    expected = _hash_eip191_message(encode_typed_data(full_message=typed(oracle, batch)))
    assert hexed(oracle.digestOf(fields(batch))) == hexed(expected)


def test_the_struct_hash_is_that_of_eip_712(oracle, credit):
    batch = draft(oracle)

    assert hexed(oracle.hashOf(fields(batch))) == hexed(encode_typed_data(full_message=typed(oracle, batch)).body)


def test_the_domain_can_be_read(oracle):
    domain = oracle.eip712Domain()

    assert hexed(domain[0]) == "0x0f"
    assert domain[1:5] == ("Abate EmissionOracle", "1", web3.eth.chain_id, oracle.address)
    assert int(hexed(domain[5]), 16) == 0
    assert domain[6] == ()


def test_every_field_changes_the_digest(oracle, credit):
    batch = draft(oracle)
    changed = [{**batch, "vintage": VINTAGE + 1}]
    for name, value in batch.items():
        other = value + 1 if isinstance(value, int) and value < 2**40 - 1 else 5
        changed.append({**batch, name: other if isinstance(value, int) else "0x" + "77" * 32})

    digests = {hexed(oracle.digestOf(fields(one))) for one in [batch, *changed[1:]]}
    assert len(digests) == 1 + len(batch)
