"""Deploy a programme's contracts; the same as ``abate deploy``.

brownie run deploy main programmes/demo/programme.toml --network ganache
brownie run deploy main my-programme.toml dry_run --network sepolia
brownie run deploy main my-programme.toml keystore=deployer max_fee=30 --network sepolia

Words after the programme: ``yes`` (do not ask on a live network), ``dry_run`` (show all, without a key),
``from=ADDRESS`` (who would deploy, in a dry run), ``record=FILE``, ``keystore=FILE`` (or a name of ``brownie
accounts``), ``passphrase_file=FILE``, ``max_fee=GWEI``, ``confirmations=BLOCKS``. Run it again to go on after an
interruption.
"""

from pathlib import Path

import click
from brownie import web3

from abate.cli.session import address
from abate.runs.deploy import DeployRequest, DeployResult, Prospect, deploy, dry_run
from abate.runs.words import Words, console, one_line_errors


def main(programme: str = "programmes/demo/programme.toml", *words: str) -> DeployResult | Prospect:
    """Show what will happen, ask on live networks, deploy, check."""
    with one_line_errors():
        given = Words.read(words, "record", "from", "dry_run")
        settings = given.settings(web3.provider.endpoint_uri)
        deployer = address("from", given.values["from"]) if "from" in given.values else None
        request = DeployRequest(Path(programme), settings, given.path("record"), given.assume_yes, deployer)
        if "dry_run" in given.flags:
            return dry_run(request, console())
        return deploy(request, console(), click.confirm)
