"""Deploy a programme's contracts; the same as ``abate deploy``.

brownie run deploy main programmes/demo/programme.toml --network ganache
brownie run deploy main my-programme.toml keystore=deployer.json record=deployments/sepolia.json --network sepolia

Words after the programme: ``yes`` (do not ask on a live network), ``record=FILE``, ``keystore=FILE``,
``passphrase_file=FILE``. Run it again to go on after an interruption.
"""

from pathlib import Path

import click
from brownie import web3

from abate.runs.deploy import DeployRequest, DeployResult, deploy
from abate.runs.words import Words, console, one_line_errors


def main(programme: str = "programmes/demo/programme.toml", *words: str) -> DeployResult:
    """Show what will happen, ask on live networks, deploy, check."""
    with one_line_errors():
        given = Words.read(words, "record")
        settings = given.settings(web3.provider.endpoint_uri)
        request = DeployRequest(Path(programme), settings, given.path("record"), given.assume_yes)
        return deploy(request, console(), click.confirm)
