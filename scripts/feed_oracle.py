"""Post the batch of a period and issue its credits once it is final; prove wrong batches wrong.

A local network plays all operators.

brownie run feed_oracle main programmes/demo/programme.toml 2013-07 --network ganache
brownie run feed_oracle main my-programme.toml 2026-01 exchange=/shared/abate keystore=payer.json --network sepolia

brownie run feed_oracle challenge programmes/demo/programme.toml --network ganache

Words after the period, or after the programme of ``challenge``: ``yes`` (do not ask on a live network),
``deployment=FILE``, ``exchange=FOLDER`` (the operators' shared folder), ``keystore=FILE``, ``passphrase_file=FILE``;
for ``challenge`` also ``enrolment=FILE`` and ``state=FOLDER`` (your own). Run it again when the window is over.
"""

from pathlib import Path

import click
from brownie import web3

from abate.runs.challenge import ChallengeRequest, Outcome, challenge_programme
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


def challenge(programme: str, *words: str) -> Outcome:
    """Find what can be proven against posted batches, and prove it."""
    with one_line_errors():
        given = Words.read(words, "exchange", "enrolment", "state")
        request = ChallengeRequest(
            Path(programme),
            given.settings(web3.provider.endpoint_uri),
            given.path("exchange"),
            given.path("enrolment"),
            given.path("state"),
            given.assume_yes,
        )
        return challenge_programme(request, console(), click.confirm)
