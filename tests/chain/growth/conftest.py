"""How a figure grows with its work: cases like those of ``tests/chain/gas``, for `make bench` alone."""

import os

from tests.chain.gas.conftest import RESULT, module_isolation, record, recorded

collect_ignore_glob = [] if RESULT in os.environ else ["test_*.py"]

__all__ = ["module_isolation", "record", "recorded"]
