"""Typed TypeScript for integrators: ABIs as constants, from which viem infers its types and ethers is given some."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from abate.export.filling import filled_in
from abate.export.names import camel
from abate.export.release import Released
from abate.export.words import Words


@dataclass(frozen=True)
class Entry:
    """One item of an ABI: JSON, and its words as comment lines."""

    json: str
    words: list[str]


@dataclass(frozen=True)
class View:
    """A contract as the templates see it."""

    name: str
    constant: str
    notice: str
    runtime: str
    entries: list[Entry]


def typescript_package(contracts: Sequence[Released]) -> dict[str, str]:
    """Path -> text of the files of a package that ``tsc`` builds."""
    views = [_view(each) for each in contracts]

    def written(template: str, **values: Any) -> str:
        return filled_in(f"typescript/{template}", views=views, **values)

    files = {
        "package.json": written("package.json.j2", version=version("abate")),
        "tsconfig.json": written("tsconfig.json.j2"),
        "src/index.ts": written("index.ts.j2"),
        "src/errors.ts": written("errors.ts.j2", entries=_errors(contracts)),
        "src/viem.ts": written("viem.ts.j2"),
        "src/ethers.ts": written("ethers.ts.j2"),
        "src/ethers-types.ts": written("ethers-types.ts.j2"),
    }
    return files | {f"src/abi/{each.name}.ts": written("abi.ts.j2", view=each) for each in views}


def _view(contract: Released) -> View:
    entries = [_entry(item, contract) for item in contract.named_abi]
    notice = contract.userdoc["notice"] or contract.devdoc.get("title", contract.name)
    return View(contract.name, camel(contract.name), notice, contract.hashes["runtime"], entries)


def _errors(contracts: Sequence[Released]) -> list[Entry]:
    """Every error of any of the contracts once: one contract passes on what another says."""
    found: dict[str, Entry] = {}
    for contract in contracts:
        for item in contract.named_abi:
            if item["type"] == "error":
                entry = _entry(item, contract)
                if item["name"] not in found or (entry.words and not found[item["name"]].words):
                    found[item["name"]] = entry
    return [found[name] for name in sorted(found)]


def _entry(item: dict[str, Any], contract: Released) -> Entry:
    if item["type"] == "constructor":
        return Entry(json.dumps(item), [])
    words = Words.of(item, contract.devdoc, contract.userdoc)
    text = [words.docstring("", [])] if words.notice or words.details else []
    return Entry(json.dumps(item), [line for each in text for line in each.splitlines() if line])
