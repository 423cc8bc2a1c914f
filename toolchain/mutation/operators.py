"""The mutants of a Solidity file: each differs from it in one place, found in the compiler's own syntax tree.

Working on the tree instead of on text, every mutant changes exactly one operator, number, condition or statement, also
inside assembly and unchecked blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Node = dict[str, Any]

# what an operator of an expression may have been mistaken for
BINARY = {
    "+": ["-"],
    "-": ["+"],
    "*": ["/"],
    "/": ["*"],
    "%": ["*"],
    "**": ["*"],
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
    "==": ["!=", "<=", ">="],
    "!=": ["=="],
    "&&": ["||"],
    "||": ["&&"],
    "&": ["|"],
    "|": ["&"],
    "^": ["&"],
    "<<": [">>"],
    ">>": ["<<"],
}
ORDER_OF_NUMBERS = ("<=", ">=")
ASSIGNMENT = {
    "+=": ["-=", "="],
    "-=": ["+=", "="],
    "*=": ["="],
    "/=": ["="],
    "|=": ["&=", "="],
    "&=": ["|=", "="],
    "<<=": [">>=", "="],
    ">>=": ["<<=", "="],
}
COUNTING = {"++": "--", "--": "++"}
YUL_CALLS = {
    "add": ["sub"],
    "sub": ["add"],
    "mul": ["div"],
    "div": ["mul"],
    "shl": ["shr"],
    "shr": ["shl"],
    "gt": ["lt", "eq"],
    "lt": ["gt", "eq"],
    "and": ["or"],
    "or": ["and"],
    "xor": ["or", "and"],
    "mload": ["calldataload"],
}
# statements that are left out; `return` then falls through, or answers zero
LEFT_OUT = ("ExpressionStatement", "EmitStatement", "RevertStatement", "Return", "Continue", "Break")
YUL_LEFT_OUT = ("YulExpressionStatement", "YulAssignment", "YulBreak", "YulContinue")


@dataclass(frozen=True)
class Mutant:
    """One changed place of a file."""

    file: str
    function: str
    kind: str
    start: int
    stop: int
    replacement: str
    line: int
    before: str
    after: str
    number: int = 1

    @property
    def key(self) -> str:
        """Its name: it stays the same while its function's line does, wherever that stands."""
        again = f" (#{self.number})" if self.number > 1 else ""
        return f"{Path(self.file).stem}.{self.function}: `{self.before}` -> `{self.after}`{again}"

    def applied(self, source: bytes) -> bytes:
        """The mutated file."""
        return source[: self.start] + self.replacement.encode() + source[self.stop :]


Change = tuple[str, int, int, str]


class Tree:
    """A file's text beside its syntax tree."""

    def __init__(self, source: bytes, root: Node):
        self.source, self.root = source, root

    def span(self, node: Node) -> tuple[int, int]:
        """First byte of a node, and the one after its last."""
        start, length, _ = node["src"].split(":")
        return int(start), int(start) + int(length)

    def text(self, node: Node) -> str:
        """What is written there."""
        start, stop = self.span(node)
        return self.source[start:stop].decode()

    def statement(self, node: Node) -> tuple[int, int]:
        """The span of a statement with its semicolon, which the tree leaves out."""
        start, stop = self.span(node)
        rest = self.source[stop:]
        gap = len(rest) - len(rest.lstrip())
        return start, stop + gap + 1 if rest[gap : gap + 1] == b";" else stop

    def between(self, left: Node, right: Node, sign: str) -> tuple[int, int]:
        """Where an operator stands between its two sides."""
        low, high = self.span(left)[1], self.span(right)[0]
        at = self.source.index(sign.encode(), low, high)
        return at, at + len(sign)

    # ------------------------------------------------------------------------------------------------- changes

    def changes(self, node: Node) -> Iterator[Change]:
        """The changes at this very node: kind, span, replacement."""
        kind = node.get("nodeType", "")
        if kind in LEFT_OUT:
            yield "statement left out", *self.statement(node), "{}"
        elif kind in YUL_LEFT_OUT:
            yield "statement left out", *self.span(node), ""
        handler = getattr(self, f"_{kind}", None)
        if handler is not None:
            yield from handler(node)

    def _BinaryOperation(self, node: Node) -> Iterator[Change]:  # noqa: N802
        left, right, sign = node["leftExpression"], node["rightExpression"], node["operator"]
        span = self.between(left, right, sign)
        numbers = "int" in node["commonType"]["typeString"]
        for other in BINARY[sign]:
            if sign == "==" and other in ORDER_OF_NUMBERS and not numbers:
                continue
            # nothing is below zero
            if sign == "==" and other == "<=" and self.text(right) == "0":
                continue
            yield f"{sign} becomes {other}", *span, other
        if sign in ("&&", "||"):
            yield "one side alone", *self.span(node), self.text(left)
            yield "one side alone", *self.span(node), self.text(right)

    def _Assignment(self, node: Node) -> Iterator[Change]:  # noqa: N802
        sign = node["operator"]
        for other in ASSIGNMENT.get(sign, []):
            span = self.between(node["leftHandSide"], node["rightHandSide"], sign)
            yield f"{sign} becomes {other}", *span, other

    def _UnaryOperation(self, node: Node) -> Iterator[Change]:  # noqa: N802
        sign, (start, stop) = node["operator"], self.span(node)
        if sign in COUNTING:
            at = start if node["prefix"] else stop - 2
            yield f"{sign} becomes {COUNTING[sign]}", at, at + 2, COUNTING[sign]
        elif sign in ("!", "~"):
            yield f"{sign} left out", start, start + 1, ""

    def _Literal(self, node: Node) -> Iterator[Change]:  # noqa: N802
        start, stop = self.span(node)
        if node["kind"] == "bool":
            yield "flipped", start, stop, "false" if node["value"] == "true" else "true"
        elif node["kind"] == "number" and "." not in node["value"] and "e" not in node["value"].lower():
            written = node["value"]
            yield from _neighbours(int(written.replace("_", ""), 0), start, start + len(written))

    def _FunctionCall(self, node: Node) -> Iterator[Change]:  # noqa: N802
        called = node["expression"]
        if node["kind"] == "typeConversion" and called["nodeType"] == "ElementaryTypeNameExpression":
            name, inner = self.text(called), node["arguments"][0]
            narrows = inner["typeDescriptions"]["typeString"] == "uint256"
            if name.startswith("uint") and name not in ("uint160", "uint256") and narrows:
                yield "cast left out", *self.span(node), f"({self.text(inner)})"
        elif called.get("memberName") in ("min", "max") and self.text(called["expression"]) == "Math":
            other = "max" if called["memberName"] == "min" else "min"
            stop = self.span(called)[1]
            yield "min or max", stop - 3, stop, other
        elif called.get("memberName") == "ceilDiv":
            one, other = (self.text(side) for side in node["arguments"])
            yield "rounded down", *self.span(node), f"(({one}) / ({other}))"

    def _condition(self, node: Node) -> Iterator[Change]:
        for constant in ("true", "false"):
            if self.text(node["condition"]) != constant:
                yield f"always {constant}", *self.span(node["condition"]), constant

    _IfStatement = _Conditional = _condition

    def _ForStatement(self, node: Node) -> Iterator[Change]:  # noqa: N802
        yield "loop left out", *self.span(node["condition"]), "false"

    def _DoWhileStatement(self, node: Node) -> Iterator[Change]:  # noqa: N802
        yield "loop ends at once", *self.span(node["condition"]), "false"

    _WhileStatement = _ForStatement

    def _YulFunctionCall(self, node: Node) -> Iterator[Change]:  # noqa: N802
        name = node["functionName"]["name"]
        for other in YUL_CALLS.get(name, []):
            yield f"{name} becomes {other}", *self.span(node["functionName"]), other
        if name == "eq":
            yield "eq becomes unequal", *self.span(node), f"iszero({self.text(node)})"
        elif name == "iszero":
            yield "iszero left out", *self.span(node), self.text(node["arguments"][0])

    def _YulLiteral(self, node: Node) -> Iterator[Change]:  # noqa: N802
        if node["kind"] == "number":
            yield from _neighbours(int(node["value"], 0), *self.span(node))

    def _YulIf(self, node: Node) -> Iterator[Change]:  # noqa: N802
        for constant in ("1", "0"):
            yield f"always {constant}", *self.span(node["condition"]), constant

    def _YulForLoop(self, node: Node) -> Iterator[Change]:  # noqa: N802
        yield "loop left out", *self.span(node["condition"]), "0"


def _neighbours(value: int, start: int, stop: int) -> Iterator[Change]:
    yield "number one higher", start, stop, str(value + 1)
    if value:
        yield "number one lower", start, stop, str(value - 1)


def mutants_of(file: str, source: bytes, root: Node) -> list[Mutant]:
    """All mutants of a file, in the order of its text; those of constants come under the contract's name."""
    tree = Tree(source, root)
    found: list[Mutant] = []
    seen: set[tuple[int, int, str]] = set()
    keys: dict[str, int] = {}
    for function, node in _walk(root, ""):
        for kind, start, stop, replacement in tree.changes(node):
            if (start, stop, replacement) in seen:
                continue
            seen.add((start, stop, replacement))
            before, after, line = _lines(source, start, stop, replacement)
            mutant = Mutant(file, function, kind, start, stop, replacement, line, before, after)
            number = keys[mutant.key] = keys.get(mutant.key, 0) + 1
            found.append(Mutant(file, function, kind, start, stop, replacement, line, before, after, number))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.stop))


def _walk(node: Any, function: str) -> Iterator[tuple[str, Node]]:
    """Every node with the name of its function, or of its contract outside of functions."""
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, function)
    if not isinstance(node, dict):
        return
    kind = node.get("nodeType")
    if kind in ("ArrayTypeName", "PragmaDirective", "StructDefinition", "ModifierInvocation"):
        return
    if kind in ("FunctionDefinition", "ContractDefinition"):
        function = node["name"] or node["kind"]
    if kind:
        yield function, node
    if kind == "FunctionCall":
        node = node | {"arguments": _read_arguments(node)}
    for child in node.values():
        yield from _walk(child, function)


def _read_arguments(call: Node) -> list[Node]:
    """A call's arguments without those that `Failure.with` is told to ignore."""
    called, arguments = call["expression"], call["arguments"]
    if called.get("memberName") == "with" and called["expression"].get("name") == "Failure":
        return arguments[: 2 + int(arguments[1]["value"])]
    return arguments


def _lines(source: bytes, start: int, stop: int, replacement: str) -> tuple[str, str, int]:
    """The changed lines before and after, blanks at the ends and line breaks folded, and the first one's number."""
    first = source.rfind(b"\n", 0, start) + 1
    last = source.find(b"\n", stop)
    last = len(source) if last < 0 else last
    before = source[first:last].decode()
    after = (source[first:start] + replacement.encode() + source[stop:last]).decode()
    return " ".join(before.split()), " ".join(after.split()), source.count(b"\n", 0, start) + 1
