"""Typed Python for integrators: a package with a module for each contract, its events, structs and errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

from abate.chain.artefacts import AbiItem
from abate.export.filling import filled_in
from abate.export.names import attribute, attributes, canonical, pascal, signature_hash, snake
from abate.export.python_types import PythonTypes
from abate.export.release import Released
from abate.export.structs import Structs
from abate.export.words import Words

PACKAGE: Final = "abate_contracts"


@dataclass(frozen=True)
class Field:
    """A field of a class: name, type, and the expression that reads it from the decoded ``values``."""

    name: str
    kind: str
    read: str


@dataclass(frozen=True)
class Record:
    """A class of fields: a struct, an event, an error, or what a function returns."""

    name: str
    docstring: str
    fields: list[Field]
    types: str = ""
    hash: bytes = b""
    indexed: str = ""


@dataclass(frozen=True)
class Method:
    """A function: how it is called, and what comes of it."""

    name: str
    docstring: str
    parameters: list[str]
    arguments: str
    selector: str
    inputs: str
    outputs: str
    found: str
    read: str
    changes: bool


def python_package(contracts: Sequence[Released]) -> dict[str, str]:
    """Path -> text of the files of an installable package."""
    structs = Structs.of(each.named_abi for each in contracts)
    modules = {snake(each.name): each for each in contracts}

    def written(template: str, **values: Any) -> str:
        return filled_in(f"python/{template}", package=PACKAGE, **values)

    files = {
        "pyproject.toml": written("pyproject.toml.j2", version=version("abate")),
        f"{PACKAGE}/py.typed": "",
        f"{PACKAGE}/contract.py": written("runtime.py.j2"),
        f"{PACKAGE}/structs.py": written("structs.py.j2", records=_structs(structs)),
        f"{PACKAGE}/errors.py": written("errors.py.j2", records=_errors(contracts, structs)),
        f"{PACKAGE}/__init__.py": written("init.py.j2", modules={name: each.name for name, each in modules.items()}),
    }
    for name, each in modules.items():
        files[f"{PACKAGE}/{name}.py"] = written("contract.py.j2", **_module(each, structs))
    return files


def _structs(structs: Structs) -> list[Record]:
    types = PythonTypes(structs, "")
    return [
        Record(structs.names[name], f"``{name}``.", _fields(parts, types)) for name, parts in structs.fields.items()
    ]


def _errors(contracts: Iterable[Released], structs: Structs) -> list[Record]:
    """Every error of any of the contracts once, with the words of whichever contract has some."""
    types = PythonTypes(structs, "structs.")
    found: dict[str, tuple[AbiItem, Words]] = {}
    for contract in contracts:
        for item in _items(contract, "error"):
            words = Words.of(item, contract.devdoc, contract.userdoc)
            if item["name"] not in found or (words.notice and not found[item["name"]][1].notice):
                found[item["name"]] = (item, words)
    return [_record(item, words, types, "Attributes") for _, (item, words) in sorted(found.items())]


def _module(contract: Released, structs: Structs) -> dict[str, Any]:
    types = PythonTypes(structs, "structs.")
    functions = _items(contract, "function")
    results = [_result(each, contract, types) for each in functions if len(each["outputs"]) > 1]
    title = contract.devdoc.get("title") or contract.name
    return {
        "name": contract.name,
        "title": title,
        "notice": Words(contract.userdoc.get("notice") or title).docstring(title, []),
        "runtime": contract.hashes["runtime"],
        "events": [
            _record(each, Words.of(each, contract.devdoc, contract.userdoc), types, "Attributes")
            for each in _items(contract, "event")
        ],
        "results": results,
        "methods": [_method(each, name, contract, types) for name, each in _named(functions)],
    }


def _items(contract: Released, kind: str) -> list[AbiItem]:
    return [item for item in contract.named_abi if item["type"] == kind]


def _fields(parameters: Sequence[AbiItem], types: PythonTypes) -> list[Field]:
    return [
        Field(name, types.found(each), types.read(each, f"values[{place}]"))
        for place, (name, each) in enumerate(zip(attributes(parameters), parameters, strict=True))
    ]


def _record(item: AbiItem, words: Words, types: PythonTypes, section: str) -> Record:
    inputs = item["inputs"]
    # of an indexed text or list, a log keeps only the hash
    kept = [{"name": each["name"], "type": "bytes32"} if _is_hashed(each) else each for each in inputs]
    return Record(
        pascal(item["name"]),
        words.docstring(f"``{item['name']}``.", inputs, section),
        _fields(kept, types),
        _tuple(f'"{canonical(each)}"' for each in kept),
        signature_hash(item),
        _tuple(str(each.get("indexed", False)) for each in inputs),
    )


def _is_hashed(parameter: AbiItem) -> bool:
    kind = parameter["type"]
    return parameter.get("indexed", False) and (kind in ("string", "bytes") or kind.startswith("tuple") or "[" in kind)


def _named(functions: Sequence[AbiItem]) -> list[tuple[str, AbiItem]]:
    """Functions by their names in Python; of an overloaded one, the longer forms say what they take besides."""
    counted = Counter(each["name"] for each in functions)
    shortest = {name: min((each["inputs"] for each in functions if each["name"] == name), key=len) for name in counted}
    named = []
    for each in functions:
        common = attributes(shortest[each["name"]])
        more = [name for name in attributes(each["inputs"]) if name not in common]
        suffix = f"_with_{'_and_'.join(more)}" if counted[each["name"]] > 1 and more else ""
        named.append((attribute(each["name"]) + suffix, each))
    return named


def _result(item: AbiItem, contract: Released, types: PythonTypes) -> Record:
    words = Words.of(item, contract.devdoc, contract.userdoc)
    lines = [f"    {name}: {text}" for name, text in words.fields_told(item["outputs"]).items()]
    text = f"What ``{item['name']}`` answers."
    docstring = "\n".join([text, "", "Attributes:", *lines]) if lines else text
    return Record(f"{pascal(item['name'])}Result", docstring, _fields(item["outputs"], types))


def _method(item: AbiItem, name: str, contract: Released, types: PythonTypes) -> Method:
    inputs, outputs = item["inputs"], item["outputs"]
    words, names = Words.of(item, contract.devdoc, contract.userdoc), attributes(inputs)
    if len(outputs) > 1:
        found = f"{pascal(item['name'])}Result"
        read = f"{found}.from_abi(values)"
    elif outputs:
        found, read = types.found(outputs[0]), types.read(outputs[0], "values[0]")
    else:
        found, read = "None", "None"
    returned = words.returned(outputs) if len(outputs) == 1 else ""
    return Method(
        name,
        words.docstring(f"``{item['name']}``", inputs, returns=returned),
        [f"{each}: {types.given(parameter)}" for each, parameter in zip(names, inputs, strict=True)],
        f"[{', '.join(names)}]",
        f"0x{signature_hash(item)[:4].hex()}",
        _tuple(f'"{canonical(each)}"' for each in inputs),
        _tuple(f'"{canonical(each)}"' for each in outputs),
        found,
        read,
        item["stateMutability"] not in ("view", "pure"),
    )


def _tuple(parts: Iterable[str]) -> str:
    listed = list(parts)
    return f"({listed[0]},)" if len(listed) == 1 else f"({', '.join(listed)})"
