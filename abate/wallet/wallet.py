"""A wallet: one signer, the contracts of one deployment, and a journal so that a killed command is not sent twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak
from web3.types import TxReceipt

from abate.chain.currency import Erc20
from abate.chain.journal import Journal
from abate.chain.sender import Call, Sender
from abate.deploy.contracts import Contracts
from abate.wallet.amounts import amount_text


def silent(message: str) -> None:
    """Say nothing."""


@dataclass
class Wallet:
    """Acts for one signer.

    Attributes:
        contracts: the deployment it works with.
        sender: who acts.
        journal: the file that notes what was sent until it is done.
        say: told of each step that the person did not name, such as an approval.
    """

    contracts: Contracts
    sender: Sender
    journal: Path
    say: Callable[[str], None] = silent

    @property
    def address(self) -> ChecksumAddress:
        """Whose wallet this is."""
        return self.sender.address

    @cached_property
    def decimals(self) -> int:
        """Decimals of the currency."""
        return self.contracts.currency.decimals()

    @cached_property
    def symbol(self) -> str:
        """Symbol of the currency."""
        return self.contracts.currency.symbol()

    def money(self, units: int) -> str:
        """An amount of the currency as people read it."""
        return f"{amount_text(units, self.decimals)} {self.symbol}"

    def was_sent(self, call: Call) -> bool:
        """Whether a run that was killed had sent this very call, or was about to."""
        return Journal(self.journal, self.contracts.chain).find(step_of(call)) is not None

    def resumed(self, call: Call) -> TxReceipt | None:
        """The receipt of this very call where a run that was killed had sent it; None where there is nothing to resume.

        Every action asks this first: what a landed call used up must not be asked for again.
        """
        if not self.was_sent(call):
            return None
        self.say(f"{call.action}: an interrupted run had sent this already; this is its result")
        return self.do(call)

    def do(self, call: Call, as_: Call | None = None) -> TxReceipt:
        """Send a call and wait. The same call of a run that was killed is awaited instead of sent a second time.

        Args:
            call: what to send.
            as_: what the same action is in every run, where the call itself is not: a permit in it is signed anew.

        Raises:
            RefusalError: the contract refuses it.
            ChainError: it did not land in time; the same command again goes on waiting.
        """
        step = step_of(as_ or call)
        journal = Journal(self.journal, self.contracts.chain)
        receipt = replace(self.sender, journal=journal).send(call, step)
        journal.forget(step)
        return receipt

    def allow(self, token: Erc20, spender: ChecksumAddress, amount: int, shown: str) -> None:
        """Approve exactly what the next step needs, where less is approved.

        Args:
            token: what is to be moved.
            spender: the contract that will move it.
            amount: base units.
            shown: the amount as people read it.
        """
        self.resumed(token.approve(spender, 0))
        self.resumed(token.approve(spender, amount))
        present = token.allowance(self.address, spender)
        if present >= amount:
            return
        if present:
            # some tokens refuse to change an approval that is not zero
            self.say("approving 0 first, to replace an older approval")
            self.do(token.approve(spender, 0))
        self.say(f"approving {shown}")
        self.do(token.approve(spender, amount))


def step_of(call: Call) -> str:
    """The journal's name for a call: equal calls have equal names."""
    return keccak((call.to or "").encode() + call.data + call.value.to_bytes(32, "big")).hex()
