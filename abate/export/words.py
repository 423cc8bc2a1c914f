"""The contracts' NatSpec as docstrings."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from abate.chain.artefacts import AbiItem
from abate.export.names import attribute, attributes, signature

WIDTH = 112
SECTIONS = {"function": "methods", "event": "events", "error": "errors"}


@dataclass(frozen=True)
class Words:
    """What NatSpec says of one function, event or error.

    Attributes:
        notice: for whoever calls it.
        details: for developers.
        parameters: by the ABI's name.
        returns: by the ABI's name, ``_0`` for unnamed ones.
    """

    notice: str = ""
    details: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    returns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, item: AbiItem, devdoc: Mapping[str, Any], userdoc: Mapping[str, Any]) -> Self:
        """The words for an item of a contract's ABI; empty where there are none."""
        section, key = SECTIONS[item["type"]], signature(item)
        told, user = devdoc.get(section, {}).get(key, {}), userdoc.get(section, {}).get(key, {})
        # errors may be declared in several places
        told, user = (part[0] if isinstance(part, list) else part for part in (told, user))
        state = devdoc.get("stateVariables", {}).get(item["name"], {})
        details = told.get("details", "") or state.get("details", "")
        return cls(user.get("notice", ""), details, told.get("params", {}), told.get("returns", {}))

    def docstring(self, fallback: str, inputs: list[AbiItem], section: str = "Args", returns: str = "") -> str:
        """The text between the quotes, its first line first; further lines start at the margin."""
        first, *rest = [text for text in (self.notice, self.details) if text] or [fallback]
        paragraphs = [_wrapped(_sentence(first)), *(_wrapped(_sentence(text)) for text in rest)]
        names = attributes(inputs)
        told = [
            _wrapped(f"{name}: {self.parameters[each['name']]}", "    ", "        ")
            for name, each in zip(names, inputs, strict=True)
            if self.parameters.get(each["name"])
        ]
        if told:
            paragraphs.append("\n".join([f"{section}:", *told]))
        if returns:
            paragraphs.append("\n".join(["Returns:", _wrapped(returns, "    ", "    ")]))
        return "\n\n".join(paragraphs)

    def returned(self, outputs: list[AbiItem]) -> str:
        """What a single output is; several are fields of a class of their own."""
        return " ".join(self.returns.get(each["name"] or f"_{place}", "") for place, each in enumerate(outputs)).strip()

    def fields_told(self, outputs: list[AbiItem]) -> dict[str, str]:
        """Name of a field -> what it is, for outputs that have words."""
        named = {attribute(each["name"], place): each["name"] or f"_{place}" for place, each in enumerate(outputs)}
        return {name: self.returns[key] for name, key in named.items() if self.returns.get(key)}


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    # OpenZeppelin writes references as {name}
    plain = re.sub(r"\{([\w-]+)\}", r"`\1`", text).replace("\\", "\\\\").replace('"""', "'''")
    words = " ".join(plain.split())
    lines = textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
