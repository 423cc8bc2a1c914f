"""A pytest plugin that records which way jumps went while the tests run: ``-p toolchain.coverage.plugin``.

The contracts' code is in the folder that ABATE_BRANCHES_BUILD names, what was seen goes to the file that ABATE_BRANCHES
names, after each file of tests, so that a run that is stopped loses little.
"""

import os
from pathlib import Path

from toolchain.coverage.code import Codes
from toolchain.coverage.recorder import Recorder

_recorder: list[Recorder] = []


def pytest_sessionstart() -> None:
    """Begin to listen, before any test connects."""
    recorder = Recorder(Codes.read(Path(os.environ["ABATE_BRANCHES_BUILD"])))
    recorder.watch()
    _recorder.append(recorder)


def pytest_runtest_logstart(nodeid: str) -> None:
    """Name the file of the test that begins."""
    file = nodeid.split("::")[0]
    for recorder in _recorder:
        if recorder.test != file:
            recorder.save(Path(os.environ["ABATE_BRANCHES"]))
            recorder.begin(file)


def pytest_sessionfinish() -> None:
    """Write down what was seen."""
    for recorder in _recorder:
        recorder.save(Path(os.environ["ABATE_BRANCHES"]))
