"""Which way each condition was gone, from the jumps that the node saw.

The compiler marks the jump that it makes of a condition with exactly that condition's place; the jumps of its own
checks lie elsewhere. Without the optimizer every condition has its own jumps, so nothing is merged or guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from toolchain.coverage.code import Codes
from toolchain.coverage.conditions import Condition

JUMPI, PUSH1, PUSH32 = 0x57, 0x60, 0x7F
# by contract, "r:" before the name for its own code and "i:" for the code that creates it: the test that went
# "<program counter>:<1 jumped, 0 fell through>" first
Ways = dict[str, dict[str, str]]


@dataclass
class Branch:
    """A condition, how many jumps all contracts have of it, and by which test each of its ways was gone first."""

    condition: Condition
    jumps: int = 0
    gone: dict[str, str] = field(default_factory=dict)


def branches_of(conditions: list[Condition], codes: Codes, ways: Ways) -> list[Branch]:
    """All conditions, with the ways that ``ways`` tells of; one without jumps is in no contract's code."""
    found = {condition.place: Branch(condition) for condition in conditions}
    for name, artefact in codes.artefacts.items():
        paths = artefact["allSourcePaths"]
        for kind, code, source_map in (
            ("r", artefact["deployedBytecode"], artefact["deployedSourceMap"]),
            ("i", artefact["bytecode"], artefact["sourceMap"]),
        ):
            seen = ways.get(f"{kind}:{name}", {})
            for pc, (start, length, file) in _jumps(code, source_map):
                branch = found.get((paths.get(str(file), ""), start, length))
                if branch is None:
                    continue
                branch.jumps += 1
                for mark, way in zip("10", branch.condition.ways, strict=True):
                    if f"{pc}:{mark}" in seen:
                        branch.gone.setdefault(way, seen[f"{pc}:{mark}"])
    return list(found.values())


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
