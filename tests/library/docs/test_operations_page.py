"""docs/operations.md: a section for each alert, commands that parse, the programme's times, and tests that rehearse."""

import ast
import re
import shlex
import tomllib

import click
import pytest

from abate.cli import abate as command

from .pages import DOCS, REPO, headings, rows, text_of
from .test_invariants_page import NAMED

PAGE = text_of(DOCS / "operations.md")
ALERTS = [
    "Key rotation",
    "Lost key",
    "Stuck transaction",
    "Reorganisation",
    "Disputed batch",
    "Demand unanswered",
    "Deficit",
    "Operator leaving",
    "Bond below minimum",
    "Node behind",
    "Period late",
    "Faulted batch",
]
"""Headings that alert rules link to."""
MORE = ["Key stolen", "Guardian: suspend or revoke", "Restoring from a backup", "Shared secrets"]
TITLES = [*ALERTS, *MORE]
PARTS = ["**Shows as**", "**Means**", "**Do**", "**Over when**", "**Rehearsed by**"]


def section(title: str) -> str:
    """A section's text."""
    return re.split(r"^## ", PAGE.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def lines(text: str) -> list[str]:
    """Lines of code blocks that call ``abate``, without their comments."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    found = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in found if line.startswith("abate ")]


def parsed(line: str) -> tuple[str, ...]:
    """The command's words; raises where the command line would refuse the line."""
    words, found, path = shlex.split(line)[1:], command, []
    while isinstance(found, click.Group):
        path.append(words[0])
        inner = found.get_command(click.Context(found), words[0])
        assert inner is not None, line
        found, words = inner, words[1:]
    found.make_context(path[-1], list(words))
    return tuple(path)


def source_of(name: str, path: str) -> str:
    """The text of a test and of the module's constants that it may use."""
    text = text_of(REPO / path)
    tree = ast.parse(text)
    kept = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) or (isinstance(node, ast.FunctionDef) and is_used(node, name))
    ]
    return "\n".join(ast.get_source_segment(text, node) or "" for node in kept)


def is_used(function: ast.FunctionDef, name: str) -> bool:
    """The test itself, or a fixture."""
    return function.name == name or bool(function.decorator_list)


def test_every_alert_has_its_section():
    titles = [title for level, title in headings(PAGE) if level == 2]
    assert [title for title in TITLES if title not in titles] == []
    assert set(titles) == {*TITLES, "How long you have"}


@pytest.mark.parametrize("title", TITLES)
def test_a_section_says_what_an_operator_on_call_needs_in_order(title):
    places = [section(title).find(part) for part in PARTS]
    assert -1 not in places
    assert places == sorted(places)
    assert lines(section(title))


@pytest.mark.parametrize("line", sorted(set(lines(PAGE))))
def test_the_command_line_takes_every_line(line):
    assert parsed(line)


def test_a_wrong_line_is_refused():
    with pytest.raises(click.UsageError):
        parsed("abate oracle post programme.toml --exchange exchange")
    with pytest.raises(click.UsageError):
        parsed("abate oracle suspend programme.toml --operater 0xB")


@pytest.mark.parametrize("title", TITLES)
def test_its_rehearsal_runs_every_command_of_a_section(title):
    text = section(title)
    tests = NAMED.findall(text.partition("**Rehearsed by**")[2])
    assert tests
    sources = "\n".join(source_of(name, path) for name, path in tests)
    assert all(f"def {name}(" in sources for name, _ in tests)
    step = re.compile(r'STEP\.format\("(\w+)"')
    run = {f"oracle {name}" for name in step.findall(sources)} | {
        words.replace("{command}", "speed-up")
        for words in re.findall(r"f?\"((?:oracle|transactions|enrol) [\w{}.-]+)", sources)
    }
    commands = {" ".join(parsed(line)) for line in lines(text)}
    assert sorted(commands - {words if not words.startswith("enrol") else "enrol" for words in run}) == []


def test_hours_are_the_programmes():
    programme = tomllib.loads(text_of(REPO / "programmes" / "demo" / "programme.toml"))
    given = {row.cells[0].strip("`"): row.cells[1] for row in rows(PAGE) if row.path[-1] == "How long you have"}
    settings = {name: value for part in programme.values() if isinstance(part, dict) for name, value in part.items()}
    assert len(given) == 9
    assert given == {name: str(int(settings[name].removesuffix("d")) * 24) for name in given}
