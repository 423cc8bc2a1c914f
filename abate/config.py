"""The one place that reads settings: from options first, then from the environment.

=========================  ==================================================================
``ABATE_RPC_URL``          address of the node, such as ``http://127.0.0.1:8545``
``ABATE_DEPLOYMENT``       record of the deployment to use, ``deployments/<network>.json``
``ABATE_KEYSTORE``         encrypted key file (Web3 Secret Storage) of whoever signs
``ABATE_PASSPHRASE_FILE``  file whose first line is the keystore's passphrase; without it the command asks
``ABATE_BUILD``            the compiler's output folder; needed only where the package is not run from a checkout
=========================  ==================================================================

Keys and passphrases themselves are never settings: only the names of the files that hold them are.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from abate.errors import InputError

REPOSITORY = Path(__file__).resolve().parents[1]
"""The checkout that this package runs from."""

VARIABLES = {
    "rpc_url": "ABATE_RPC_URL",
    "deployment": "ABATE_DEPLOYMENT",
    "keystore": "ABATE_KEYSTORE",
    "passphrase_file": "ABATE_PASSPHRASE_FILE",
}
OPTIONS = {
    "rpc_url": "--rpc",
    "deployment": "--deployment",
    "keystore": "--keystore",
    "passphrase_file": "--passphrase-file",
}


@dataclass(frozen=True)
class Settings:
    """What a command that talks to a chain needs to know; see the table above."""

    rpc_url: str | None = None
    deployment: Path | None = None
    keystore: Path | None = None
    passphrase_file: Path | None = None

    @classmethod
    def read(cls, options: Mapping[str, str | Path | None], environment: Mapping[str, str] | None = None) -> Settings:
        """Merge given options with the environment; an option wins, an empty variable counts as not set."""
        environment = os.environ if environment is None else environment
        found = {name: options.get(name) or environment.get(VARIABLES[name]) or None for name in VARIABLES}
        paths = {name: Path(value) for name, value in found.items() if value is not None and name != "rpc_url"}
        url = found["rpc_url"]
        return cls(rpc_url=None if url is None else str(url), **paths)

    def need(self, *names: str) -> None:
        """Check that these are set, and that the files among them and the given keystore exist.

        Raises:
            InputError: one line that names everything that is missing, with its option and its variable.
        """
        unknown = set(names) - {field.name for field in fields(self)}
        if unknown:
            raise ValueError(f"no such setting: {sorted(unknown)}")
        unset = [name for name in names if getattr(self, name) is None]
        if unset:
            listed = ", ".join(f"{OPTIONS[name]} (or {VARIABLES[name]})" for name in unset)
            raise InputError(f"not set: {listed}", mend="give each as an option or in the environment")
        files = [getattr(self, name) for name in {*names, "keystore", "passphrase_file"} - {"rpc_url"}]
        absent = sorted(str(file) for file in files if file is not None and not file.is_file())
        if absent:
            raise InputError(f"no such file: {', '.join(absent)}")


def build_folder() -> Path:
    """The compiler's output folder."""
    named = os.environ.get("ABATE_BUILD")
    return Path(named) if named else REPOSITORY / "build"
