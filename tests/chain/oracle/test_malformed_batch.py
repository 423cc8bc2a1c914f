import pytest
from brownie import chain
from eth_abi import encode

from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, fields
from tests.chain.oracle.committee import BATCH_TYPE, COMMITTEE

WORD = 32
NARROW = [i for i, field in enumerate(BATCH_TYPE) if field["type"].startswith("uint")]


def calldata(oracle, batch: dict) -> bytearray:
    types = ["(" + ",".join(field["type"] for field in BATCH_TYPE) + ")", "address[]", "bytes[]"]
    values = [value if isinstance(value, int) else bytes.fromhex(value[2:]) for value in fields(batch)]
    body = encode(types, [values, COMMITTEE.addresses, COMMITTEE.sign(oracle, batch)])
    return bytearray(bytes.fromhex(oracle.signatures["postBatch"][2:]) + body)


@pytest.mark.parametrize("place", NARROW)
def test_a_field_beyond_its_type_is_refused(oracle, credit, relayer, place):
    """Two encodings of one batch must not both pass: the stored hash would be of one of them."""
    data = calldata(oracle, draft(oracle))
    data[4 + place * WORD] = 1

    with reverts("MalformedBatch"):
        relayer.transfer(oracle, 0, data="0x" + data.hex())


def test_the_same_calldata_is_good_without_that(oracle, credit, relayer):
    relayer.transfer(oracle, 0, data="0x" + calldata(oracle, draft(oracle)).hex())

    assert oracle.pendingBatch(2013)[0]["sequence"] == 1
    assert oracle.pendingBatch(2013)[1] > chain[-1].timestamp
