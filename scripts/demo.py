"""The demonstration; ``make demo`` runs it with all set-up.

brownie run demo --network ganache
brownie run demo main out=reports/demo --network anvil
brownie run demo main programme=programmes/employer/programme.toml

Ten real homes, three months, from meter readings to retired credits on a fresh local chain. It ends with an error
where a promise is broken.

Words: ``programme=FILE`` (another programme with a simulation), ``out=FOLDER`` (where the report is written; without it
``reports/`` and the name of the programme's folder).
"""

from brownie import web3

from abate.config import REPOSITORY
from abate.demo.run import require_kept, run_demo
from abate.demo.setting import DEMO
from abate.demo.telling import plain_or_live
from abate.runs.words import Words, one_line_errors


def main(*words: str) -> None:
    """Tell the story, write the report, check the promises."""
    with one_line_errors():
        given = Words.read(words, "out", "programme")
        programme = given.path("programme") or DEMO
        folder = given.path("out") or REPOSITORY / "reports" / programme.resolve().parent.name
        require_kept(run_demo(web3.provider.endpoint_uri, folder, plain_or_live(), programme))
