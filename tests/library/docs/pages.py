"""Reads the pages of the documentation as readers and their browsers do."""

import re
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[3]
DOCS = REPO / "docs"
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", flags=re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A row of a table, with the headings it stands under: ``path`` has the texts from the first level down."""

    path: tuple[str, ...]
    cells: tuple[str, ...]


def text_of(page: Path) -> str:
    """A page's text."""
    return page.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """The text without fenced code blocks."""
    return FENCE.sub("", text)


def headings(text: str) -> list[tuple[int, str]]:
    """Level and text of each heading."""
    found = re.findall(r"^(#{1,6}) +(.*?) *#*$", without_code(text), flags=re.MULTILINE)
    return [(len(marks), title) for marks, title in found]


def anchors(text: str) -> set[str]:
    """What a link after # may name: as the common hosts of repositories make it of headings."""
    made: set[str] = set()
    for _, title in headings(text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).replace("`", "").strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        place, unique = 0, slug
        while unique in made:
            place, unique = place + 1, f"{slug}-{place + 1}"
        made.add(unique)
    return made


def rows(text: str) -> list[Row]:
    """All rows of all tables, without head and rule."""
    path: list[str] = []
    found: list[Row] = []
    lines = without_code(text).splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        heading = re.match(r"(#{1,6}) +(.*)", line)
        if heading:
            path = [*path[: len(heading[1]) - 1], heading[2].strip()]
        is_rule, is_head = re.fullmatch(r"[|\-: ]+", line), re.fullmatch(r"\|[|\-: ]+", following)
        if line.startswith("|") and not is_rule and not is_head:
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            found.append(Row(tuple(path), tuple(cell.strip() for cell in cells)))
    return found
