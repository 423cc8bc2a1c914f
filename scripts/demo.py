"""The demonstration; ``make demo`` runs it with all set-up.

brownie run demo --network ganache
brownie run demo main out=reports/demo --network anvil

Ten real homes, three months, from meter readings to retired credits on a fresh local chain. It ends with an error
where a promise is broken.

Words: ``out=FOLDER`` (where the report is written).
"""

from brownie import web3

from abate.config import REPOSITORY
from abate.demo.run import require_kept, run_demo
from abate.demo.telling import plain_or_live
from abate.runs.words import Words, one_line_errors


def main(*words: str) -> None:
    """Tell the story, write the report, check the promises."""
    with one_line_errors():
        folder = Words.read(words, "out").path("out") or REPOSITORY / "reports" / "demo"
        require_kept(run_demo(web3.provider.endpoint_uri, folder, plain_or_live()))
