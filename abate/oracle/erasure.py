"""Forgetting a person: their key and their sealed rows are destroyed, and the operator signs a receipt of it."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import polars as pl
from eth_account.signers.local import LocalAccount

from abate.enrolment import Enrolment
from abate.errors import InputError, IntegrityError
from abate.files import PRIVATE, json_text, read_bytes, read_json, write_atomically
from abate.oracle.moment import Deployment
from abate.oracle.typed_data import sign, signer_of

FORMAT: Final = "abate-receipt-of-erasure/1"
NAMES: Final = ("account", "vintage", "sequence", "forgottenAt", "rows")


@dataclass(frozen=True)
class Erasure:
    """What an operator declares: that it holds no key and no figure of this account any more.

    What stays is on chain, or in the leaf: the credits and hashes that nobody can open.

    Attributes:
        account: whose.
        vintage: the programme year in which it happened.
        sequence: the last batch that reported the account; its window was over.
        forgottenAt: the chain's time, unix seconds.
        rows: how many sealed rows were destroyed in the shared folder; others may have been quicker.
    """

    TYPE: ClassVar[str] = "Erasure"
    FIELDS: ClassVar[list[dict[str, str]]] = [
        {"name": "account", "type": "address"},
        {"name": "vintage", "type": "uint16"},
        {"name": "sequence", "type": "uint32"},
        {"name": "forgottenAt", "type": "uint40"},
        {"name": "rows", "type": "uint32"},
    ]

    account: str
    vintage: int
    sequence: int
    forgottenAt: int  # noqa: N815 - the names are part of the type that is signed
    rows: int

    def message(self) -> dict[str, Any]:
        """Field name to value."""
        return asdict(self)


def begin(state: Path, exchange: Path, erasure: Erasure) -> Erasure:
    """Destroy the account's rows in the shared folder, after noting the intent; leaves stay, for nobody can open them.

    The intent names the account alone, never the person. It lies on the disk until the receipt is signed, so that a
    run that was killed after the key was destroyed can be finished.

    Returns:
        the same with the number of rows, to be given to ``finish`` once the key is destroyed.
    """
    intent = intents(state) / f"{erasure.account}.json"
    earlier = int(read_json(intent)["rows"]) if intent.exists() else 0
    write_atomically(intent, json_text({**erasure.message(), "rows": earlier}), PRIVATE)
    packed = bytes.fromhex(erasure.account[2:])
    rows = earlier + sum(erase_row(file, packed) for file in sealed_files(exchange))
    done = Erasure(erasure.account, erasure.vintage, erasure.sequence, erasure.forgottenAt, rows)
    write_atomically(intent, json_text(done.message()), PRIVATE)
    return done


def unfinished(state: Path, enrolment: Enrolment) -> list[Erasure]:
    """Erasures of an earlier run whose key is destroyed and whose receipt was not signed yet."""
    begun = [read_json(file) for file in sorted(intents(state).glob("0x*.json"))]
    enrolled = set(enrolment.people["account"])
    return [Erasure(**{name: one[name] for name in NAMES}) for one in begun if one["account"] not in enrolled]


def finish(
    state: Path, receipts: Path, erasure: Erasure, deployment: Deployment, key: LocalAccount, enrolment: Enrolment
) -> Path:
    """Sign the receipt; only for an account that the enrolment no longer has.

    Returns:
        the receipt's file.

    Raises:
        IntegrityError: the account's key is still there.
    """
    if erasure.account in set(enrolment.people["account"]):
        raise IntegrityError(f"the key of {erasure.account} is still there: no receipt")
    file = receipts / f"{erasure.account}.json"
    content = {
        "format": FORMAT,
        "chainId": deployment.chain_id,
        "oracle": deployment.oracle,
        "operator": key.address,
        "erasure": erasure.message(),
        "signature": "0x" + sign(deployment, erasure, key).hex(),
    }
    write_atomically(file, json_text(content), PRIVATE)
    (intents(state) / f"{erasure.account}.json").unlink(missing_ok=True)
    return file


def read_receipt(file: Path) -> tuple[str, Erasure, Deployment]:
    """Who signed a receipt, what it says, and for which oracle.

    Raises:
        InputError: the file cannot be read.
        IntegrityError: it is no receipt, or not signed by the operator that it names.
    """
    content = read_json(file)
    try:
        if content["format"] != FORMAT:
            raise ValueError(f"the format is {content['format']}")
        deployment = Deployment(content["chainId"], content["oracle"])
        erasure = Erasure(**{name: content["erasure"][name] for name in NAMES})
        signature = bytes.fromhex(content["signature"][2:])
        operator = str(content["operator"])
    except (KeyError, TypeError, ValueError, InputError) as problem:
        raise IntegrityError(f"{file.name} is no receipt of an erasure: {problem}") from None
    signer = signer_of(deployment, erasure, signature)
    if signer != operator:
        raise IntegrityError(f"the receipt in {file.name} is signed by {signer}, not by {operator}")
    return operator, erasure, deployment


def sealed_files(exchange: Path) -> list[Path]:
    """All tables of sealed rows in the shared folder."""
    return sorted([*exchange.glob("*-*/observations/*.parquet"), *exchange.glob("*-*/reports.parquet")])


def erase_row(file: Path, account: bytes) -> int:
    """Rewrite a table of sealed rows without this account; how many rows it had."""
    table = pl.read_parquet(io.BytesIO(read_bytes(file)))
    left = table.filter(pl.col("account") != account)
    if left.height < table.height:
        content = io.BytesIO()
        left.write_parquet(content, compression="uncompressed")
        write_atomically(file, content.getvalue())
    return table.height - left.height


def intents(state: Path) -> Path:
    """Where intents lie."""
    return state / "erasures"
