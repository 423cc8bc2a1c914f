"""Transactions of an account that wait, and putting others in their place: for a person, where the sender has given up.

``Sender`` offers more by itself, up to a ceiling. Here a person names a higher one, or gives the nonce to nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import rlp
from eth_account import Account
from eth_account.typed_transactions.typed_transaction import TypedTransaction
from eth_typing import ChecksumAddress
from eth_utils.address import to_checksum_address
from hexbytes import HexBytes
from web3.types import Nonce, TxParams

from abate.chain.call import Call, fields_of
from abate.chain.connection import Chain
from abate.chain.fees import CEILING, FEES, LEAST_CEILING, RAISE_PERCENT, fee_fields, gwei
from abate.chain.journal import Attempt, Journal, terms_of
from abate.chain.outbox import Answer, Outbox
from abate.chain.refusals import explained
from abate.chain.sender import Sender
from abate.chain.signer import Signed
from abate.errors import ChainError, InputError

TRANSFER_GAS: Final = 21_000
LAST_LEGACY: Final = 0xC0
"""Legacy transactions are lists and begin at this byte or above; typed ones begin with their type."""


@dataclass(frozen=True)
class Waiting:
    """A nonce of an account that no landed transaction has used.

    Attributes:
        nonce: the nonce.
        journal: where the transaction is noted; None for one that another program sent.
        step: its name there; empty for one that another program sent.
        attempts: what was signed under it, the newest last; empty for one that another program sent.
        is_known: whether the node has any of it.
    """

    nonce: int
    journal: Journal | None
    step: str
    attempts: list[Attempt]
    is_known: bool

    @property
    def offers(self) -> int:
        """The most that the newest offers, wei per gas; 0 where it is not known."""
        return most_of(self.attempts[-1].terms) if self.attempts else 0


def journals_of(record: Path, chain: Chain) -> list[Journal]:
    """All journals beside a deployment's record.

    Raises:
        InputError: one of them is another chain's, or no journal.
    """
    return [
        Journal(path, chain) for path in sorted(record.parent.glob(f"{record.stem}.*")) if path.suffix == ".journal"
    ]


def waiting(chain: Chain, address: ChecksumAddress, journals: Sequence[Journal]) -> list[Waiting]:
    """Everything of an account that has not landed, in the order of the nonces.

    Args:
        chain: where to look.
        address: whose.
        journals: where its transactions may be noted; those of other accounts in them are passed over.

    Raises:
        ChainError: the node does not answer.
    """
    outbox = Outbox(chain)
    with explained("reading the nonce"):
        landed = chain.web3.eth.get_transaction_count(address, "latest")
        pooled = chain.web3.eth.get_transaction_count(address, "pending")
    found: dict[int, Waiting] = {}
    for journal in journals:
        for step, attempts in journal.steps().items():
            nonce = attempts[-1].terms.get("nonce", -1)
            if nonce < landed or Account.recover_transaction(attempts[-1].signed.raw) != address:
                continue
            known = any(outbox.knows(one.signed) for one in attempts)
            found[nonce] = Waiting(nonce, journal, step, attempts, known)
    for nonce in range(landed, pooled):
        found.setdefault(nonce, Waiting(nonce, None, "", [], True))
    return [found[nonce] for nonce in sorted(found)]


def speed_up(sender: Sender, stuck: Waiting, most: int | None = None) -> Signed:
    """Sign the same transaction at a higher fee and hand it to the node; it is noted where the first one is.

    Args:
        sender: whose transaction it is.
        stuck: which.
        most: wei per gas that it may offer; None for the ceiling that the sender keeps.

    Raises:
        InputError: another program sent it, so that nobody knows what it is.
        ChainError: it would have to offer more, the node refuses it, or it landed meanwhile.
    """
    if not stuck.attempts or stuck.journal is None:
        raise InputError(f"what waits under nonce {stuck.nonce} is not in the journals", mend="cancel it, or wait")
    call = call_of(stuck.attempts[-1].signed.raw)
    gas = stuck.attempts[-1].terms["gas"]
    ceiling = most or sender.ceiling or ceiling_of(stuck.attempts[0].terms)

    def noted(attempt: Attempt) -> None:
        cast(Journal, stuck.journal).write(stuck.step, attempt)

    return _replaced(sender, call, stuck.nonce, gas, stuck.attempts[-1].terms, ceiling, noted)


def cancel(sender: Sender, stuck: Waiting, most: int | None = None) -> Signed:
    """Give a nonce to a transfer of nothing to oneself. Whichever of the two lands first, the other never does.

    Args:
        sender: whose nonce it is.
        stuck: which.
        most: wei per gas that the transfer may offer; None for the ceiling that the sender keeps.

    Raises:
        ChainError: it would have to offer more, the node refuses it, or the first one landed meanwhile.
    """
    call = Call(f"cancelling nonce {stuck.nonce}", sender.address, b"")
    last: Mapping[str, int] = stuck.attempts[-1].terms if stuck.attempts else {}
    present = {name: int(fee) for name, fee in cast(dict[str, Any], fee_fields(sender.chain)).items()}
    ceiling = most or sender.ceiling or ceiling_of(stuck.attempts[0].terms if stuck.attempts else present)
    return _replaced(sender, call, stuck.nonce, TRANSFER_GAS, last or present, ceiling, lambda attempt: None)


def landed_under(sender: Sender, nonce: int, patience: float, poll: float) -> bool:
    """Wait until some transaction has used the nonce; False where none did in time."""
    begun = time.monotonic()
    while not Outbox(sender.chain).spent(sender.address, nonce):
        if time.monotonic() - begun > patience:
            return False
        time.sleep(poll)
    return True


def _replaced(
    sender: Sender,
    call: Call,
    nonce: int,
    gas: int,
    last: Mapping[str, int],
    ceiling: int,
    noted: Any,
) -> Signed:
    outbox, offered = Outbox(sender.chain), dict(last)
    while True:
        fees = _higher(offered, sender.chain)
        if most_of(fees) > ceiling:
            raise ChainError(
                f"{call.action}: it takes {gwei(most_of(fees))} gwei per gas, more than {gwei(ceiling)}; "
                "allow it with --most, or wait for lower fees"
            )
        base: TxParams = {"nonce": Nonce(nonce), "gas": gas, "chainId": sender.chain.chain_id}
        transaction: TxParams = {**fields_of(call, sender.address), **base, **cast(TxParams, fees)}
        signed = sender.signer.sign(transaction)
        noted(Attempt(signed, terms_of(transaction)))
        answer = outbox.hand_over(call.action, signed)
        if answer is Answer.TAKEN:
            return signed
        if answer is Answer.NONCE_USED:
            raise ChainError(f"{call.action}: nonce {nonce} has landed meanwhile; look again")
        offered = fees


def _higher(offered: Mapping[str, int], chain: Chain) -> dict[str, int]:
    """A quarter more than was offered, or what a new transaction would offer where that is more."""
    present = cast(dict[str, Any], fee_fields(chain))
    names = [name for name in FEES if name in offered] or [name for name in FEES if name in present]
    return {
        name: max(int(present.get(name, 0)), offered.get(name, 0) + offered.get(name, 0) * RAISE_PERCENT // 100 + 1)
        for name in names
    }


def ceiling_of(first: Mapping[str, int]) -> int:
    """What the sender lets a transaction offer at most, wei per gas, by what it first offered."""
    return max(most_of(first) * CEILING, LEAST_CEILING)


def most_of(terms: Mapping[str, int]) -> int:
    """The most that a transaction may pay, wei per gas."""
    return terms.get("maxFeePerGas", terms.get("gasPrice", 0))


def call_of(raw: bytes) -> Call:
    """What a signed transaction does."""
    if raw[0] < LAST_LEGACY:
        fields = TypedTransaction.from_bytes(HexBytes(raw)).as_dict()
        to, data, value = bytes(fields["to"]), bytes(fields["data"]), int(fields["value"])
    else:
        parts = cast(list[bytes], rlp.decode(raw))
        to, data, value = parts[3], parts[5], int.from_bytes(parts[4], "big")
    return Call("repeating a transaction at a higher fee", to_checksum_address(to) if to else None, data, value)
