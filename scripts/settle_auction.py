"""Settle the present auction round for everybody, check every sum, write the result; the same as ``abate settle``.

brownie run settle_auction --network ganache
brownie run settle_auction main round=3 out=reports/settlements keystore=payer.json --network sepolia

Words: ``yes`` (do not ask on a live network), ``round=NUMBER``, ``out=FOLDER``, ``deployment=FILE``, ``keystore=FILE``,
``passphrase_file=FILE``.
"""

import click
from brownie import web3

from abate.errors import InputError
from abate.runs.settle import Settled, SettleRequest, settle
from abate.runs.words import Words, console, one_line_errors


def main(*words: str) -> Settled:
    """Bring up the clock, give winners their credits, pay sellers, compare with the reference."""
    with one_line_errors():
        given = Words.read(words, "round", "out")
        settings = given.settings(web3.provider.endpoint_uri)
        number = given.values.get("round", "")
        if number and not number.isdecimal():
            raise InputError(f"{number!r} is no round", field="round")
        request = SettleRequest(settings, int(number) if number else None, given.path("out"), given.assume_yes)
        return settle(request, console(), click.confirm)
