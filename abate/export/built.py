"""The contracts that are deployed outside local networks, as they were built."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from abate.chain.artefacts import AbiItem, code, compiled_names
from abate.errors import InputError

DEPLOYED: Final = "contracts/"
LOCAL_ONLY: Final = "contracts/test/"


@dataclass(frozen=True)
class Built:
    """One contract of the compiler's output folder.

    Attributes:
        name: the contract's name.
        source: path of its source, from the repository's root.
        compiler: the compiler's version with its commit, ``0.8.37+commit.f401782d``.
        abi: its ABI.
        creation: creation code, without constructor arguments.
        runtime: the code that will stand on chain, with zeros where immutables will be.
    """

    name: str
    source: str
    compiler: str
    abi: list[AbiItem]
    creation: bytes
    runtime: bytes

    @property
    def identifier(self) -> str:
        """How explorers name it: path and name."""
        return f"{self.source}:{self.name}"


def built_contracts(build: Path) -> list[Built]:
    """All contracts with code of their own, by name; no libraries, no contracts of local networks.

    Raises:
        InputError: nothing was compiled.
    """
    found = [_read(build / "contracts" / f"{name}.json") for name in compiled_names(build)]
    contracts = [each for each in found if each is not None]
    if not contracts:
        raise InputError("no compiled contract", file=build / "contracts", mend="compile the contracts: make compile")
    return contracts


def _read(file: Path) -> Built | None:
    try:
        content: dict[str, Any] = json.loads(file.read_text())
        source = content["sourcePath"]
        ours = source.startswith(DEPLOYED) and not source.startswith(LOCAL_ONLY)
        # a library of internal functions is compiled into its users
        if not ours or content["type"] != "contract" or not content["bytecode"]:
            return None
        creation, runtime = code(content["bytecode"]), code(content["deployedBytecode"])
        version = content["compiler"]["version"]
        return Built(content["contractName"], source, version, content["abi"], creation, runtime)
    except (json.JSONDecodeError, KeyError, ValueError) as problem:
        raise InputError(
            f"not a compiled contract ({problem})", file=file, mend="compile again: make compile"
        ) from None
