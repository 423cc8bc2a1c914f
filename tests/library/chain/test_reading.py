"""What a contract says is told alike, wherever a node puts it."""

import pytest
from eth_utils import keccak
from web3.exceptions import ContractLogicError

from abate.chain.connection import connect
from abate.chain.currency import LocalCurrency
from abate.chain.refusals import revert_data
from tests.library.chain.scripted_node import LOCAL, ScriptedNode

HERE, ELSEWHERE, NAME = "0x" + "11" * 20, "0x" + "22" * 20, "0x" + "33" * 32
SELECTOR = keccak(text="ERC20InvalidSender(address)")[:4]


@pytest.mark.parametrize("place", ["result", "data"])
def test_a_reverts_data_may_lie_in_a_mapping(place):
    assert revert_data(ContractLogicError("reverted", data={place: f"0x{SELECTOR.hex()}"})) == SELECTOR


@pytest.mark.parametrize("data", [None, "reverted", {"message": "reverted"}])
def test_a_revert_may_have_no_data(data):
    assert revert_data(ContractLogicError("reverted", data=data)) == b""


def sent(to, data):
    return {"hash": NAME, "to": to, "input": data, "blockNumber": "0x7", "from": ELSEWHERE, "nonce": "0x0"}


@pytest.mark.parametrize("to", [ELSEWHERE, None], ids=["another's", "a creation"])
def test_another_contracts_transaction_called_no_function_of_this_one(to, scripted):
    chain = scripted(eth_getTransactionByHash=sent(to, "0x12345678"))
    assert LocalCurrency(chain, HERE).input_of(bytes.fromhex(NAME[2:])) == ("", {})


def test_a_transaction_tells_the_function_that_it_called(scripted):
    call = LocalCurrency(scripted(), HERE).mint(ELSEWHERE, 7)
    chain = scripted(eth_getTransactionByHash=sent(HERE, f"0x{call.data.hex()}"))
    name, arguments = LocalCurrency(chain, HERE).input_of(bytes.fromhex(NAME[2:]))
    assert (name, list(arguments.values())) == ("mint", [ELSEWHERE, 7])


def test_reading_asks_for_what_is_read_and_nothing_else():
    node = ScriptedNode({**LOCAL, "eth_call": "0x" + "07".zfill(64)})
    currency = LocalCurrency(connect(node.url), HERE)
    assert [currency.balance_of(ELSEWHERE), currency.balance_of(NAME[:42])] == [7, 7]
    node.stop()
    assert node.asked == ["eth_chainId", "eth_call", "eth_call"]


def test_a_block_that_an_authority_sealed_is_read(scripted):
    seal = "0x" + "5e" * 97
    chain = scripted(eth_getBlockByNumber={"number": "0x7", "timestamp": "0x64", "extraData": seal})
    assert chain.now() == 100
