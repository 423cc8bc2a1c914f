"""Handing signed transactions to a node, and telling its answers apart: nodes say the same in many words."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, cast

from eth_typing import ChecksumAddress
from web3.exceptions import TransactionNotFound, Web3RPCError
from web3.types import TxReceipt

from abate.chain import connection
from abate.chain.connection import Chain
from abate.chain.refusals import explained, node_message
from abate.chain.signer import Signed
from abate.errors import ChainError


class Answer(Enum):
    """What a node made of a transaction."""

    TAKEN = "taken, or here before"
    NONCE_USED = "its nonce went to another one"
    UNDERPRICED = "it offers too little"


# this very transaction is here already
HERE: Final = ("already known", "already imported", "known transaction", "alreadyknown", "already in the txpool")
NONCE_USED: Final = ("nonce too low", "correct nonce", "invalid nonce", "nonce is too low")
UNDERPRICED: Final = ("underpriced", "less than block base fee", "basefeepergas", "fee too low", "price too low")


@dataclass(frozen=True)
class Outbox:
    """Where transactions leave.

    Attributes:
        chain: where to.
    """

    chain: Chain = field(repr=False)

    def hand_over(self, action: str, signed: Signed) -> Answer:
        """Give a transaction to the node, again where the answer is lost and the transaction too.

        Raises:
            ChainError: the node refuses it for another reason than those of ``Answer``, or does not answer.
        """
        attempts = 0
        while True:
            attempts += 1
            try:
                self.chain.web3.eth.send_raw_transaction(signed.raw)
                return Answer.TAKEN
            except Web3RPCError as problem:
                return self._understood(action, signed, node_message(problem))
            except ChainError:
                # the answer was lost, the transaction perhaps not
                if self.knows(signed):
                    return Answer.TAKEN
                if attempts == connection.RETRIES:
                    raise
                time.sleep(connection.FIRST_PAUSE_SECONDS * 2 ** (attempts - 1))

    def _understood(self, action: str, signed: Signed, message: str) -> Answer:
        said = message.lower()
        if any(text in said for text in HERE) or self.knows(signed):
            return Answer.TAKEN
        if any(text in said for text in NONCE_USED):
            return Answer.NONCE_USED
        if any(text in said for text in UNDERPRICED):
            return Answer.UNDERPRICED
        raise ChainError(f"{action} was not accepted by the node: {message}")

    def receipt(self, signed: Signed) -> TxReceipt | None:
        """The receipt of a transaction that landed."""
        with explained("reading a receipt"):
            try:
                return self.chain.web3.eth.get_transaction_receipt(cast(Any, signed.hash))
            except TransactionNotFound:
                return None

    def knows(self, signed: Signed) -> bool:
        """Whether the node has the transaction, landed or waiting."""
        with explained("looking up a transaction"):
            try:
                return self.chain.web3.eth.get_transaction(cast(Any, signed.hash)) is not None
            except TransactionNotFound:
                return False

    def spent(self, address: ChecksumAddress, nonce: int) -> bool:
        """Whether some transaction with this nonce has landed."""
        with explained("reading the nonce"):
            return self.chain.web3.eth.get_transaction_count(address, "latest") > nonce
