"""What Brownie keeps in its home and Abate reads too: networks by their id, and keystores by their name.

``./with-env`` gives Brownie a home inside the checkout; the user's own, outside, is looked at after it. Brownie itself
is not needed: both are plain files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from abate.errors import InputError

NETWORKS_FILE: Final = "ABATE_NETWORKS"
"""Variable that may name one networks file to be read in place of Brownie's."""
USER_HOME: Final = "ABATE_USER_HOME"
"""Variable in which the wrapper keeps the user's own home."""
LOCAL_PORT: Final = "ABATE_RPC_PORT"
VARIABLE: Final = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True)
class Network:
    """One network of a networks file.

    Attributes:
        id: what it is called, such as ``sepolia``.
        host: the node's address as written; may hold ``$VARIABLES``.
        chain_id: the chain's id.
        is_local: whether Brownie starts its node itself.
    """

    id: str
    host: str
    chain_id: int | None
    is_local: bool

    def rpc_url(self, environment: Mapping[str, str]) -> str:
        """The node's address with its variables filled in.

        Raises:
            InputError: a variable is not set.
        """

        def filled(found: re.Match[str]) -> str:
            name = found[1] or found[2]
            if not environment.get(name):
                raise InputError(
                    f"network {self.id!r} needs {name} in the environment", field="--network", mend=f"export {name}=…"
                )
            return environment[name]

        return VARIABLE.sub(filled, self.host)


def homes(environment: Mapping[str, str]) -> list[Path]:
    """Brownie's homes, the nearest first."""
    named = [environment.get("HOME"), environment.get(USER_HOME)]
    return list(dict.fromkeys(Path(home) / ".brownie" for home in named if home))


def networks(environment: Mapping[str, str] | None = None) -> dict[str, Network]:
    """All networks that are known, by id; one in a nearer home hides those of the same id.

    Raises:
        InputError: a networks file is there and cannot be understood.
    """
    environment = os.environ if environment is None else environment
    named = environment.get(NETWORKS_FILE)
    files = [Path(named)] if named else [home / "network-config.yaml" for home in homes(environment)]
    found: dict[str, Network] = {}
    for file in files:
        if file.is_file() or named:
            found = {**_read(file, environment), **found}
    return found


def network(name: str, environment: Mapping[str, str]) -> Network:
    """The network of this id.

    Raises:
        InputError: there is none; tells those that are.
    """
    known = networks(environment)
    if name not in known:
        raise InputError(
            f"no network is called {name!r}; known: {', '.join(sorted(known)) or 'none'}",
            field="--network",
            mend=f"add it: ./with-env brownie networks add Live {name} host=URL chainid=NUMBER",
        )
    return known[name]


def keystore_file(given: Path, environment: Mapping[str, str]) -> Path:
    """The keystore that a path or the name of an account of ``brownie accounts`` means; the path where neither is."""
    if given.exists() or len(given.parts) != 1:
        return given
    named = [home / "accounts" / f"{given.name.removesuffix('.json')}.json" for home in homes(environment)]
    return next((file for file in named if file.is_file()), given)


def account_names(environment: Mapping[str, str]) -> list[str]:
    """Names of the accounts of ``brownie accounts``."""
    return sorted({file.stem for home in homes(environment) for file in (home / "accounts").glob("*.json")})


def _read(file: Path, environment: Mapping[str, str]) -> dict[str, Network]:
    try:
        content = yaml.safe_load(file.read_text())
        live = [each for group in content.get("live") or [] for each in group["networks"]]
        found = [Network(each["id"], each["host"], _number(each.get("chainid")), is_local=False) for each in live]
        found += [_local(each, environment) for each in content.get("development") or []]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as problem:
        reason = str(problem).splitlines()[0]
        raise InputError(f"cannot be read as a networks file ({reason})", file=file) from None
    return {each.id: each for each in found}


def _local(entry: dict[str, Any], environment: Mapping[str, str]) -> Network:
    given = entry.get("cmd_settings") or {}
    port = environment.get(LOCAL_PORT) or given.get("port") or 8545
    return Network(entry["id"], f"{entry['host']}:{port}", _number(given.get("chain_id")), is_local=True)


def _number(value: Any) -> int | None:
    return value if value is None or isinstance(value, int) else int(str(value), 0)
