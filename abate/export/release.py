"""Each contract with its sources, settings, metadata and hashes, taken from the compiler and held against the build."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_utils.crypto import keccak

from abate.chain.artefacts import AbiItem
from abate.errors import InputError, IntegrityError
from abate.export.built import Built, built_contracts
from abate.export.compiler import Compiler
from abate.export.metadata import cid, hash_in, hash_of
from abate.export.names import signature
from abate.files import read_bytes

READABLE = ["metadata", "devdoc", "userdoc"]
"""Outputs that need no code generation."""
VERIFIERS_WANT = ("abi", "metadata", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers")


@dataclass(frozen=True)
class Released:
    """One contract as it is handed out.

    Attributes:
        built: its code and ABI.
        metadata: the compiler's own text, byte for byte.
        standard_json: an input from which the compiler makes the same code: its sources and no others.
        devdoc, userdoc: its documentation, as the compiler gives it.
        named_abi: its ABI with the interface's names for arguments and answers that the contract leaves unnamed.
    """

    built: Built
    metadata: str
    standard_json: dict[str, Any]
    devdoc: dict[str, Any]
    userdoc: dict[str, Any]
    named_abi: list[AbiItem]

    @property
    def name(self) -> str:
        """The contract's name."""
        return self.built.name

    @property
    def hashes(self) -> dict[str, str]:
        """What anybody's compiler must reproduce: hashes of both codes, and the metadata's."""
        return {
            "source": self.built.source,
            "creation": f"0x{keccak(self.built.creation).hex()}",
            "runtime": f"0x{keccak(self.built.runtime).hex()}",
            "metadata": cid(hash_in(self.built.runtime)),
        }


def release(root: Path, build: Path, compiler: Compiler) -> list[Released]:
    """Every deployed contract, by name.

    The compiler is asked for the metadata of the sources as they are now. Its hash must stand in the built code: the
    build is of these very sources and settings.

    Raises:
        InputError: nothing was built, sources are missing or changed since, or the compiler is another one.
    """
    contracts = built_contracts(build)
    found = compiler.version()
    for each in contracts:
        if each.compiler != found:
            raise InputError(
                f"is {found}, the contracts were built with {each.compiler}",
                file=compiler.executable,
                mend="compile everything again: brownie compile --all",
            )
    settings = settings_of(root)
    wanted = {each.source: {each.name: READABLE} for each in contracts}
    interfaces = [path for path in map(interface_of, contracts) if (root / path).exists()]
    wanted |= {path: {Path(path).stem: ["abi", "userdoc"]} for path in interfaces}
    asked = {
        "language": "Solidity",
        # what these import, the compiler finds itself
        "sources": {path: {"content": read_bytes(root / path).decode()} for path in wanted},
        "settings": {**settings, "outputSelection": wanted},
    }
    output = compiler.compile(asked)["contracts"]
    return [_released(root, settings, each, output) for each in contracts]


def interface_of(built: Built) -> str:
    """Where the interface of a contract is, if it has one: that is where its documentation stands."""
    return f"interfaces/I{built.name}.sol"


def settings_of(root: Path) -> dict[str, Any]:
    """The compiler's settings; foundry.toml holds the same as Brownie's, in a form that needs no Brownie."""
    file = root / "foundry.toml"
    profile = tomllib.loads(read_bytes(file).decode())["profile"]["default"]
    return {
        "evmVersion": profile["evm_version"],
        "optimizer": {"enabled": profile["optimizer"], "runs": profile["optimizer_runs"]},
        "remappings": profile["remappings"],
    }


def _released(root: Path, settings: dict[str, Any], built: Built, output: dict[str, Any]) -> Released:
    own = output[built.source][built.name]
    metadata = own["metadata"]
    if hash_of(metadata) != hash_in(built.runtime):
        raise InputError(
            f"{built.name} was built from other sources or settings than these",
            file=root / built.source,
            # Brownie leaves a contract as it was when only the text of something that it imports has changed
            mend="compile everything again: brownie compile --all",
        )
    described = output.get(interface_of(built), {}).get(f"I{built.name}", {"abi": [], **own})
    return Released(
        built,
        metadata,
        standard_json(root, settings, metadata),
        own["devdoc"],
        {**own["userdoc"], "notice": described["userdoc"].get("notice", "")},
        [_named(item, described["abi"]) for item in built.abi],
    )


def _named(item: AbiItem, interface: list[AbiItem]) -> AbiItem:
    """A function with the names that the interface gives to what is unnamed."""
    if item["type"] != "function":
        return item
    same = [each for each in interface if each["type"] == "function" and signature(each) == signature(item)]
    if not same:
        return item
    parts = ("inputs", "outputs")
    return item | {part: [_with_name(*pair) for pair in zip(item[part], same[0][part], strict=True)] for part in parts}


def _with_name(parameter: AbiItem, described: AbiItem) -> AbiItem:
    return parameter if parameter["name"] else {**parameter, "name": described["name"]}


def standard_json(root: Path, settings: dict[str, Any], metadata: str) -> dict[str, Any]:
    """The input of one contract alone: exactly the sources that its metadata names.

    Raises:
        IntegrityError: a source is not what the metadata says.
    """
    sources = {}
    for path, wanted in json.loads(metadata)["sources"].items():
        content = read_bytes(root / path)
        if f"0x{keccak(content).hex()}" != wanted["keccak256"]:
            raise IntegrityError(f"{path} was changed while it was read")
        sources[path] = {"content": content.decode()}
    return {
        "language": "Solidity",
        "sources": sources,
        "settings": {**settings, "outputSelection": {"*": {"*": list(VERIFIERS_WANT)}}},
    }
