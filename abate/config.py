"""The one place that reads settings: from options first, then from the environment.

=========================  ============================================================================================
``ABATE_RPC_URL``          address of the node, such as ``http://127.0.0.1:8545``
``ABATE_NETWORK``          in its place: id of a network of ``brownie networks``, such as ``sepolia``
``ABATE_DEPLOYMENT``       record of the deployment to use, ``deployments/<network>.json``
``ABATE_KEYSTORE``         encrypted key (Web3 Secret Storage) of who signs: a file, or a name of ``brownie accounts``
``ABATE_PASSPHRASE_FILE``  file whose first line is the keystore's passphrase; without it the command asks
``ABATE_MAX_FEE``          gwei per gas that no transaction ever offers more than
``ABATE_CONFIRMATIONS``    blocks, its own included, after which a transaction counts as landed
``ABATE_NETWORKS``         one networks file in place of those in Brownie's homes
``ABATE_BUILD``            the compiler's output folder; needed only where the package is not run from a checkout
``ABATE_SOLC``             the Solidity compiler; only for exporting outside ``./with-env``
=========================  ============================================================================================

Keys and passphrases themselves are never settings: only the names of the files that hold them are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from abate.brownie_home import account_names, keystore_file, network
from abate.errors import InputError

REPOSITORY = Path(__file__).resolve().parents[1]
"""The checkout that this package runs from."""

VARIABLES = {
    "rpc_url": "ABATE_RPC_URL",
    "network": "ABATE_NETWORK",
    "deployment": "ABATE_DEPLOYMENT",
    "keystore": "ABATE_KEYSTORE",
    "passphrase_file": "ABATE_PASSPHRASE_FILE",
    "max_fee": "ABATE_MAX_FEE",
    "confirmations": "ABATE_CONFIRMATIONS",
}
OPTIONS = {
    "rpc_url": "--rpc",
    "network": "--network",
    "deployment": "--deployment",
    "keystore": "--keystore",
    "passphrase_file": "--passphrase-file",
    "max_fee": "--max-fee",
    "confirmations": "--confirmations",
}
FILES = ("deployment", "keystore", "passphrase_file")
GWEI_DECIMALS = 9


@dataclass(frozen=True)
class Settings:
    """What a command that talks to a chain needs to know; see the table above.

    Attributes:
        rpc_url: the node; that of the network where one was named.
        deployment: the record.
        keystore: the encrypted key's file.
        passphrase_file: the file with its passphrase.
        network: id of the network that was named.
        chain_id: chain id of that network.
        max_fee: wei per gas that no transaction offers more than.
        confirmations: blocks, its own included, after which a transaction counts as landed.
    """

    rpc_url: str | None = None
    deployment: Path | None = None
    keystore: Path | None = None
    passphrase_file: Path | None = None
    network: str | None = None
    chain_id: int | None = None
    max_fee: int | None = None
    confirmations: int | None = None

    @classmethod
    def read(cls, options: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
        """Merge given options with the environment; an option wins, an empty variable counts as not set.

        Raises:
            InputError: a node and a network are both named, no such network, or a value that is no number.
        """
        environment = os.environ if environment is None else environment
        given = {name: options.get(name) or None for name in VARIABLES}
        found = {name: given[name] or environment.get(VARIABLES[name]) or None for name in VARIABLES}
        paths: dict[str, Any] = {name: Path(str(found[name])) for name in FILES if found[name] is not None}
        if "keystore" in paths:
            paths["keystore"] = keystore_file(paths["keystore"], environment)
        return cls(
            **_node(given, found, environment),
            **paths,
            max_fee=None if found["max_fee"] is None else wei_of(str(found["max_fee"]), OPTIONS["max_fee"]),
            confirmations=None if found["confirmations"] is None else _count(str(found["confirmations"])),
        )

    def need(self, *names: str) -> None:
        """Check that these are set, and that the files among them and the given keystore exist.

        Raises:
            InputError: one line that names everything that is missing, with its option and its variable.
        """
        unset = [name for name in names if getattr(self, name) is None]
        if unset:
            listed = ", ".join(_ways(name) for name in unset)
            raise InputError(f"not set: {listed}", mend="give each as an option or in the environment")
        files = [getattr(self, name) for name in FILES if name in {*names, "keystore", "passphrase_file"}]
        absent = sorted(str(file) for file in files if file is not None and not file.is_file())
        if absent:
            raise InputError(f"no such file: {', '.join(absent)}", mend=self._accounts(absent))

    def _accounts(self, absent: list[str]) -> str | None:
        """Where a keystore was given by a name that nobody has: the names there are."""
        if self.keystore is None or len(self.keystore.parts) != 1 or str(self.keystore) not in absent:
            return None
        return f"accounts of brownie accounts are: {', '.join(account_names(os.environ)) or 'none'}"


def _ways(name: str) -> str:
    """How a setting can be given."""
    if name == "rpc_url":
        return f"{OPTIONS[name]} or {OPTIONS['network']} (or {VARIABLES[name]}, {VARIABLES['network']})"
    return f"{OPTIONS[name]} (or {VARIABLES[name]})"


def _node(given: Mapping[str, Any], found: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Which node is meant: an option wins over every variable, and nothing chooses between two."""
    named = given if given["rpc_url"] or given["network"] else found
    if named["rpc_url"] and named["network"]:
        ways = OPTIONS if named is given else VARIABLES
        raise InputError(f"{ways['rpc_url']} and {ways['network']} name two nodes", mend="give one of them")
    if not named["network"]:
        return {"rpc_url": None if named["rpc_url"] is None else str(named["rpc_url"])}
    meant = network(str(named["network"]), environment)
    return {"rpc_url": meant.rpc_url(environment), "network": meant.id, "chain_id": meant.chain_id}


def wei_of(text: str, option: str) -> int:
    """Gwei per gas, as a person writes them, in wei.

    Args:
        text: such as ``30`` or ``0.5``.
        option: where it was given.

    Raises:
        InputError: no positive number, or more than nine decimals.
    """
    if not re.fullmatch(r"\d+(\.\d{1,9})?", text) or not Decimal(text):
        raise InputError(f"{text!r} is no fee", field=option, mend='gwei per gas, such as "30" or "0.5"')
    return int(Decimal(text).scaleb(GWEI_DECIMALS))


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,4}", text):
        raise InputError(f"{text!r} is no number of blocks", field=OPTIONS["confirmations"], mend="1 or more")
    return int(text)


def build_folder() -> Path:
    """The compiler's output folder."""
    named = os.environ.get("ABATE_BUILD")
    return Path(named) if named else REPOSITORY / "build"


def solc_file(version: str) -> Path:
    """The Solidity compiler of a version: the one that is named, or the one that the set-up installed."""
    named = os.environ.get("ABATE_SOLC")
    installed = Path(os.environ.get("SOLCX_BINARY_PATH") or REPOSITORY / ".home" / ".solcx")
    return Path(named) if named else installed / f"solc-v{version}"
