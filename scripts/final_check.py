"""Compare everything of a deployment with its programme, reading it from the chain; the same as ``abate check``.

brownie run final_check main programmes/demo/programme.toml --network ganache

Words after the programme: ``deployment=FILE``, ``all`` (show every comparison, not only what differs), ``out=FILE``
(write them as JSON too).
"""

import json
from pathlib import Path

from brownie import web3

from abate.deploy.final_check import Finding, require_right
from abate.files import write_atomically
from abate.runs.check import as_rows, check, show_findings
from abate.runs.words import Words, console, one_line_errors


def main(programme: str = "programmes/demo/programme.toml", *words: str) -> list[Finding]:
    """Check; fails where anything differs."""
    with one_line_errors():
        given = Words.read(words, "out", "all")
        findings = check(Path(programme), given.settings(web3.provider.endpoint_uri))
        show_findings(findings, console(), everything="all" in given.flags)
        out = given.path("out")
        if out is not None:
            write_atomically(out, json.dumps(as_rows(findings), indent=2) + "\n")
        require_right(findings)
        return findings
