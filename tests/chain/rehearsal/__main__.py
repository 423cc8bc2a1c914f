"""``python -m tests.chain.rehearsal ganache``: the rehearsal for a person who watches; see ``make rehearsal``."""

import sys
import tempfile
from pathlib import Path

import click

from tests.chain.rehearsal.network import TwoNodes
from tests.chain.rehearsal.node import SingleNode
from tests.chain.rehearsal.story import play

with tempfile.TemporaryDirectory(prefix="abate-rehearsal-") as folder:
    place = Path(folder)
    testnet = TwoNodes(place) if sys.argv[1] == TwoNodes.kind else SingleNode(sys.argv[1], place)
    played = play(testnet, place, click.echo)
for line in played.summary():
    click.echo(line)
