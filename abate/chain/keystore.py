"""Making an encrypted keystore (Web3 Secret Storage), and keeping it to its owner."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import cast

from eth_account import Account
from eth_typing import ChecksumAddress

from abate.errors import InputError
from abate.files import PRIVATE, write_atomically


def make_keystore(file: Path, passphrase: str) -> ChecksumAddress:
    """Make a fresh key and write it encrypted; the key itself is never written or shown.

    Args:
        file: where to; must not be there.
        passphrase: what opens it. Losing it loses the key.

    Returns:
        the key's address.

    Raises:
        InputError: the file is there already, or cannot be written.
    """
    if file.exists():
        raise InputError("is there already: no key is overwritten", file=file)
    made = Account.create()
    write_atomically(file, json.dumps(Account.encrypt(made.key, passphrase)) + "\n", PRIVATE)
    return cast(ChecksumAddress, made.address)


def refuse_readable_by_others(file: Path) -> None:
    """A keystore or a passphrase is its owner's alone.

    Raises:
        InputError: others may read or write the file.
    """
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise InputError("can be read by others", file=file, mend=f"chmod 600 {file}")


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter, or shut an own one to others.

    Raises:
        InputError: it cannot be made, or is somebody else's.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as problem:
        raise InputError(f"cannot be made private: {problem.strerror}", file=folder) from None
