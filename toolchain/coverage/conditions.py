"""The conditions of the contracts' sources: an if, a ?:, the left side of && and ||, the end of a loop, a try, a case,
also in assembly.

They are read off the compiler's syntax tree, of sources that are parsed and no further, which takes it seconds.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from abate.export.compiler import Compiler

# what it means that the jump was made, and that it was not
MEANING = {
    "IfStatement": ("false", "true"),
    "Conditional": ("true", "false"),
    "&&": ("left side false", "left side true"),
    "||": ("left side true", "left side false"),
    "ForStatement": ("loop ends", "loop goes on"),
    "WhileStatement": ("loop ends", "loop goes on"),
    "DoWhileStatement": ("loop goes on", "loop ends"),
    "TryStatement": ("call succeeds", "call fails"),
    "YulIf": ("false", "true"),
    "YulForLoop": ("loop ends", "loop goes on"),
    "YulCase": ("taken", "passed over"),
}
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Condition:
    """A place in a source where the code goes one of two ways.

    Attributes:
        place: file, first byte and length, by which the compiler marks its jumps.
        line: where it stands.
        name: function and text; stays while both do.
        kind: of the syntax tree's node, or the operator.
    """

    place: Place
    line: int
    name: str
    kind: str

    @property
    def file(self) -> str:
        """Below the root."""
        return self.place[0]

    @property
    def ways(self) -> tuple[str, str]:
        """The names of both ways: where its jump is made, and where it is not."""
        jumped, fell = MEANING[self.kind]
        return f"{self.name} {jumped}", f"{self.name} {fell}"


def own_sources(root: Path) -> list[str]:
    """Every contract that is deployed, and what it is made of; not those that only tests use."""
    files = [file.relative_to(root) for file in sorted((root / "contracts").rglob("*.sol"))]
    return [str(file) for file in files if file.parts[1] != "test"]


def conditions_of(root: Path, files: list[str]) -> list[Condition]:
    """All conditions of some sources, in their order."""
    (solc,) = Path(os.environ["SOLCX_BINARY_PATH"]).glob("solc-v*")
    sources = {file: (root / file).read_text(encoding="utf-8") for file in files}
    asked = {
        "language": "Solidity",
        "sources": {file: {"content": text} for file, text in sources.items()},
        "settings": {"stopAfter": "parsing", "outputSelection": {"*": {"": ["ast"]}}},
    }
    trees = Compiler(solc, root).compile(asked)["sources"]
    return [one for file, text in sources.items() for one in _named(file, text.encode(), trees[file]["ast"])]


def _named(file: str, source: bytes, tree: Any) -> Iterator[Condition]:
    """The conditions of one tree; of two with the same text in functions of one name the second is called so."""
    times: Counter[tuple[str, frozenset[str]]] = Counter()
    for start, length, kind, function, text in sorted(_found(source, tree, "")):
        line = source.count(b"\n", 0, start) + 1
        same = (name := f"{function}: `{text}`"), frozenset(MEANING[kind])
        times[same] += 1
        nth = times[same]
        yield Condition((file, start, length), line, name if nth == 1 else f"{name} ({nth})", kind)


def _found(source: bytes, node: Any, function: str) -> Iterator[tuple[int, int, str, str, str]]:
    if isinstance(node, list):
        for child in node:
            yield from _found(source, child, function)
    if not isinstance(node, dict):
        return
    kind = node.get("nodeType")
    if kind in ("FunctionDefinition", "ModifierDefinition"):
        function = node["name"] or node["kind"]
    if kind == "BinaryOperation" and node["operator"] in ("&&", "||"):
        kind = node["operator"]
    if kind == "YulSwitch":
        shown = _text(source, node["expression"])
        for case in node["cases"]:
            if case["value"] != "default":
                yield *_span(case), "YulCase", function, f"{shown} case {_text(source, case['value'])}"
    elif kind in MEANING and kind != "YulCase" and not (kind == "ForStatement" and not node.get("condition")):
        yield *_span(node), kind, function, _text(source, node.get("condition") or node.get("externalCall") or node)
    for child in node.values():
        yield from _found(source, child, function)


def _span(node: dict[str, Any]) -> tuple[int, int]:
    start, length, _ = map(int, node["src"].split(":"))
    return start, length


def _text(source: bytes, node: dict[str, Any]) -> str:
    start, length = _span(node)
    return " ".join(source[start : start + length].decode().split())
