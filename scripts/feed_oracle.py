"""Post the batch of a period and issue its credits once it is final; a local network plays all operators.

brownie run feed_oracle main programmes/demo/programme.toml 2013-07 --network ganache
brownie run feed_oracle main my-programme.toml 2026-01 exchange=/shared/abate keystore=payer.json --network sepolia

Words after the period: ``yes`` (do not ask on a live network), ``deployment=FILE``, ``exchange=FOLDER`` (the operators'
shared folder), ``keystore=FILE``, ``passphrase_file=FILE``. Run it again when the challenge window is over.
"""

from pathlib import Path

import click
from brownie import web3

from abate.runs.feed import FeedRequest, FeedResult, feed
from abate.runs.words import Words, console, one_line_errors


def main(programme: str, period: str, *words: str) -> FeedResult:
    """Post and relay."""
    with one_line_errors():
        given = Words.read(words, "exchange")
        settings = given.settings(web3.provider.endpoint_uri)
        exchange = given.path("exchange")
        request = FeedRequest(Path(programme), period, settings, exchange, assume_yes=given.assume_yes)
        return feed(request, console(), click.confirm)
