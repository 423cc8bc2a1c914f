"""Starts processes quickly: loads Abate once, then forks a process for each command, killed before a chosen step.

Reads one JSON object a line (arguments, folder, environment, number of the step), answers with how the process ended.
A step is what somebody else could see: a file that takes its place or goes, the journal's database, a transaction, a
file laid over HTTP. Between two of them a kill makes no difference.
"""

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

import abate.cli.oracle  # noqa: F401 - loaded before the fork
from abate.cli import main

STEPS = ("os.rename", "os.remove", "sqlite3.connect")
SENT = (b"eth_sendRawTransaction", b"PUT ")


def kill_before(number):
    """End this process by SIGKILL before its step of this number, counted from 1."""
    left = [number]

    def step(event, arguments):
        if event in STEPS or (event == "http.client.send" and any(sent in bytes_of(arguments[1]) for sent in SENT)):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)


def bytes_of(sent):
    return bytes(sent) if isinstance(sent, (bytes, bytearray)) else b""


def child(asked, out):
    """Be the process."""
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["abate", *asked["arguments"]]
    if asked["step"]:
        kill_before(asked["step"])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


for line in sys.stdin:
    handle, name = tempfile.mkstemp()
    process = os.fork()
    if not process:
        child(json.loads(line), handle)
    _, status = os.waitpid(process, 0)
    os.close(handle)
    printed = Path(name).read_text()
    Path(name).unlink()
    ended = {"killed": os.WIFSIGNALED(status), "code": os.waitstatus_to_exitcode(status), "printed": printed}
    sys.stdout.write(json.dumps(ended) + "\n")
    sys.stdout.flush()
