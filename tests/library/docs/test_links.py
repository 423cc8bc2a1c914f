"""Relative links lead to files and headings that exist, and so do paths that pages name."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from .pages import DOCS, FENCE, REPO, anchors, text_of, without_code

FOLDERS = ("docs", "data", "samples", "programmes", "gas", "toolchain", "tests", "deployments")
PAGES = sorted([*REPO.glob("*.md"), *(page for folder in FOLDERS for page in (REPO / folder).rglob("*.md"))])
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
IN_CODE = re.compile(r"`[^`\n]*`")
NAMED = re.compile(
    r"`((?:abate|contracts|interfaces|scripts|tests|data|docs|samples|programmes|toolchain|gas)/[^`\s]*)`"
)
DIAGRAMS = ("flowchart", "sequenceDiagram", "stateDiagram-v2", "classDiagram", "erDiagram", "timeline")
NO_PATH = re.compile(r"[<{…]|\.\.\.|/\d+$")
"""Patterns with a part to fill in, and names of hashes such as ``abate/source/1``."""
OURS = [page for page in PAGES if page.name != "SOURCE.md"]
"""Without the notes on data, which name files of their publishers."""
ids = [page.relative_to(REPO).as_posix() for page in PAGES]


def broken(page: Path) -> list[str]:
    """Links of a page that lead nowhere, or out of the repo."""
    found = []
    for link in LINK.findall(IN_CODE.sub("", without_code(text_of(page)))):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        inside = target.is_relative_to(REPO) and target.exists()
        if not inside or (anchor and (target.suffix != ".md" or anchor not in anchors(text_of(target)))):
            found.append(link)
    return found


def test_there_are_pages():
    assert {"README.md", "docs/errors.md", "docs/invariants.md", "docs/adr/README.md"} <= set(ids)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_relative_link_leads_somewhere(page):
    assert broken(page) == []


@pytest.mark.parametrize("page", OURS, ids=[page.relative_to(REPO).as_posix() for page in OURS])
def test_every_path_that_is_named_exists(page):
    named = [name.rstrip("/") for name in NAMED.findall(text_of(page)) if not NO_PATH.search(name)]
    assert [name for name in named if not any(REPO.glob(name.partition(":")[0]))] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_code_block_is_closed(page):
    assert not re.search(r"^(```|~~~)", FENCE.sub("", text_of(page)), flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_diagram_is_of_a_known_kind_and_its_brackets_close(page):
    for diagram in re.findall(r"^```mermaid\n(.*?)^```", text_of(page), flags=re.DOTALL | re.MULTILINE):
        assert diagram.split()[0] in DIAGRAMS
        assert len(diagram.strip().splitlines()) > 1
        for pair in ("[]", "()", "{}"):
            assert diagram.count(pair[0]) == diagram.count(pair[1]), f"{pair} in {diagram}"


def test_every_page_of_the_documentation_is_linked_from_another():
    linked = set()
    for page in PAGES:
        for link in LINK.findall(without_code(text_of(page))):
            linked.add((page.parent / link.partition("#")[0]).resolve())
    assert [page.name for page in DOCS.glob("*.md") if page not in linked] == []
