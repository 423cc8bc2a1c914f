"""Daemons under test: real processes, their lines, and what they serve."""

import json
import os
import re
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests
from prometheus_client.parser import text_string_to_metric_families

from tests.chain.operators.people import ENROLMENT, PROGRAMME

PATIENCE = 90
DEFAULTS = ["--poll", "0.3", "--turn", "0.3", "--after", "1h", "--log", "json", "--metrics", "127.0.0.1:0"]


def until(is_so, seconds=PATIENCE, every=0.1):
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = is_so()
        if found:
            return found
        time.sleep(every)
    raise AssertionError(f"not so after {seconds} s")


@dataclass
class Nursery:
    """The process that forks daemons."""

    process: object
    running: dict = field(default_factory=dict)

    def order(self, **what):
        print(json.dumps(what), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def start(self, who, exchange, *more, clock=0.0):
        """Start an operator's daemon; its lines are added to its file. Its clock goes so many seconds wrong."""
        told = [*DEFAULTS, *map(str, more)]
        environment = {name: value for name, value in who.environment.items() if name != "PYTHONPATH"}
        daemon = Daemon(self, who, who.home / "lines", seen=size_of(who.home / "lines"))
        daemon.pid = self.order(
            arguments=["oracle", "run", PROGRAMME, "--exchange", str(exchange), *ENROLMENT, *told],
            folder=str(who.home),
            environment=environment,
            file=str(daemon.file),
            clock=clock,
        )
        self.running[daemon.pid] = daemon
        return daemon

    def end_all(self):
        """Stop them, all at once; what is killed would not be counted by `make coverage`."""
        for daemon in self.running.values():
            daemon.signal(signal.SIGTERM)
        for daemon in list(self.running.values()):
            daemon.ended()


@dataclass
class Daemon:
    """One daemon."""

    nursery: Nursery
    who: object
    file: Path
    seen: int
    pid: int = 0

    def signal(self, number):
        os.kill(self.pid, number)

    def ended(self):
        """Its exit code, once it has ended."""
        del self.nursery.running[self.pid]
        return self.nursery.order(**{"await": self.pid})

    def kill(self):
        self.signal(signal.SIGKILL)
        return self.ended()

    def stop(self):
        self.signal(signal.SIGTERM)
        return self.ended()

    @property
    def text(self):
        """What this process wrote."""
        return self.file.read_bytes()[self.seen :].decode() if self.file.exists() else ""

    @property
    def lines(self):
        """Its lines that are whole."""
        return [json.loads(line) for line in self.text.split("\n")[:-1] if line.startswith("{")]

    def said(self, event, **fields):
        """Its lines of an event with these fields."""
        return [
            line
            for line in self.lines
            if line["event"] == event and all(line.get(name) == value for name, value in fields.items())
        ]

    @property
    def url(self):
        return until(lambda: re.findall(r"metrics at (http://[^/]+)/", self.text))[0]

    def metrics(self):
        """Name and label values -> value."""
        text = requests.get(self.url + "/metrics", timeout=10).text
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return {
            (sample.name.removeprefix("abate_operator_"), *sample.labels.values()): sample.value for sample in samples
        }

    def metric(self, *name):
        return self.metrics()[name]

    def health(self):
        answer = requests.get(self.url + "/healthz", timeout=10)
        return answer.status_code, answer.json()["reasons"]


def size_of(file):
    return file.stat().st_size if file.exists() else 0
