"""Lines of the runbook, run as the person whom it tells to run them, in this process."""

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from tests.chain.commands import Outcome, run_there
from tests.chain.operators.people import PASSPHRASE, PROGRAMME


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
    ended = done(who, line, [] if plain else ["--json"], environment)
    if ended.code:
        return ended.code, ended.err.strip().splitlines()[-1]
    return ended.out.strip() if plain else ended.json


def screen(who: Person, line: str) -> str:
    """What a command that ends well shows a person."""
    ended = done(who, line, [], {})
    assert not ended.code, ended.err
    return ended.out


def done(who: Person, line: str, machine: list[str], environment: dict[str, str]) -> Outcome:
    """How a command ended and what it wrote."""
    words = [PROGRAMME if word == "programme.toml" else word for word in shlex.split(line)]
    plain = words[0] == "enrol" or words[:2] == ["oracle", "run"]
    account = [] if plain or who.keystore is not None or "--account" in words else ["--account", who.address]
    return run_there(who.home, who.environment | environment, *words, *machine, *account)
