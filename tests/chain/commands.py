"""Running the command ``abate`` inside the test: the same entry, arguments, output and exit codes."""

import json
import sys
from dataclasses import dataclass
from typing import Any

from abate.cli import main


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
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    printed = capsys.readouterr()
    return Outcome(code, printed.out, printed.err)
