"""Running the command ``abate`` inside the test: the same entry, arguments, output and exit codes."""

import io
import json
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from abate.cli import main

SETTINGS = ("ABATE_RPC_URL", "ABATE_DEPLOYMENT", "ABATE_KEYSTORE", "ABATE_PASSPHRASE_FILE")


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run_abate(capsys, monkeypatch, *arguments: object) -> Outcome:
    """Run ``abate`` with these arguments; what was printed before is dropped."""
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["abate", *map(str, arguments)])
    code = ended()
    printed = capsys.readouterr()
    return Outcome(code, printed.out, printed.err)


def run_there(folder: Path, environment: Mapping[str, str], *arguments: object) -> Outcome:
    """Run ``abate`` in a folder, with these settings and no others of its own: for what outlives a single test."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        for name in SETTINGS:
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["abate", *map(str, arguments)])
        code = ended()
    return Outcome(code, out.getvalue(), err.getvalue())


def ended() -> int:
    """The exit code of the command that ``sys.argv`` gives."""
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0
