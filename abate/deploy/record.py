"""The record of a deployment: ``deployments/<network>.json``, written anew after every step."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from eth_typing import ChecksumAddress

from abate.errors import InputError
from abate.files import write_atomically

FORMAT: Final = "abate-deployment-1"


@dataclass(frozen=True)
class DeployedContract:
    """One contract of a deployment.

    Attributes:
        contract: name of the compiled contract; of its interface where it was not deployed by us.
        address: where it stands.
        block: the block it came with; None for a contract that was there before.
        transaction: hash of the transaction that created it, 0x text; None likewise.
        arguments: constructor arguments by name; empty for contracts that other contracts create.
    """

    contract: str
    address: ChecksumAddress
    block: int | None = None
    transaction: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


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
        complete: whether nothing is left to do.
        contracts: by their part: currency, policy, creditFactory, oracle, reserve,
            certificate, renderer, credit, auction, clerk, catalogue, donations.
    """

    programme: str
    network: str
    chain_id: int
    vintage: int
    methodology_id: str
    deployer: ChecksumAddress
    commit: str | None
    plan: str
    complete: bool = False
    contracts: dict[str, DeployedContract] = field(default_factory=dict)

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
        except (OSError, ValueError):
            raise InputError("cannot be read as JSON", file=path) from None
        if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
            raise InputError(f"not a record of the format {FORMAT}", file=path)
        try:
            parts = {part: DeployedContract(**each) for part, each in content.pop("contracts").items()}
            return cls(**content, contracts=parts)
        except (KeyError, TypeError, AttributeError) as problem:
            raise InputError(f"damaged record: {problem}", file=path) from None
