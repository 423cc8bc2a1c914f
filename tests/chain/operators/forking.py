"""Starts processes quickly: has Abate and its contracts loaded, forks for each command, kills it before a chosen step.

Reads one JSON object a line (arguments, folder, environment, number of the step), answers with how the process ended;
a list of them are processes at the same time, answered by a list.
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
from tests.chain.operators.read_before import read_contracts

STEPS = ("os.rename", "os.remove", "sqlite3.connect")
SENT = (b"eth_sendRawTransaction", b"PUT ")


def kill_before(number):
    """End this process by SIGKILL before its step of this number, counted from 1; the steps left, 0 for all."""
    left = [number]

    def step(event, arguments):
        if event in STEPS or (event == "http.client.send" and any(sent in bytes_of(arguments[1]) for sent in SENT)):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    return left


def bytes_of(sent):
    return bytes(sent) if isinstance(sent, (bytes, bytearray)) else b""


def child(asked, out, err):
    """Be the process."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["abate", *asked["arguments"]]
    if "PYTHONPATH" in os.environ:
        # a new Python would load what lies there by itself
        import tests.chain.operators.watched.sitecustomize  # noqa: F401
    left = kill_before(asked["step"])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    # what `make coverage` keeps when a process ends is no step of the command
    left[0] = 0
    os._exit(code)


def started(asked):
    """A process, and the files of what it prints and of what it says besides."""
    files = [tempfile.mkstemp() for _ in range(2)]
    process = os.fork()
    if not process:
        child(asked, *(handle for handle, _ in files))
    for handle, _ in files:
        os.close(handle)
    return process, *(Path(name) for _, name in files)


def ended(process, *files):
    """How it ended, once it has."""
    _, status = os.waitpid(process, 0)
    out, err = (file.read_text() for file in files)
    for file in files:
        file.unlink()
    code = os.waitstatus_to_exitcode(status)
    return {"killed": os.WIFSIGNALED(status), "code": code, "out": out, "err": err, "printed": err + out}


read_contracts()
for line in sys.stdin:
    asked = json.loads(line)
    running = [started(each) for each in (asked if isinstance(asked, list) else [asked])]
    answers = [ended(*each) for each in running]
    sys.stdout.write(json.dumps(answers if isinstance(asked, list) else answers[0]) + "\n")
    sys.stdout.flush()
