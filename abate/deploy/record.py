"""The record of a deployment: ``deployments/<network>.json``, written anew after every step."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from eth_typing import ChecksumAddress
from web3.types import TxReceipt

from abate.errors import InputError
from abate.files import write_atomically

FORMAT: Final = "abate-deployment-2"


@dataclass(frozen=True)
class DeployedContract:
    """One contract of a deployment.

    Attributes:
        contract: name of the compiled contract; of its interface where it was not deployed by us.
        address: where it stands.
        block: the block it came with; None for a contract that was there before.
        transaction: hash of the transaction that created it, 0x text; None likewise.
        code_hash: keccak-256 of the code that stood there then, 0x text.
        arguments: constructor arguments by name; of contracts that other contracts create too.
    """

    contract: str
    address: ChecksumAddress
    block: int | None = None
    transaction: str | None = None
    code_hash: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SentTransaction:
    """One transaction of a deployment.

    Attributes:
        hash: its hash, 0x text.
        sender: who sent it: the deployer, or for the vintage whoever the owner has it sent by.
        block: the block it landed in.
        block_hash: that block's hash, 0x text: another one tells of a reorganisation.
        gas_used: gas it used.
        gas_price: what it paid for each, wei.
        fee: what it paid altogether, wei; on a rollup with what its data cost.
    """

    hash: str
    sender: ChecksumAddress
    block: int
    block_hash: str
    gas_used: int
    gas_price: int
    fee: int

    @classmethod
    def of(cls, receipt: TxReceipt) -> Self:
        """What a receipt tells."""
        price = int(receipt.get("effectiveGasPrice", 0))
        data_fee: Any = receipt.get("l1Fee", 0)  # Optimism and its kin charge for data beside the gas
        return cls(
            f"0x{receipt['transactionHash'].hex()}",
            receipt["from"],
            int(receipt["blockNumber"]),
            f"0x{receipt['blockHash'].hex()}",
            int(receipt["gasUsed"]),
            price,
            int(receipt["gasUsed"]) * price + (int(data_fee, 16) if isinstance(data_fee, str) else int(data_fee)),
        )


@dataclass
class Deployment:
    """Everything about a deployment that somebody else needs to use or check it.

    Attributes:
        programme: the programme's name.
        network: what the network is called; names of local ones begin with ``local-``.
        chain_id: the chain's id.
        vintage: year of the credits.
        methodology_id: hash of the methodology, 0x text.
        deployer: who paid for it; holds no role.
        commit: git commit of the code, with ``-modified`` where the checkout had changes; None outside a checkout.
        plan: fingerprint of everything that is deployed (``Plan.fingerprint``).
        compiler: version and settings that the code was compiled with.
        complete: whether nothing is left to do.
        contracts: by their part, see ``abate.deploy.blueprint.PARTS``.
        transactions: by their step: that of the part they create, ``credit`` for the opening of the vintage, and
            ``bonds.`` for what puts the operators in force.
    """

    programme: str
    network: str
    chain_id: int
    vintage: int
    methodology_id: str
    deployer: ChecksumAddress
    commit: str | None
    plan: str
    compiler: dict[str, Any] = field(default_factory=dict)
    complete: bool = False
    contracts: dict[str, DeployedContract] = field(default_factory=dict)
    transactions: dict[str, SentTransaction] = field(default_factory=dict)

    def address(self, part: str) -> ChecksumAddress:
        """Where a part stands.

        Raises:
            InputError: the deployment has not come that far.
        """
        if part not in self.contracts:
            raise InputError(f"the deployment of {self.programme!r} has no {part} yet", mend="finish it: abate deploy")
        return self.contracts[part].address

    def first_block(self) -> int:
        """The earliest block with anything of this deployment in it."""
        return min((each.block for each in self.contracts.values() if each.block is not None), default=0)

    def note(self, step: str, receipt: TxReceipt) -> None:
        """Keep the transaction of a step; contracts that came with it stand in its block."""
        sent = SentTransaction.of(receipt)
        self.transactions[step] = sent
        for part, made in self.contracts.items():
            if made.transaction == sent.hash and made.block != sent.block:
                self.contracts[part] = replace(made, block=sent.block)

    @property
    def gas_used(self) -> int:
        """Gas of all transactions together."""
        return sum(each.gas_used for each in self.transactions.values())

    @property
    def fee(self) -> int:
        """What all transactions together cost, wei."""
        return sum(each.fee for each in self.transactions.values())

    def save(self, path: Path) -> None:
        """Write the record whole or not at all."""
        write_atomically(path, json.dumps({"format": FORMAT, **asdict(self)}, indent=2) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a record.

        Raises:
            InputError: no such file, or not a record.
        """
        try:
            content = json.loads(path.read_text())
        except FileNotFoundError:
            raise InputError(
                "no such deployment", file=path, mend="deploy first: abate deploy PROGRAMME.toml"
            ) from None
        except (OSError, ValueError, RecursionError):
            raise InputError("cannot be read as JSON", file=path) from None
        if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
            raise InputError(f"not a record of the format {FORMAT}", file=path)
        try:
            parts = {part: DeployedContract(**each) for part, each in content.pop("contracts").items()}
            sent = {step: SentTransaction(**each) for step, each in content.pop("transactions").items()}
            return cls(**content, contracts=parts, transactions=sent)
        except (KeyError, TypeError, AttributeError) as problem:
            raise InputError(f"damaged record: {problem}", file=path) from None
