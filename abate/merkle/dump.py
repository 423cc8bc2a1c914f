"""The published file of a tree, ``standard-v1``, which OpenZeppelin's package and other tools of the field read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from abate.errors import InputError
from abate.merkle.columns import Bytes, checksum_addresses

FORMAT: Final = "standard-v1"
LEAF_ENCODING: Final = ["address", "uint256", "bytes32"]


class Parsed(NamedTuple):
    """What a file says, unchecked but for its shape."""

    accounts: list[str]
    credits: list[int]
    report_hashes: list[str]
    positions: list[int]
    nodes: list[str]


def document(
    nodes: Sequence[bytes], accounts: Bytes, credits: Sequence[int], report_hashes: Bytes, positions: Sequence[int]
) -> dict[str, Any]:
    """The file's content: addresses with checksum, credits as decimal text as JavaScript's numbers are too short."""
    rows = zip(checksum_addresses(accounts), credits, report_hashes, positions, strict=True)
    return {
        "format": FORMAT,
        "leafEncoding": LEAF_ENCODING,
        "tree": ["0x" + node.hex() for node in nodes],
        "values": [
            {"value": [account, str(amount), "0x" + report_hash.tobytes().hex()], "treeIndex": position}
            for account, amount, report_hash, position in rows
        ],
    }


def parse(data: object) -> Parsed:
    """Take the file's content apart.

    Raises:
        InputError: another format or leaf encoding, or a part is missing or has another shape.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"this is not a tree of format {FORMAT}", field="format")
    if data.get("leafEncoding") != LEAF_ENCODING:
        raise InputError(f"the leaf encoding is {data.get('leafEncoding')}, not {LEAF_ENCODING}", field="leafEncoding")
    try:
        rows = [(*row["value"], row["treeIndex"]) for row in data["values"]]
        accounts, amounts, report_hashes, positions = map(list, zip(*rows, strict=True)) if rows else ([], [], [], [])
        nodes = [str(node).lower() for node in data["tree"]]
        return Parsed(accounts, [whole_number(amount) for amount in amounts], report_hashes, positions, nodes)
    except (KeyError, TypeError, ValueError):
        raise InputError("tree and values are needed, each value an account, credits and a report hash") from None


def whole_number(text: str | int) -> int:
    """Credits as other tools write them: decimal or ``0x`` text, or a number.

    Raises:
        ValueError: it is none of them.
    """
    if isinstance(text, str):
        return int(text, 16) if text.startswith("0x") else int(text)
    return text
