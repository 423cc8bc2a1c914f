"""Keys of the local chains' accounts, from the public test mnemonic: for signing in tests, worth nothing elsewhere."""

from functools import cache
from pathlib import Path

import yaml
from eth_account import Account
from eth_account.signers.local import LocalAccount

NETWORKS = Path(__file__).resolve().parents[2] / "toolchain" / "network-config.yaml"

Account.enable_unaudited_hdwallet_features()


@cache
def local_key(index: int) -> LocalAccount:
    """The key behind Brownie's ``accounts[index]``."""
    mnemonic = yaml.safe_load(NETWORKS.read_text())["development"][0]["cmd_settings"]["mnemonic"]
    return Account.from_mnemonic(mnemonic, account_path=f"m/44'/60'/0'/0/{index}")
