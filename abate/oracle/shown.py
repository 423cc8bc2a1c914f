"""Figures in the shared folder: sealed per person, shown after the roots, and held against the root that was signed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from abate.errors import IntegrityError
from abate.files import json_text, read_bytes, read_json, write_atomically
from abate.merkle import MerkleTree
from abate.oracle.folder import BatchFolder
from abate.oracle.observation import BLINDING, Observations, check, observation_tree
from abate.oracle.participants import Roots
from abate.oracle.report import MAX_SOURCES
from abate.oracle.salts import Role
from abate.oracle.sealing import FILE_SALT, new_file_salt, seal, unseal
from abate.oracle.signed_roots import SignedRoot
from abate.oracle.words import WORD, Bytes, Column, big_endian, list_of

FORMAT: Final = "abate-observations/1"
FIXED: Final = 8 + 8 + 2 + 1 + WORD


@dataclass(frozen=True)
class Shown:
    """One operator's figures as they lay in the folder, opened and held against its root.

    Attributes:
        operator: address.
        observations: the figures.
    """

    operator: str
    observations: Observations


def show(folder: BatchFolder, operator: str, table: Observations, keys: Bytes, blinding: bytes, roots: Roots) -> None:
    """Lay an operator's figures into the folder; the description comes last and marks them complete.

    Figures that lie there stay as they are; only what the operator says about the roots is brought up to date.

    Args:
        folder: of the batch.
        operator: address.
        table: the observations whose root was signed.
        keys: the people's keys of the batch, shape (people, 32).
        blinding: the 32 bytes under which the root was made.
        roots: whose roots make the batch.
    """
    description, rows = folder.observations(operator)
    told = {"operators": roots.operators, "observationsHash": "0x" + roots.hash.hex()}
    if description.exists():
        content = read_json(description)
        if content.get("observationsHash") != told["observationsHash"]:
            write_atomically(description, json_text({**content, **told}))
        return
    file_salt = new_file_salt()
    sealed = seal(pack(table), table.accounts, keys, Role.SEALED_OBSERVATION, file_salt)
    write_atomically(rows, sealed_table(table.accounts, sealed))
    content = {
        "format": FORMAT,
        "operator": operator,
        "blinding": "0x" + blinding.hex(),
        "fileSalt": "0x" + file_salt.hex(),
        "slots": table.nullifiers.shape[1],
        **told,
    }
    write_atomically(description, json_text(content))


def read_shown(folder: BatchFolder, signed: SignedRoot, keys: Bytes, accounts: Bytes) -> Shown:
    """Open one operator's figures and check them.

    Args:
        folder: of the batch.
        signed: the operator's signed root.
        keys: the people's keys of the batch, shape (people, 32).
        accounts: all enrolled accounts, ascending, shape (people, 20).

    Raises:
        IntegrityError: not everybody's figures, rows that cannot be opened, or figures that do not hash to the root.
        InputError: the files cannot be read.
    """
    given = shown_accounts(folder, signed.operator)
    if not np.array_equal(given, accounts):
        raise IntegrityError(
            f"{signed.operator} observed {len(given)} accounts that are not the {len(accounts)} enrolled ones"
        )
    opened = open_shown(folder, signed, keys)
    check(opened.observations, signed.operator)
    return Shown(signed.operator, opened.observations)


@dataclass(frozen=True)
class OpenShown:
    """One operator's figures, found to hash to the root that it signed; whether they are good ones was not checked.

    Attributes:
        observations: the figures.
        blinding: of their salts.
        tree: over them.
    """

    observations: Observations
    blinding: bytes
    tree: MerkleTree


def open_shown(folder: BatchFolder, signed: SignedRoot, keys: Bytes) -> OpenShown:
    """Open one operator's figures, as long as they are those that it signed.

    Args:
        folder: of the batch.
        signed: the operator's signed root.
        keys: keys of the batch of the people whose rows lie there, in that order.

    Raises:
        IntegrityError: rows that cannot be opened, or figures that do not hash to the root.
        InputError: the files cannot be read.
    """
    description, rows = folder.observations(signed.operator)
    content = read_json(description)
    try:
        salt, blinding = (bytes.fromhex(content[key][2:]) for key in ("fileSalt", "blinding"))
        slots = int(content["slots"])
        if content["format"] != FORMAT or content["operator"] != signed.operator:
            raise ValueError(f"it is {content['format']} of {content['operator']}")
        if (len(salt), len(blinding)) != (FILE_SALT, BLINDING) or not 0 <= slots <= MAX_SOURCES:
            raise ValueError("a value has the wrong size")
    except (KeyError, TypeError, ValueError) as problem:
        raise IntegrityError(f"{description.name} of the observations is not valid: {problem}") from None
    accounts, sealed = read_sealed(read_bytes(rows), signed.operator)
    table = unpack(unseal(sealed, accounts, keys, Role.SEALED_OBSERVATION, salt), accounts, slots, signed.operator)
    tree = observation_tree(table, keys, signed.operator, blinding)
    if tree.root != signed.root.root or len(table) != signed.root.count:
        raise IntegrityError(
            f"the figures of {signed.operator} hash to 0x{tree.root.hex()} over {len(table)} accounts, "
            f"it signed 0x{signed.root.root.hex()} over {signed.root.count}"
        )
    return OpenShown(table, blinding, tree)


def shown_accounts(folder: BatchFolder, operator: str) -> Bytes:
    """Whose rows an operator laid into the folder, in their order.

    Raises:
        InputError, IntegrityError: the file cannot be read.
    """
    return read_columns(read_bytes(folder.observations(operator)[1]), ["account"], operator)[0]


def pack(table: Observations) -> Bytes:
    """Rows of bytes that hold everything but the account."""
    parts = [
        big_endian(table.baseline),
        big_endian(table.emissions),
        big_endian(table.periods)[:, 6:],
        big_endian(table.source_counts)[:, 7:],
        table.evidence,
        table.nullifiers.reshape(len(table), -1),
    ]
    return np.concatenate(parts, axis=1)


def unpack(rows: Bytes, accounts: Bytes, slots: int, operator: str) -> Observations:
    """The reverse of ``pack``.

    Raises:
        IntegrityError: rows of another width, or more nullifiers than slots.
    """
    if rows.shape[1] != FIXED + slots * WORD:
        raise IntegrityError(f"rows of {operator} have {rows.shape[1]} bytes, not {FIXED + slots * WORD}")
    table = Observations(
        accounts=accounts,
        baseline=whole(rows[:, :8]),
        emissions=whole(rows[:, 8:16]),
        periods=whole(rows[:, 16:18]),
        evidence=rows[:, 19:FIXED],
        nullifiers=rows[:, FIXED:].reshape(len(rows), slots, WORD),
        source_counts=whole(rows[:, 18:19]),
    )
    if np.any(table.source_counts > slots):
        raise IntegrityError(f"rows of {operator} name more sources than they hold")
    return table


def whole(columns: Bytes) -> Column:
    """Big-endian bytes as whole numbers."""
    padded = np.zeros((len(columns), 8), dtype=np.uint8)
    padded[:, 8 - columns.shape[1] :] = columns
    return padded.view(">u8").reshape(-1).astype(np.uint64)


def sealed_table(accounts: Bytes, sealed: Bytes) -> bytes:
    """A Parquet file with the columns account and sealed."""
    content = io.BytesIO()
    columns = {
        "account": pl.Series(list_of(accounts), dtype=pl.Binary),
        "sealed": pl.Series(list_of(sealed), dtype=pl.Binary),
    }
    pl.DataFrame(columns).write_parquet(content, compression="uncompressed")
    return content.getvalue()


def read_sealed(content: bytes, whose: str) -> tuple[Bytes, list[bytes]]:
    """Accounts and sealed rows of such a file.

    Raises:
        IntegrityError: the file does not hold these columns.
    """
    accounts, table = read_columns(content, ["account", "sealed"], whose)
    return accounts, table["sealed"].to_list()


def read_columns(content: bytes, columns: list[str], whose: str) -> tuple[Bytes, pl.DataFrame]:
    """Accounts and these columns of such a file.

    Raises:
        IntegrityError: the file does not hold these columns.
    """
    try:
        table = pl.read_parquet(io.BytesIO(content), columns=columns)
        packed = b"".join(table["account"].to_list())
        return np.frombuffer(packed, dtype=np.uint8).reshape(table.height, 20), table
    except (pl.exceptions.PolarsError, ValueError, TypeError) as problem:
        raise IntegrityError(f"the sealed rows of {whose} cannot be read: {problem}") from None
