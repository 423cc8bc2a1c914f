"""Compiled contracts: ABI, code and the words of their interfaces, read from the compiler's output.

The output is Brownie's ``build`` folder. It lies beside the package in a checkout; elsewhere ``ABATE_BUILD`` names it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from abate.config import build_folder
from abate.errors import InputError

AbiItem = dict[str, Any]


@dataclass(frozen=True)
class Artefact:
    """One compiled contract.

    Attributes:
        name: the contract's name.
        abi: its ABI, as the compiler gave it.
        bytecode: creation code, without constructor arguments.
        deployed_bytecode: the code that will stand on chain, with zeros where immutables will be.
        compiler: version and settings of the compiler.
    """

    name: str
    abi: list[AbiItem]
    bytecode: bytes
    deployed_bytecode: bytes
    compiler: dict[str, Any]

    @property
    def constructor_inputs(self) -> list[AbiItem]:
        """ABI items of the constructor's arguments, in order; empty where it has none."""
        constructors = [item for item in self.abi if item["type"] == "constructor"]
        return constructors[0]["inputs"] if constructors else []


def load_artefact(name: str, build: Path | None = None) -> Artefact:
    """Read a compiled contract by its name.

    Args:
        name: such as ``CarbonCredit``.
        build: the compiler's output folder; by default the one of the settings.

    Raises:
        InputError: the contract was never compiled, or the file is not an artefact.
    """
    return _load(name, build or build_folder())


@cache
def _load(name: str, build: Path) -> Artefact:
    file = build / "contracts" / f"{name}.json"
    try:
        content = json.loads(file.read_text())
        codes = (code(content["bytecode"]), code(content["deployedBytecode"]))
        return Artefact(name, content["abi"], *codes, content.get("compiler") or {})
    except FileNotFoundError:
        raise InputError("no such compiled contract", file=file, mend="compile the contracts: make compile") from None
    except (json.JSONDecodeError, KeyError, ValueError) as problem:
        raise InputError(
            f"not a compiled contract ({problem})", file=file, mend="compile again: make compile"
        ) from None


def code(text: str) -> bytes:
    """Bytes of a hexadecimal text, with or without 0x."""
    return bytes.fromhex(text.removeprefix("0x"))


def compiled_names(build: Path | None = None) -> list[str]:
    """Names of all compiled contracts, sorted; empty where nothing was compiled."""
    return sorted(file.stem for file in ((build or build_folder()) / "contracts").glob("*.json"))
