"""The enrolment on disk: one line that says how it is encrypted, then the ciphertext.

The key comes from a passphrase by scrypt; the content is sealed with AES-256-GCM, the first line included, so nobody
can weaken or exchange it. Files are replaced in one step.
"""

from __future__ import annotations

import io
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from abate.enrolment.book import KEY, SCHEMA, Enrolment
from abate.errors import InputError
from abate.files import PRIVATE, read_bytes, write_atomically

FORMAT: Final = "abate-enrolment"
VERSION: Final = 1
CIPHER: Final = "AES-256-GCM"
NONCE: Final = 12
LONGEST_HEADER: Final = 4096
SHORTEST_PASSPHRASE: Final = 12


@dataclass(frozen=True)
class Cost:
    """What guessing a passphrase costs: scrypt's parameters; memory is 128 x n x r bytes."""

    n: int = 2**17
    r: int = 8
    p: int = 1

    def allowed(self) -> bool:
        """Whether the parameters are ones that a file may ask for: a power of two, at most 1 GiB."""
        power = isinstance(self.n, int) and self.n > 1 and self.n & (self.n - 1) == 0
        return power and self.r > 0 and 0 < self.p <= 16 and 128 * self.n * self.r <= 2**30


STANDARD: Final = Cost()


def create_enrolment(file: Path, passphrase: str, enrolment: Enrolment, cost: Cost | None = None) -> None:
    """Make a new file.

    Raises:
        InputError: the file exists already, or the passphrase is short.
    """
    if file.exists():
        raise InputError("exists already", file=file)
    save_enrolment(enrolment, file, checked(passphrase), cost)


def checked(passphrase: str) -> str:
    """A passphrase that a file may have.

    Raises:
        InputError: it is short.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputError(f"the passphrase has {len(passphrase)} characters", mend=f"take {SHORTEST_PASSPHRASE} or more")
    return passphrase


def save_enrolment(enrolment: Enrolment, file: Path, passphrase: str, cost: Cost | None = None) -> None:
    """Encrypt under a fresh salt and nonce, and replace the file in one step."""
    cost = cost or STANDARD
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE)
    header = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": {"name": "scrypt", "n": cost.n, "r": cost.r, "p": cost.p, "salt": salt.hex()},
        "cipher": CIPHER,
        "nonce": nonce.hex(),
    }
    first_line = json.dumps(header).encode() + b"\n"
    table = io.BytesIO()
    enrolment.people.write_parquet(table, compression="uncompressed")
    content = enrolment.source_secret + table.getvalue()
    sealed = AESGCM(derive(passphrase, salt, cost)).encrypt(nonce, content, first_line)
    write_atomically(file, first_line + sealed, PRIVATE)


def load_enrolment(file: Path, passphrase: str) -> Enrolment:
    """Decrypt the file.

    Raises:
        InputError: it cannot be read, is of another format or version, was changed, or the passphrase is wrong.
    """
    first_line, newline, sealed = read_bytes(file).partition(b"\n")
    header = parse_header(first_line, file)
    try:
        kdf = header["kdf"]
        cost = Cost(kdf["n"], kdf["r"], kdf["p"])
        salt, nonce = bytes.fromhex(kdf["salt"]), bytes.fromhex(header["nonce"])
        if kdf["name"] != "scrypt" or header["cipher"] != CIPHER or not cost.allowed() or len(nonce) != NONCE:
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise InputError("the first line does not say how the file is encrypted", file=file) from None
    try:
        content = AESGCM(derive(passphrase, salt, cost)).decrypt(nonce, sealed, first_line + newline)
    except InvalidTag:
        raise InputError("the passphrase is wrong, or the file was changed", file=file) from None
    people = pl.read_parquet(io.BytesIO(content[KEY:]))
    assert dict(people.schema) == SCHEMA
    return Enrolment(people, content[:KEY])


def parse_header(first_line: bytes, file: Path) -> dict[str, Any]:
    """What the first line says.

    Raises:
        InputError: not an enrolment file, or of a version that this program does not know.
    """
    try:
        header = json.loads(first_line[:LONGEST_HEADER])
        known, version = header["format"] == FORMAT, header["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        known, version, header = False, None, {}
    if not known:
        raise InputError("is not an enrolment file", file=file)
    if version != VERSION:
        raise InputError(f"is an enrolment file of version {version}, this program knows {VERSION}", file=file)
    return dict(header)


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The file's key."""
    return Scrypt(salt=salt, length=KEY, n=cost.n, r=cost.r, p=cost.p).derive(passphrase.encode())
