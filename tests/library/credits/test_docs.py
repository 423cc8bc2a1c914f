"""What docs/concepts.md and docs/methodology.md quote is what the files and the commands say."""

import re
import shlex
import sys

import pytest

from abate.cli import main

from .conftest import REPO

METHODOLOGY = (REPO / "docs" / "methodology.md").read_text(encoding="utf-8")
CONCEPTS = (REPO / "docs" / "concepts.md").read_text(encoding="utf-8")

CONSOLE = re.findall(r"```console\n\$ (abate [^\n]*)\n(.*?)```", METHODOLOGY, flags=re.DOTALL)
QUOTED = re.findall(r"From\s+\[`([^`]+)`\].*?```(?:toml|csv)\n(.*?)```", CONCEPTS, flags=re.DOTALL)


@pytest.mark.parametrize(("command", "output"), CONSOLE, ids=[command[:60] for command, _ in CONSOLE])
def test_the_page_shows_what_the_command_prints(monkeypatch, capsys, command, output):
    monkeypatch.chdir(REPO)
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    main()
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert printed == [line.rstrip() for line in output.splitlines()]


@pytest.mark.parametrize(("file", "excerpt"), QUOTED, ids=[file for file, _ in QUOTED])
def test_every_quoted_line_stands_in_its_file(file, excerpt):
    known = {line.split("#")[0].strip() for line in (REPO / file).read_text(encoding="utf-8").splitlines()}
    for line in excerpt.splitlines():
        assert line.split("#")[0].strip() in known | {""}, f"{line!r} is not in {file}"


def test_there_is_an_example_of_each_document():
    assert [file for file, _ in QUOTED] == [
        "programmes/demo/programme.toml",
        "programmes/demo/methodology.toml",
        "samples/uk-home/manifest.toml",
        "data/factors/grid-intensity/factors.csv",
        "data/baselines/desnz-subnational/baselines.csv",
    ]


def test_every_key_of_the_programme_is_explained():
    from abate.programme import AuctionSettings, OracleSettings

    for table in (OracleSettings, AuctionSettings):
        for key in table.model_fields:
            assert re.search(rf"[`.]{key}`", CONCEPTS), key
