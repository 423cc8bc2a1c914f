"""What a contract said when it refused: the custom error, its evidence, and its meaning in plain words.

The words are the NatSpec of the error in the contracts' own interfaces, so they cannot drift from the code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils.abi import function_abi_to_4byte_selector
from eth_utils.address import to_checksum_address
from web3.exceptions import ContractLogicError, Web3Exception

from abate.chain.artefacts import AbiItem
from abate.chain.times import moment
from abate.config import build_folder
from abate.errors import ChainError

REVERT_STRING: AbiItem = {"type": "error", "name": "Error", "inputs": [{"name": "reason", "type": "string"}]}
PANIC: AbiItem = {"type": "error", "name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]}
TIME: Final = "uint40"
"""The contracts' type of times and lengths of time, in seconds."""
LONGEST_TIME: Final = 10**9
"""No length of time is as long; as a time it lies in 2001."""
STANDARD_WORDS = {
    "Error": "",
    "Panic": "A checked operation failed inside the contract (overflow, division by zero or a bad index).",
}


class RefusalError(ChainError):
    """A contract reverted.

    Attributes:
        action: what was tried, such as ``bid``.
        name: the custom error, such as ``StaleBatch``; empty where the contract gave no reason.
        evidence: the error's arguments by name.
        times: names of those that are times.
        words: the error's meaning, from the interface's NatSpec; may be empty.
    """

    def __init__(
        self, action: str, name: str, evidence: Mapping[str, Any], words: str, times: Collection[str] = ()
    ) -> None:
        self.action, self.name, self.evidence, self.words, self.times = action, name, dict(evidence), words, times
        listed = ", ".join(f"{key} {shown(value, key in times)}" for key, value in self.evidence.items())
        reason = f"{name} ({listed})" if listed else name or "without a reason"
        super().__init__(f"{action} refused: {words} [{reason}]" if words else f"{action} refused: {reason}")


@contextmanager
def explained(action: str) -> Iterator[None]:
    """Turn what web3 raises inside the block into ChainError, reverts into RefusalError."""
    try:
        yield
    except ContractLogicError as problem:
        raise refusal(action, revert_data(problem)) from None
    except Web3Exception as problem:
        raise ChainError(f"{action} failed: {node_message(problem)}") from None


def node_message(problem: Exception) -> str:
    """The node's own words out of a web3 exception."""
    response = getattr(problem, "rpc_response", None) or {}
    error = response.get("error") if isinstance(response, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return str(message or problem).splitlines()[0]


def revert_data(problem: ContractLogicError) -> bytes:
    """The revert data, wherever this node puts it: Anvil and others a text, Ganache a mapping."""
    data: Any = problem.data
    if isinstance(data, Mapping):
        data = data.get("result") or data.get("data")
    return bytes.fromhex(data.removeprefix("0x")) if isinstance(data, str) and data.startswith("0x") else b""


def refusal(action: str, data: bytes) -> RefusalError:
    """The refusal that these bytes of revert data mean."""
    known = known_errors(build_folder())
    if data[:4] not in known:
        return RefusalError(action, data[:4].hex() and f"unknown error 0x{data[:4].hex()}", {}, "")
    item, words = known[data[:4]]
    names = [part["name"] or f"argument {place}" for place, part in enumerate(item["inputs"], 1)]
    types = [part["type"] for part in item["inputs"]]
    try:
        values = decode(types, data[4:])
    except DecodingError:
        return RefusalError(action, item["name"], {}, words)
    pairs = zip(names, types, values, strict=True)
    evidence = {n: to_checksum_address(v) if t == "address" else v for n, t, v in pairs}
    times = [name for name, kind in zip(names, types, strict=True) if kind == TIME]
    return RefusalError(action, item["name"], evidence, words, times)


def shown(value: Any, is_time: bool = False) -> str:
    """A value as a person reads it: bytes as hexadecimal, a time with its date; a length of time is not one."""
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    return f"{value}, {moment(value)}" if is_time and value >= LONGEST_TIME else str(value)


@cache
def known_errors(build: Path) -> dict[bytes, tuple[AbiItem, str]]:
    """Selector -> (ABI item, words) of every error that a compiled contract or interface declares."""
    items = [(REVERT_STRING, ""), (PANIC, STANDARD_WORDS["Panic"])]
    for file in sorted([*build.glob("contracts/*.json"), *build.glob("interfaces/*.json")]):
        content = json.loads(file.read_text())
        words = error_words(content.get("ast") or {})
        items += [(item, words.get(item["name"], "")) for item in content["abi"] if item["type"] == "error"]
    found: dict[bytes, tuple[AbiItem, str]] = {}
    for item, text in items:
        selector = bytes(function_abi_to_4byte_selector(cast(Any, {**item, "type": "function"})))
        if text or selector not in found:
            found[selector] = (item, text)
    return found


def error_words(node: Any) -> dict[str, str]:
    """Error name -> its NatSpec notice, from a syntax tree of the compiler."""
    if isinstance(node, list):
        return {name: text for part in node for name, text in error_words(part).items()}
    if node.get("nodeType") == "ErrorDefinition":
        return {node["name"]: notice((node.get("documentation") or {}).get("text", ""))}
    return error_words(node["nodes"]) if "nodes" in node else {}


def notice(natspec: str) -> str:
    """The first part of a NatSpec text, without tags, in one line."""
    parts = [part for part in re.split(r"@(?=notice|dev|param|return)", natspec) if part.strip()]
    chosen = next((part for part in parts if part.startswith(("notice", "dev"))), parts[0] if parts else "")
    return " ".join(re.sub(r"^(notice|dev)\b", "", chosen).split()) if not chosen.startswith("param") else ""
