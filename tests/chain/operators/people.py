"""Operators as processes of their own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.chain.processes import kept

PASSPHRASE = "correct horse battery"
HOMES = ["10006414", "10006704", "10017562", "10017936", "10017994", "10018060", "10018064", "10018250"]
COMMAND = Path(sys.executable).parent / "abate"
WATCHED = Path(__file__).parent / "watched"
PROGRAMME = "programmes/demo/programme.toml"
PERIOD = ["--period", "2013-07"]
ENROLMENT = ["--enrolment", "people.enrolment"]


@dataclass
class Operator:
    """One operator: its own folder, key, passphrase and environment."""

    number: int
    address: str
    secret: str
    home: Path
    rpc: str

    @property
    def environment(self):
        return {
            **kept(),
            "PYTHONPATH": str(WATCHED),
            "ABATE_TEST_OPENED": str(self.home / "opened"),
            "ABATE_RPC_URL": self.rpc,
            "ABATE_DEPLOYMENT": str(self.home / "deployment.json"),
            "ABATE_KEYSTORE": str(self.home / "key.json"),
            "ABATE_PASSPHRASE_FILE": str(self.home / "passphrase"),
            "ABATE_ENROLMENT_PASSPHRASE": PASSPHRASE,
        }

    def start(self, command, *arguments):
        """Start a command of ``abate oracle``."""
        line = [str(COMMAND), "oracle", command, PROGRAMME, *map(str, arguments)]
        return subprocess.Popen(
            line, cwd=self.home, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def opened(self):
        """Every file that its processes opened."""
        return (self.home / "opened").read_text().splitlines()


def forked(forker, asked):
    """How a process ended that ``forking`` was asked for; a list of them ran at the same time."""
    print(json.dumps(asked), file=forker.stdin, flush=True)
    return json.loads(forker.stdout.readline())
