"""A holder's secret codes: drawn here, kept in a private file, shown to the partner, their locks on chain."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_abi.abi import encode
from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak

from abate.errors import InputError
from abate.files import PRIVATE, json_text, read_json, write_atomically

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code can be read aloud."""
GROUPS, LETTERS = 4, 4
LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def drawn_code() -> str:
    """A new code of 80 bits, such as ``7KQM-2ZXD-94RT-HV6B``: too long for a partner to guess."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def typed_code(text: str) -> str:
    """A code as somebody typed it, in the form it was drawn in.

    >>> typed_code(" 7kqm 2zxd-94rt hv6b ")
    '7KQM-2ZXD-94RT-HV6B'

    Raises:
        InputError: not of that form.
    """
    letters = text.upper().translate(LOOKALIKES).replace("-", "").replace(" ", "")
    if len(letters) != GROUPS * LETTERS or not set(letters) <= set(ALPHABET):
        raise InputError(f"{text!r} is no code", field="CODE", mend="four groups of four letters and digits")
    return "-".join(letters[at : at + LETTERS] for at in range(0, len(letters), LETTERS))


def lock_of(catalogue: ChecksumAddress, holder: ChecksumAddress, listing: int, code: str) -> bytes:
    """Lock of a code; see ``IRewardCatalogue.lockOf``. Computed here: the code must not leave this machine."""
    return keccak(encode(["address", "address", "uint32", "string"], [catalogue, holder, listing, code]))


@dataclass(frozen=True)
class CodeBook:
    """The codes of one account at one deployment.

    Attributes:
        path: the file, readable by its owner alone.
        catalogue: the contract.
        holder: whose codes.
    """

    path: Path
    catalogue: ChecksumAddress
    holder: ChecksumAddress

    def draw(self, listing: int) -> bytes:
        """The lock of a new code. It is on disk before anything is sent, so that no voucher is without its code."""
        code = drawn_code()
        lock = lock_of(self.catalogue, self.holder, listing, code)
        self._write({**self._read(), f"0x{lock.hex()}": {"code": code, "listing": listing}})
        return lock

    def locks_for(self, listing: int) -> list[bytes]:
        """Locks of all codes ever drawn for a listing, the newest first."""
        locks = [lock for lock, entry in self._read().items() if entry["listing"] == listing]
        return [bytes.fromhex(lock[2:]) for lock in reversed(locks)]

    def code_of(self, lock: bytes) -> str | None:
        """The code behind a lock; None where it is not in this book."""
        entry = self._read().get(f"0x{lock.hex()}")
        return None if entry is None else str(entry["code"])

    def _read(self) -> dict[str, dict[str, Any]]:
        if not self.path.exists():
            return {}
        return {lock: dict(entry) for lock, entry in read_json(self.path).items()}

    def _write(self, codes: dict[str, dict[str, Any]]) -> None:
        write_atomically(self.path, json_text(codes), PRIVATE)
