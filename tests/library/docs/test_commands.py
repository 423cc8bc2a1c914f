"""Commands, options and make targets that pages name exist."""

import re
import shlex

import click
import pytest

from abate.cli import COMMANDS
from abate.cli import abate as command

from .pages import DOCS, REPO, rows, text_of

PAGES = sorted([*REPO.glob("*.md"), *DOCS.rglob("*.md")])
TARGETS = set(re.findall(r"^([a-z-]+):", text_of(REPO / "Makefile"), flags=re.MULTILINE))
ids = [page.relative_to(REPO).as_posix() for page in PAGES]


def code(text: str) -> list[str]:
    """Inline code and lines of code blocks, without prompts, wrapper and comments."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    lines = [*inline, *(line for block in blocks for line in block.splitlines())]
    return [re.sub(r"\s+#.*", "", re.sub(r"^(\$ )?(\./with-env )?", "", line.strip())) for line in lines]


def wrong(line: str) -> str:
    """What is wrong with a line that calls ``abate``; empty where nothing is."""
    words = [word for word in shlex.split(line.replace("...", "").replace("|", " "))[1:] if word != "…"]
    found: click.Command = command
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        inner = found.get_command(click.Context(found), words[0])
        if inner is None:
            return f"no command {words[0]!r}: {line}"
        found, words = inner, words[1:]
    known = {option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)}
    known.add("--help")
    unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
    return f"no option {unknown[0]}: {line}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_command_and_option_exists(page):
    calls = [line for line in code(text_of(page)) if re.match(r"abate( [a-z-]|$)", line) and "set-up:" not in line]
    assert [problem for problem in map(wrong, calls) if problem] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_make_target_exists(page):
    named = [line.split()[1] for line in code(text_of(page)) if re.match(r"make [a-z]", line)]
    assert [target for target in named if target not in TARGETS] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_script_exists(page):
    named = [line.split()[2] for line in code(text_of(page)) if re.match(r"brownie run [a-z]", line)]
    assert [script for script in named if not (REPO / "scripts" / f"{script}.py").is_file()] == []


def test_a_wrong_command_is_found():
    assert wrong("abate observe x") == "no command 'observe': abate observe x"
    assert wrong("abate oracle observe x --perod 2021") == "no option --perod: abate oracle observe x --perod 2021"
    assert wrong("abate deploy programme.toml --yes") == ""


def test_the_map_lists_every_command_with_its_own_words():
    listed = [row.cells[:2] for row in rows(text_of(DOCS / "architecture.md")) if row.path[-1] == "Commands"]
    assert listed == [(f"`abate {name}`", words) for name, (_, words) in COMMANDS.items()]


def test_the_map_lists_every_package_and_module_of_the_library():
    text = text_of(DOCS / "architecture.md")
    tree = re.search(r"^```\nabate/\n(.*?)^[a-z]", text, flags=re.DOTALL | re.MULTILINE)[1]
    listed = [name for line in tree.splitlines() for name in re.findall(r"[a-z0-9_]+(?:\.py|/)", line[:33])]
    inside = [path for path in (REPO / "abate").iterdir() if not path.name.startswith("_")]
    assert sorted(listed) == sorted(path.name + "/" * path.is_dir() for path in inside)


def test_the_map_lists_every_contract():
    text = text_of(DOCS / "architecture.md")
    files = [file for file in (REPO / "contracts").rglob("*.sol") if "test" not in file.parts]
    deployed = [file.stem for file in files if re.search(rf"^contract {file.stem} ", text_of(file), flags=re.MULTILINE)]
    assert len(deployed) > 5
    assert [name for name in deployed if f"`{name}`" not in text] == []
