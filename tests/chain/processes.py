"""What a process that a test starts with an environment of its own is given of the test's."""

import os

# the last two are what `make coverage` needs of it
KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "COVERAGE_FILE", "COVERAGE_PROCESS_CONFIG")


def kept():
    """Where things are, as here; no setting of Abate's."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}
