"""Starts daemons quickly: loads Abate and its contracts once, then forks a process for each, and says how one ended.

Reads one JSON object a line: what to start (arguments, folder, environment, file for its lines,
how wrong its clock is), or whose end to await.
"""

import ctypes
import json
import os
import signal
import sys
import time

import abate.cli.oracle  # noqa: F401 - loaded before the fork
from abate.cli import main
from tests.chain.operators.read_before import read_contracts

PR_SET_PDEATHSIG = 1


def child(asked):
    """Be the daemon, as long as the nursery lives."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    out = os.open(asked["file"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.setsid()
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    right = time.time
    time.time = lambda: right() + asked["clock"]
    sys.argv = ["abate", *asked["arguments"]]
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stderr.flush()
    os._exit(code)


read_contracts()
for line in sys.stdin:
    order = json.loads(line)
    if "await" in order:
        answer = os.waitstatus_to_exitcode(os.waitpid(order["await"], 0)[1])
    else:
        answer = os.fork()
        if not answer:
            child(order)
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()
