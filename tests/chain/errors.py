"""Exact custom errors: name and evidence, decoded from the revert data of the transaction itself."""

from contextlib import contextmanager
from functools import cache

import pytest
from brownie import project, web3
from brownie.exceptions import VirtualMachineError
from eth_abi import decode
from eth_utils import function_abi_to_4byte_selector, to_checksum_address

from tests.chain.node import ask

REVERT_STRING = {"type": "error", "name": "Error", "inputs": [{"name": "reason", "type": "string"}]}
PANIC = {"type": "error", "name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]}


@contextmanager
def reverts(error: str, *evidence: object):
    """The block must revert with this error and exactly this evidence.

    Transactions and calls both count; accounts and contracts may stand for their addresses. A require's text is
    ``reverts("Error", "text")``, a failed checked operation ``reverts("Panic", 0x11)``.

    >>> with reverts("StaleBatch", 1, 2):
    ...     oracle.postBatch(batch, signers, signatures, {"from": relayer})
    """
    with pytest.raises((VirtualMachineError, ValueError)) as caught:
        yield
    assert decoded(revert_data(caught.value)) == (error, *(plain(item) for item in evidence))


def revert_data(problem: Exception) -> bytes:
    """The bytes a failed transaction or call returned."""
    txid = getattr(problem, "txid", "").removeprefix("0x")
    if txid:
        return transaction_revert_data("0x" + txid)
    chain = [problem, problem.__cause__, problem.__context__]
    found = [data for link in chain if link is not None for data in hex_texts(link.args)]
    if not found:
        raise AssertionError(f"no revert data in {problem!r}")
    return bytes.fromhex(found[0].removeprefix("0x"))


def hex_texts(payload: object) -> list[str]:
    """The revert data in a node's answer to a call, wherever this node puts it."""
    if isinstance(payload, Exception):
        return hex_texts(payload.args)
    if isinstance(payload, dict):
        direct = [payload[key] for key in ("data", "result", "reason") if isinstance(payload.get(key), str)]
        hexes = [text for text in direct if text.startswith("0x")]
        return hexes or [text for value in payload.values() for text in hex_texts(value)]
    if isinstance(payload, (list, tuple)):
        return [text for value in payload for text in hex_texts(value)]
    return []


def transaction_revert_data(txid: str) -> bytes:
    """What a mined transaction returned when it reverted.

    Anvil tells the outermost call. Ganache tells no less than every step's memory, which takes a hundred times as
    long as the transaction; but a call at a block runs in that block, at its time, after its transactions. Where the
    only one reverted, that is this transaction once more; else, its trace it must be.
    """
    if "anvil" in client():
        return bytes.fromhex(ask("debug_traceTransaction", txid, {"tracer": "callTracer"})["result"]["output"][2:])
    return replayed(txid) or traced(txid)


@cache
def client() -> str:
    """Which node this is."""
    return web3.client_version.lower()


def replayed(txid: str) -> bytes:
    """What the transaction returns when it is called at its own block, if it is alone there; else nothing."""
    mined = ask("eth_getTransactionByHash", txid)["result"]
    block = mined["blockNumber"]
    if int(ask("eth_getBlockTransactionCountByNumber", block)["result"], 16) > 1:
        return b""
    call = {key: mined[key] for key in ("from", "to", "value", "gas", "input") if mined.get(key)}
    problem = ask("eth_call", call, block).get("error", {})
    return bytes.fromhex(problem.get("data", "0x")[2:])


def traced(txid: str) -> bytes:
    """What the outermost REVERT returned, read from the last step of the trace."""
    result = ask("debug_traceTransaction", txid, {"disableStorage": True, "enableMemory": True})["result"]
    last = result["structLogs"][-1]
    if last["op"] != "REVERT":
        return b""
    offset, size = (int(last["stack"][-1 - i], 16) for i in range(2))
    memory = bytes.fromhex("".join(word.removeprefix("0x") for word in last["memory"]))
    return memory[offset : offset + size]


def decoded(data: bytes) -> tuple:
    """(name, argument, ...) of the revert data."""
    if not data:
        return ("",)
    abi = known_errors().get(data[:4])
    if abi is None:
        return ("unknown error", data.hex())
    types = [item["type"] for item in abi["inputs"]]
    return (abi["name"], *(plain(value) for value in decode(types, data[4:])))


def plain(value: object) -> object:
    """Addresses checksummed, bytes as hex, the rest as it is."""
    if hasattr(value, "address"):
        return value.address
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, str) and value.startswith("0x") and len(value) == 42:
        return to_checksum_address(value)
    if isinstance(value, str) and value.startswith("0x"):
        return value.lower()
    return value


@cache
def known_errors() -> dict[bytes, dict]:
    """Selector -> ABI of every error that a contract of the project declares."""
    errors = [REVERT_STRING, PANIC]
    for container in project.get_loaded_projects()[0]._containers.values():
        errors += [item for item in container.abi if item["type"] == "error"]
    return {function_abi_to_4byte_selector({**item, "type": "function"}): item for item in errors}
