"""A contract with one condition of each kind, compiled without the optimizer, on a node of its own that traces."""

import os
import time
from pathlib import Path

import pytest
from web3 import HTTPProvider, Web3

from abate.chain.local_node import free_port
from abate.export.compiler import Compiler
from toolchain.coverage.branches import branches_of
from toolchain.coverage.code import Codes
from toolchain.coverage.conditions import conditions_of
from toolchain.coverage.node import start_node
from toolchain.coverage.recorder import Recorder

HERE, FILE = Path(__file__).parent, "Ways.sol"
CODES = ("bytecode", "deployedBytecode")


@pytest.fixture(scope="module")
def artefacts():
    """As Brownie writes them."""
    (solc,) = Path(os.environ["SOLCX_BINARY_PATH"]).glob("solc-v*")
    wanted = ["abi", *(f"evm.{code}.{part}" for code in CODES for part in ("object", "sourceMap"))]
    asked = {
        "language": "Solidity",
        "sources": {FILE: {"content": (HERE / FILE).read_text()}},
        "settings": {"evmVersion": "shanghai", "outputSelection": {FILE: {"*": wanted}}},
    }
    output = Compiler(solc, HERE).compile(asked)
    paths = {str(output["sources"][FILE]["id"]): FILE}
    made = {
        name: (one["abi"], *(one["evm"][code] for code in CODES)) for name, one in output["contracts"][FILE].items()
    }
    return {
        name: {
            "contractName": name,
            "abi": abi,
            "allSourcePaths": paths,
            "bytecode": created["object"],
            "sourceMap": created["sourceMap"],
            "deployedBytecode": deployed["object"],
            "deployedSourceMap": deployed["sourceMap"],
        }
        for name, (abi, created, deployed) in made.items()
    }


@pytest.fixture(scope="module")
def node():
    """The address of a node that traces."""
    port = free_port()
    process = start_node(str(port))
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while not Web3(HTTPProvider(url)).is_connected():
        assert time.monotonic() < deadline, "Anvil does not answer"
        time.sleep(0.05)
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def addresses(node, artefacts):
    """Both contracts, deployed before anybody listens."""
    chain = Web3(HTTPProvider(node))
    return {"Ways": deploy(chain, artefacts["Ways"], True).address, "Maker": deploy(chain, artefacts["Maker"]).address}


@pytest.fixture(scope="module")
def conditions():
    return conditions_of(HERE, [FILE])


@pytest.fixture
def recorder(artefacts):
    recorder = Recorder(Codes(artefacts))
    recorder.begin("the test")
    recorder.watch()
    yield recorder
    recorder.stop()


@pytest.fixture
def chain(recorder, node):
    """A connection that is listened to."""
    return Web3(HTTPProvider(node))


@pytest.fixture
def ways(chain, addresses, artefacts):
    return chain.eth.contract(addresses["Ways"], abi=artefacts["Ways"]["abi"])


@pytest.fixture
def maker(chain, addresses, artefacts):
    return chain.eth.contract(addresses["Maker"], abi=artefacts["Maker"]["abi"])


@pytest.fixture
def gone(recorder, conditions):
    """The ways that the recorder saw, and by which test."""

    def gone():
        branches = branches_of(conditions, recorder.codes, recorder.ways)
        return {way: test for branch in branches for way, test in branch.gone.items()}

    return gone


def payer(chain):
    return {"from": chain.eth.accounts[0], "gas": 5_000_000}


def deploy(chain, artefact, *arguments):
    contract = chain.eth.contract(abi=artefact["abi"], bytecode=artefact["bytecode"])
    sent = contract.constructor(*arguments).transact(payer(chain))
    return chain.eth.contract(mined(chain, sent)["contractAddress"], abi=artefact["abi"])


def mined(chain, sent):
    """The receipt; after one more request, before which the transaction is traced."""
    receipt = chain.eth.wait_for_transaction_receipt(sent)
    assert chain.eth.block_number >= receipt["blockNumber"]
    return receipt
