"""The structs that the ABIs of all contracts use, each with one short name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from abate.chain.artefacts import AbiItem
from abate.errors import IntegrityError


@dataclass(frozen=True)
class Structs:
    """Structs by the compiler's name for them, ``IEmissionOracle.Batch``.

    Attributes:
        fields: the fields of each, as ABI parameters.
        names: the short name of each: its own, with the contract's in front where two would be the same.
    """

    fields: dict[str, list[AbiItem]]
    names: dict[str, str]

    @classmethod
    def of(cls, abis: Iterable[list[AbiItem]]) -> Structs:
        """All structs of these ABIs.

        Raises:
            IntegrityError: one name stands for two structs.
        """
        found: dict[str, list[AbiItem]] = {}
        for abi in abis:
            for item in abi:
                for parameter in [*item.get("inputs", []), *item.get("outputs", [])]:
                    for name, parts in _inside(parameter):
                        if found.setdefault(name, parts) != parts:
                            raise IntegrityError(f"the struct {name} has different fields in two contracts")
        short = Counter(name.rpartition(".")[2] for name in found)
        names = {name: _short(name, short) for name in found}
        return cls(dict(sorted(found.items(), key=lambda each: names[each[0]])), names)

    def name_of(self, parameter: AbiItem) -> str:
        """The short name of the struct that a parameter is, or is an array of."""
        return self.names[struct_name(parameter)]


def struct_name(parameter: AbiItem) -> str:
    """The compiler's name of a parameter's struct, arrays aside."""
    name: str = parameter["internalType"]
    return name.removeprefix("struct ").partition("[")[0]


def _inside(parameter: AbiItem) -> Iterator[tuple[str, list[AbiItem]]]:
    if parameter["type"].startswith("tuple"):
        yield struct_name(parameter), parameter["components"]
        for part in parameter["components"]:
            yield from _inside(part)


def _short(name: str, counted: Counter[str]) -> str:
    where, _, own = name.rpartition(".")
    prefix = where[1:] if where[:1] == "I" and where[1:2].isupper() else where
    return own if counted[own] == 1 else prefix + own
