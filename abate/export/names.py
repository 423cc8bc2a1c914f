"""Names of the ABI in the words of Python and TypeScript, and types in the ABI's own."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from typing import Final

from eth_utils.crypto import keccak

from abate.chain.artefacts import AbiItem

TAKEN: Final = {
    "self",
    "cls",
    "block",
    "args",
    "log",
    "events",
    "logs",
    "web3",
    "address",
    "add_note",
    "with_traceback",
}
"""Names that the generated classes use themselves."""


def snake(name: str) -> str:
    """``issueMany`` as ``issue_many``, ``eip712Domain`` as ``eip712_domain``, ``DOMAIN_SEPARATOR`` in small letters."""
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.strip("_"))
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", parts).lower()


def attribute(name: str, place: int = 0) -> str:
    """A parameter or field: in Python's style, with _ behind where the word is taken; unnamed ones are numbered."""
    word = snake(name) or f"value_{place + 1}"
    return f"{word}_" if keyword.iskeyword(word) or word in TAKEN else word


def attributes(parameters: Iterable[AbiItem]) -> list[str]:
    """The names of parameters, in order."""
    return [attribute(each["name"], place) for place, each in enumerate(parameters)]


def canonical(parameter: AbiItem) -> str:
    """A type as signatures and encoders write it: structs as tuples of their fields' types."""
    kind: str = parameter["type"]
    if not kind.startswith("tuple"):
        return kind
    inner = ",".join(canonical(each) for each in parameter["components"])
    return f"({inner}){kind.removeprefix('tuple')}"


def signature(item: AbiItem) -> str:
    """Name and types of a function, event or error."""
    return f"{item['name']}({','.join(canonical(each) for each in item['inputs'])})"


def signature_hash(item: AbiItem) -> bytes:
    """The hash of the signature: an event's topic; its first four bytes are a selector."""
    return keccak(text=signature(item))


def camel(name: str) -> str:
    """``CarbonCredit`` as ``carbonCredit``."""
    return name[0].lower() + name[1:]


def pascal(name: str) -> str:
    """``eip712Domain`` as ``Eip712Domain``."""
    return name[0].upper() + name[1:]
