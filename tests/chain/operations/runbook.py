"""Lines of the runbook, run as the person whom it tells to run them, in this process."""

import io
import json
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from abate.cli import main
from tests.chain.operators.people import PASSPHRASE, PROGRAMME

VARIABLES = ("ABATE_RPC_URL", "ABATE_DEPLOYMENT", "ABATE_KEYSTORE", "ABATE_PASSPHRASE_FILE")


@dataclass(frozen=True)
class Person:
    """Somebody with a folder of their own: an operator with a key in it, or one who holds an account of the node."""

    home: Path
    address: str
    url: str
    keystore: str | None = "key.json"

    @property
    def environment(self):
        settings = {
            "ABATE_RPC_URL": self.url,
            "ABATE_DEPLOYMENT": str(self.home / "deployment.json"),
            "ABATE_ENROLMENT_PASSPHRASE": PASSPHRASE,
        }
        if self.keystore is None:
            return settings
        return settings | {"ABATE_KEYSTORE": self.keystore, "ABATE_PASSPHRASE_FILE": "passphrase"}

    def under(self, keystore, address):
        """The same person with another key."""
        return replace(self, keystore=keystore, address=address)


def run(who: Person, line: str, **environment: str):
    """A command: what it prints as JSON (as text for ``enrol``), or its exit code and its line of error."""
    # the daemon's log is for machines anyway
    plain = line.startswith(("enrol ", "oracle run "))
    code, out, err = done(who, line, [] if plain else ["--json"], environment)
    if code:
        return code, err.strip().splitlines()[-1]
    return out.strip() if plain else json.loads(out)


def screen(who: Person, line: str) -> str:
    """What a command that ends well shows a person."""
    code, out, err = done(who, line, [], {})
    assert not code, err
    return out


def done(who: Person, line: str, machine: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """A command's exit code and what it wrote."""
    words = [PROGRAMME if word == "programme.toml" else word for word in shlex.split(line)]
    plain = words[0] == "enrol" or words[:2] == ["oracle", "run"]
    account = [] if plain or who.keystore is not None or "--account" in words else ["--account", who.address]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(who.home)
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in (who.environment | environment).items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["abate", *words, *machine, *account])
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()
