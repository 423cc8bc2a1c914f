"""The branches of the contracts' sources, and which way each was gone.

A branch is a condition of the source: an if, a ?:, the left side of && and ||, the end of a loop, also in assembly. The
compiler marks the jump that it makes of each with exactly that node's place; the jumps of its own checks lie elsewhere.
Without the optimizer every such node has its own jumps, so nothing is merged or guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolchain.coverage.code import Codes

JUMPI, PUSH1, PUSH32 = 0x57, 0x60, 0x7F
NODES = ("IfStatement", "Conditional", "ForStatement", "WhileStatement", "DoWhileStatement", "YulIf", "YulForLoop")
# what it means that the jump was made, and that it was not
MEANING = {
    "IfStatement": ("false", "true"),
    "Conditional": ("true", "false"),
    "&&": ("left side false", "left side true"),
    "||": ("left side true", "left side false"),
    "ForStatement": ("loop ends", "loop goes on"),
    "WhileStatement": ("loop ends", "loop goes on"),
    "DoWhileStatement": ("loop goes on", "loop ends"),
    "YulIf": ("false", "true"),
    "YulForLoop": ("loop ends", "loop goes on"),
}
Place = tuple[str, int, int]


@dataclass
class Branch:
    """A condition, and which of its two ways were gone: "1" where the jump was made, "0" where it was not."""

    file: str
    line: int
    function: str
    kind: str
    text: str
    jumps: int = 0
    gone: set[str] = field(default_factory=set)

    def missing(self) -> Iterator[str]:
        """The ways that were not gone, in words."""
        jumped, fell = MEANING[self.kind]
        if "1" not in self.gone:
            yield jumped
        if "0" not in self.gone:
            yield fell

    def key(self, way: str) -> str:
        """The name of one way: it stays while the condition does."""
        return f"{Path(self.file).stem}.{self.function}: `{self.text}` {way}"


def branches_of(codes: Codes, ways: dict[str, set[str]]) -> list[Branch]:
    """All branches that some contract's code has, with the ways that ``ways`` tells of."""
    found: dict[Place, Branch] = {}
    for artefact in codes.artefacts.values():
        file = artefact["sourcePath"]
        if file.startswith("contracts/") and not file.startswith("contracts/test/"):
            source = (artefact["source"]).encode()
            for place, branch in _nodes(file, source, artefact["ast"], ""):
                found.setdefault(place, branch)
    for name, artefact in codes.artefacts.items():
        paths = artefact["allSourcePaths"]
        for kind, code, source_map in (
            ("r", artefact["deployedBytecode"], artefact["deployedSourceMap"]),
            ("i", artefact["bytecode"], artefact["sourceMap"]),
        ):
            seen = ways.get(f"{kind}:{name}", set())
            for pc, (start, length, file) in _jumps(code, source_map):
                branch = found.get((paths.get(str(file), ""), start, length))
                if branch is not None:
                    branch.jumps += 1
                    branch.gone |= {way for way in "01" if f"{pc}:{way}" in seen}
    return sorted((one for one in found.values() if one.jumps), key=lambda one: (one.file, one.line, one.text))


def _nodes(file: str, source: bytes, node: Any, function: str) -> Iterator[tuple[Place, Branch]]:
    if isinstance(node, list):
        for child in node:
            yield from _nodes(file, source, child, function)
    if not isinstance(node, dict):
        return
    kind = node.get("nodeType")
    if kind == "FunctionDefinition":
        function = node["name"] or node["kind"]
    if kind == "BinaryOperation" and node["operator"] in ("&&", "||"):
        kind = node["operator"]
    if kind in NODES or kind in ("&&", "||"):
        start, length, _ = map(int, node["src"].split(":"))
        shown = node.get("condition") or node
        at, size, _ = map(int, shown["src"].split(":"))
        text = " ".join(source[at : at + size].decode().split())
        line = source.count(b"\n", 0, start) + 1
        yield (file, start, length), Branch(file, line, function, kind, text)
    for child in node.values():
        yield from _nodes(file, source, child, function)


def _jumps(code: str, source_map: str) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Every conditional jump: its place in the code, and in the source."""
    entries = source_map.split(";")
    raw = bytes.fromhex(code.removeprefix("0x"))
    pc, place = 0, [0, 0, 0]
    for entry in entries:
        for index, value in enumerate(entry.split(":")[:3]):
            if value:
                place[index] = int(value)
        if pc >= len(raw):
            return
        op = raw[pc]
        if op == JUMPI:
            yield pc, (place[0], place[1], place[2])
        pc += 1 + (op - PUSH1 + 1 if PUSH1 <= op <= PUSH32 else 0)
