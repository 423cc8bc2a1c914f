"""ABI types as Python's: what is given, what is found, and how a decoded value becomes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from abate.chain.artefacts import AbiItem
from abate.export.structs import Structs

ARRAY: Final = re.compile(r"\[\d*\]$")
PLAIN: Final = {"address": "ChecksumAddress", "bool": "bool", "string": "str"}


@dataclass(frozen=True)
class PythonTypes:
    """Types as they are written in one module.

    Attributes:
        structs: the structs of all contracts.
        prefix: what stands before a struct's name in this module, such as ``structs.``.
    """

    structs: Structs
    prefix: str

    def found(self, parameter: AbiItem) -> str:
        """The type of what a contract answers, and of a struct's field."""
        inner = element(parameter)
        return self._single(parameter) if inner is None else f"tuple[{self.found(inner)}, ...]"

    def given(self, parameter: AbiItem) -> str:
        """The type of an argument."""
        inner = element(parameter)
        return self._single(parameter) if inner is None else f"Sequence[{self.given(inner)}]"

    def read(self, parameter: AbiItem, value: str, depth: int = 0) -> str:
        """An expression that makes the found type of a decoded value."""
        inner, kind = element(parameter), parameter["type"]
        if inner is not None:
            name = f"each{depth or ''}"
            read = self.read(inner, name, depth + 1)
            return f"tuple({value})" if read == name else f"tuple({read} for {name} in {value})"
        if kind == "tuple":
            return f"{self.prefix}{self.structs.name_of(parameter)}.from_abi({value})"
        return f"to_checksum_address({value})" if kind == "address" else value

    def _single(self, parameter: AbiItem) -> str:
        kind = parameter["type"]
        if kind == "tuple":
            return self.prefix + self.structs.name_of(parameter)
        if kind.startswith("bytes"):
            return "bytes"
        return PLAIN.get(kind, "int")


def element(parameter: AbiItem) -> AbiItem | None:
    """The parameter of an array's elements; None where it is no array."""
    kind = parameter["type"]
    array = ARRAY.search(kind)
    return None if array is None else {**parameter, "type": kind[: array.start()]}
