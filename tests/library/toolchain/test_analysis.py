"""Exceptions to the static analysis: each has its reason in place, and the page lists their kinds and no others."""

import json
import re

from ..docs.pages import DOCS, REPO, text_of

PAGE = text_of(DOCS / "analysis.md")
SOURCES = {
    file.relative_to(REPO).as_posix(): text_of(file)
    for file in sorted((REPO / "contracts").rglob("*.sol"))
    if "contracts/test/" not in file.as_posix()
}
EXCEPTION = re.compile(r"^ *// slither-disable-(next-line|start) (\S+)$")


def exceptions() -> list[tuple[str, str, str]]:
    """Place, detectors and the line above of every exception."""
    return [
        (f"{path}:{number + 1}", found[2], lines[number - 1].strip())
        for path, text in SOURCES.items()
        for lines in [text.splitlines()]
        for number, line in enumerate(lines)
        if (found := EXCEPTION.match(line))
    ]


def rows(heading: str) -> list[str]:
    """First cells of the table below a heading of the page."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([a-z0-9-]+)` ", section, flags=re.MULTILINE)


def test_every_exception_has_its_reason_on_the_line_above():
    assert len(exceptions()) > 30
    assert [place for place, _, above in exceptions() if not re.match(r"// (?!slither|solhint)\w", above)] == []


def test_no_exception_is_made_for_all_detectors():
    assert [place for place, detectors, _ in exceptions() if "all" in detectors.split(",")] == []


def test_the_page_lists_the_detectors_that_have_exceptions():
    used = {detector for _, detectors, _ in exceptions() for detector in detectors.split(",")}
    assert sorted(rows("Exceptions in place")) == sorted(used)


def test_the_page_lists_the_detectors_that_are_off():
    off = json.loads(text_of(REPO / "slither.config.json"))["detectors_to_exclude"].split(",")
    assert rows("Detectors that are off") == off


def test_every_assembly_block_keeps_to_the_compilers_memory():
    block = re.compile(r"^ *(assembly\b.*\{)$", flags=re.MULTILINE)
    blocks = [found for text in SOURCES.values() for found in block.findall(text)]
    assert len(blocks) > 20
    assert set(blocks) == {'assembly ("memory-safe") {'}
