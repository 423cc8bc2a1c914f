"""``abate oracle init``: an operator's key and folder, and what to do next."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from abate.chain.keystore import make_keystore, private_folder, refuse_readable_by_others
from abate.chain.signer import unlock
from abate.cli.oracle_place import EXCHANGE, OPERATOR, STATE_OPTION, Place, options
from abate.cli.session import FILE, Session, wallet_options
from abate.config import Settings
from abate.credits import load_methodology
from abate.errors import InputError
from abate.exchange.mirror import is_served
from abate.passphrase import read_passphrase
from abate.programme import load_programme

KEYSTORE = Path("operator.json")


@click.command()
@options([click.argument("programme", type=FILE), EXCHANGE, STATE_OPTION, OPERATOR[-1]])
@wallet_options
def init(**given: Any) -> None:
    """Make your key and your private folder, look at the programme, its deployment and the exchange, say what is next.

    A --keystore that is there is opened and kept; else a fresh key is made there, by default as operator.json. The
    passphrase comes from --passphrase-file, from ABATE_PASSPHRASE, or is asked, never from an argument. Without --rpc
    nothing is asked of a node: the owner needs your address before the deployment exists.
    """
    settings = Settings.read(given)
    keystore = settings.keystore or KEYSTORE
    given = {**given, "keystore": keystore}
    programme = load_programme(given["programme"])
    load_methodology(programme.methodology)
    private_folder(Path(given["state"]))
    made, address = key_of(keystore, settings.passphrase_file)
    rows = {
        "operator": address,
        "key": f"{keystore}, {'made now: keep a copy of it and of its passphrase apart' if made else 'opened'}",
        "state folder": f"{given['state']}, yours alone",
        "programme": f"{programme.name}, vintage {programme.vintage}",
    }
    if settings.rpc_url is None:
        admitted = address in programme.oracle.operators
        rows["deployment"] = "not looked at: give --rpc and --deployment once it stands"
        rows["next"] = "wait for the deployment" if admitted else f"give {address} to the programme's owner"
        Session(settings, None, bool(given["as_json"])).show("Operator", rows, rows)
        return
    place = Place.of(given)
    rows |= standing(place, address)
    place.session.show("Operator", rows, rows)


def key_of(keystore: Path, passphrase_file: Path | None) -> tuple[bool, str]:
    """Whether the key was made now, and its address.

    Raises:
        InputError: a passphrase is missing or wrong, or others can read the key or the passphrase.
    """
    if passphrase_file is not None and passphrase_file.exists():
        refuse_readable_by_others(passphrase_file)
    fresh = not keystore.exists()
    prompt = f"Passphrase {'for the new key' if fresh else 'of'} {keystore}"

    def passphrase() -> str:
        return read_passphrase(passphrase_file, "ABATE_PASSPHRASE", prompt, repeat=fresh)

    if fresh:
        return True, make_keystore(keystore, passphrase())
    refuse_readable_by_others(keystore)
    return False, unlock(keystore, passphrase_file, passphrase).address


def standing(place: Place, address: str) -> dict[str, str]:
    """What chain and exchange say of this operator, and what it does next.

    Raises:
        InputError, IntegrityError, ChainError: the deployment, its methodology or the exchange is not as it should be.
    """
    place.vintage.terms(place.methodology)
    registry, chain = place.session.contracts.registry, place.session.chain
    held, terms = registry.operator_of(address), registry.bond_terms()
    in_force = address in place.operator_set.operators
    rows = {
        "deployment": f"oracle {place.vintage.oracle.address} on chain {chain.chain_id}, the programme's methodology",
        "bond": f"{held.bond} of {terms.size} base units",
        "in force": "yes" if in_force else "no",
    }
    if place.given["exchange"] is not None:
        rows["exchange"] = exchange_of(place)
    command = f"abate oracle {{}} {place.given['programme']}"
    if in_force:
        rows["next"] = command.format("observe") + " --period ..., once the period has ended"
    elif not held.generation:
        rows["next"] = f"ask the programme's owner to admit {address}"
    elif held.unbonded_at:
        rows["next"] = command.format("withdraw-bond") + ", then join again: you have left"
    else:
        lacking = max(0, terms.size - held.bond)
        rows["next"] = command.format("join") + f": pays {lacking} base units and puts you in force"
    return rows


def exchange_of(place: Place) -> str:
    """Whether the exchange can be used.

    Raises:
        InputError, ChainError: it cannot.
    """
    named = str(place.given["exchange"])
    if is_served(named):
        assert place.share.mirror is not None
        return f"{named}, {len(place.share.mirror.listed())} files"
    folder = Path(named)
    if not folder.is_dir():
        raise InputError("no such folder", file=folder, field="--exchange", mend="the folder that all operators share")
    if not os.access(folder, os.R_OK | os.W_OK):
        raise InputError("cannot be read and written", file=folder, field="--exchange")
    return f"{folder}, can be read and written"
