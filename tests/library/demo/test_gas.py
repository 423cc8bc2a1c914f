"""Whatever else was sent on the chain meanwhile is counted as what it is: a transaction like any other."""

from types import SimpleNamespace

from abate.chain.connection import connect
from abate.demo.gas import PLAIN, gas_of_run
from abate.report.summary import GasStep
from tests.library.chain.scripted_node import LOCAL, ScriptedNode

HASH = "0x" + "22" * 32
PARTS = ("oracle", "credit", "auction", "certificate", "currency", "registry", "challenges", "catalogue", "donations")


def test_a_transfer_of_somebody_else_is_in_the_sum():
    sent = {"hash": HASH, "to": "0x" + "33" * 20, "input": "0x"}
    block = {"number": "0x1", "hash": HASH, "timestamp": "0x1", "transactions": [sent]}
    receipt = {"transactionHash": HASH, "gasUsed": "0x5208"}
    said = {"eth_blockNumber": "0x1", "eth_getBlockByNumber": block, "eth_getTransactionReceipt": receipt}
    node = ScriptedNode({**LOCAL, **said})
    parts = {name: SimpleNamespace(address=f"0x{place:040x}") for place, name in enumerate(PARTS)}
    stage = SimpleNamespace(chain=connect(node.url), contracts=SimpleNamespace(**parts), first_block=0, **parts)

    lines = gas_of_run(stage)
    node.stop()
    assert lines == (GasStep(step=PLAIN, transactions=1, units=1, unit="transaction", gas=21_000, gas_each=21_000),)
