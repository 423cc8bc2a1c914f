"""Running commands as a person would: each in a process of its own, in that person's folder, with its keystore."""

import json
import subprocess
import sys
from pathlib import Path

from tests.chain.rehearsal.people import ROOT

COMMAND = Path(sys.executable).parent / "abate"


class CommandFailedError(Exception):
    """A command ended otherwise than the story needs."""


class Commands:
    """Starts processes of ``abate``, forked from one that has loaded it."""

    def __init__(self, tell):
        self.tell, self.count = tell, 0
        self._forker = None

    def __enter__(self):
        self._forker = subprocess.Popen(
            [sys.executable, "-m", "tests.chain.operators.forking"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *problem):
        self._forker.stdin.close()
        self._forker.wait()

    def together(self, *asked):
        """Run commands at the same time, each ``(person, word, ...)``; what each printed as JSON."""
        lines = [
            {
                "arguments": [*map(str, words), "--json"],
                "folder": str(who.home),
                "environment": who.environment,
                "step": 0,
            }
            for who, *words in asked
        ]
        for words in dict.fromkeys(tuple(words) for _, *words in asked):
            names = ", ".join(who.name for who, *more in asked if tuple(more) == words)
            self.tell(f"  {names}$ abate {' '.join(map(str, words))}")
        self.count += len(lines)
        print(json.dumps(lines), file=self._forker.stdin, flush=True)
        return json.loads(self._forker.stdout.readline())

    def done(self, *asked):
        """The same, where all end well."""
        ended = self.together(*asked)
        for (who, *words), each in zip(asked, ended, strict=True):
            if each["code"]:
                raise CommandFailedError(f"{who.name}: abate {' '.join(map(str, words))}: {each['printed'].strip()}")
        return [json.loads(each["out"]) for each in ended]

    def run(self, who, *words):
        """One command that ends well; what it printed as JSON."""
        return self.done((who, *words))[0]

    def fails(self, who, *words):
        """One command that must not end well: its exit code and its line of error."""
        (ended,) = self.together((who, *words))
        if not ended["code"]:
            raise CommandFailedError(f"{who.name}: abate {' '.join(map(str, words))} ended well")
        return ended["code"], ended["err"].strip().splitlines()[-1]

    def start(self, who, *words):
        """A process that goes on by itself."""
        self.tell(f"  {who.name}$ abate {' '.join(map(str, words))} &")
        self.count += 1
        return subprocess.Popen(
            [COMMAND, *map(str, words)],
            cwd=who.home,
            env=who.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
