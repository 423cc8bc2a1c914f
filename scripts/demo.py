"""The demonstration: ``brownie run demo main --network ganache`` (or anvil); ``make demo`` does it with all set-up.

Ten real homes, three months, from meter readings to retired credits; the story is told in the terminal and written to
``reports/demo``. It ends with an error where a promise is broken.
"""

import sys
from pathlib import Path

from brownie import web3

from abate.config import REPOSITORY
from abate.demo.run import require_kept, run_demo
from abate.demo.telling import plain_or_live
from abate.errors import AbateError


def main(folder: str = str(REPOSITORY / "reports" / "demo")) -> None:
    """Run the demonstration on the network that Brownie is connected to.

    Args:
        folder: where the report is written.
    """
    try:
        require_kept(run_demo(web3.provider.endpoint_uri, Path(folder), plain_or_live()))
    except AbateError as problem:
        print(f"demo: {problem}", file=sys.stderr)  # noqa: T201
        sys.exit(problem.exit_code)
