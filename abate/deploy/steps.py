"""The steps of a deployment, each recorded as soon as it landed, so that it can be killed and started again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak
from web3.types import TxReceipt

from abate.chain.artefacts import load_artefact
from abate.chain.outbox import Outbox
from abate.chain.sender import Call, Sender, deployment
from abate.chain.signer import Signed
from abate.deploy.blueprint import Part, blueprint
from abate.deploy.bonds import Bonds
from abate.deploy.contracts import Contracts
from abate.deploy.holders import Errand, Holder
from abate.deploy.plan import Plan
from abate.deploy.record import DeployedContract, Deployment
from abate.errors import ChainError, InputError, IntegrityError

Progress = Callable[[str, DeployedContract], None]


class OwnerNeededError(ChainError):
    """The deployment waits for a transaction that only the programme's owner can send.

    Attributes:
        owner: who must send it.
        to: the contract.
        data: the encoded call, 0x text, for a multisig or timelock.
        errand: all of it, with what a timelock must be sent.
    """

    def __init__(self, errand: Errand) -> None:
        self.errand, self.owner, self.to, self.data = errand, errand.holder.address, errand.to, errand.data
        super().__init__(f"waiting for the owner {errand.holder}: {errand}; then run the same command again")


@dataclass
class Steps:
    """One deployment on its way.

    Attributes:
        plan: what to deploy.
        record: what is there already; grows.
        path: where the record is written after each step.
        sender: the deployer; with a journal, so that an interrupted step is not repeated.
        owner: sends what only the owner may, where its key is at hand; None waits for the owner.
        progress: told of each part as soon as it is recorded.
    """

    plan: Plan
    record: Deployment
    path: Path
    sender: Sender
    owner: Sender | None
    progress: Progress

    def run(self) -> Deployment:
        """Do all steps that are not recorded yet.

        Raises:
            OwnerNeededError: the owner must open the vintage first.
            BondsNeededError: operators must pay their bonds first.
            ChainError: a step was refused or did not land; run again.
        """
        self._follow()
        while not self.record.complete:
            try:
                self._bring()
            except (ChainError, InputError):
                # what a reorganisation dropped cannot be read any more: it is done again, and the rest after it
                if not self._follow():
                    raise
            else:
                self.record.complete = not self._follow()
                self.record.save(self.path)
        return self.record

    def _bring(self) -> None:
        """Do what is missing, in order."""
        for part in blueprint(self.plan).values():
            if part.name not in self.record.contracts:
                made = self._made(part)
                self.record.contracts[part.name] = made
                self.record.save(self.path)
                self.progress(part.name, made)
        self._bonds()

    # ---------------------------------------------------------------------------------------------------- the parts

    def _made(self, part: Part) -> DeployedContract:
        """Bring a part into being, or find what came into being with another."""
        if part.step is None:
            address = cast(ChecksumAddress, self.plan.programme.currency.address)
            return DeployedContract(part.contract, address, code_hash=self._code_hash(part, address))
        if part.name == part.step:
            address = self._opened() if part.name == "credit" else self._created(part)
        else:
            assert part.found is not None
            address = cast(ChecksumAddress, part.found(self._contracts))
        sent = self.record.transactions[part.step]
        named = part.named_arguments(self.record.address)
        return DeployedContract(part.contract, address, sent.block, sent.hash, self._code_hash(part, address), named)

    def _created(self, part: Part) -> ChecksumAddress:
        call = deployment(load_artefact(part.contract), *part.arguments(self.record.address))
        # the receipt of a creation names it; where no code stands there, the record is not written
        return cast(ChecksumAddress, self._send(call, part.name)["contractAddress"])

    def _opened(self) -> ChecksumAddress:
        """The credit of the vintage, which the owner opens."""
        oracle, vintage = self._contracts.oracle, self.plan.programme.vintage
        wanted = self.plan.methodology.methodology_id
        call = oracle.open_vintage(vintage, wanted)
        if oracle.credit_of(vintage) is None:
            if self.owner is None:
                holder = Holder.of(self.sender.chain, oracle.owner())
                raise OwnerNeededError(
                    Errand(holder, f"open vintage {vintage}", oracle.address, f"0x{call.data.hex()}")
                )
            self.owner.send(call, self._step("credit", call))
        if oracle.methodology_of(vintage) != wanted:
            raise IntegrityError(f"vintage {vintage} was opened with another methodology than the programme's")
        (opened,) = oracle.events("VintageOpened", self.record.first_block(), vintage=vintage)
        self.record.note("credit", self.sender.landed("opening the vintage", opened.transaction))
        return cast(ChecksumAddress, opened["credit"])

    def _bonds(self) -> None:
        Bonds(self.plan, self._contracts, self.sender.address, self._send).settle()

    def _code_hash(self, part: Part, address: ChecksumAddress) -> str:
        code = self.sender.chain.code_at(address)
        if not code:
            raise ChainError(f"the node shows no code of {part.contract} at {address}; run the same command again")
        return f"0x{keccak(code).hex()}"

    # ------------------------------------------------------------------------------------------------- transactions

    def _send(self, call: Call, step: str) -> TxReceipt:
        receipt = self.sender.send(call, self._step(step, call))
        self.record.note(step, receipt)
        return receipt

    @staticmethod
    def _step(step: str, call: Call) -> str:
        """The journal's name of a step: with other data, as after a reorganisation, it is another one."""
        return f"{step} {keccak(call.data).hex()[:16]}"

    def _follow(self) -> bool:
        """Follow reorganisations: note new blocks; strike what was dropped, and all that came after it.

        Returns:
            whether anything was struck, so that it must be done again.
        """
        outbox = Outbox(self.sender.chain)
        for step, sent in list(self.record.transactions.items()):
            receipt = outbox.receipt(Signed(b"", bytes.fromhex(sent.hash.removeprefix("0x"))))
            if receipt is None:
                self._strike(step)
                return True
            if f"0x{receipt['blockHash'].hex()}" != sent.block_hash:
                self.record.note(step, receipt)
                self.record.save(self.path)
        return False

    def _strike(self, first: str) -> None:
        """Take a step and all later ones out of the record."""
        steps = list(self.record.transactions)
        kept = set(steps[: steps.index(first)])
        self.record.transactions = {step: sent for step, sent in self.record.transactions.items() if step in kept}
        steps_of = {part.name: part.step for part in blueprint(self.plan).values()}
        self.record.contracts = {
            part: made
            for part, made in self.record.contracts.items()
            if steps_of[part] is None or steps_of[part] in kept
        }
        self.record.save(self.path)

    @property
    def _contracts(self) -> Contracts:
        return Contracts(self.record, self.sender.chain)
