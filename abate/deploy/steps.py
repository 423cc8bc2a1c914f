"""The steps of a deployment, each recorded as soon as it landed, so that it can be killed and started again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_typing import ChecksumAddress
from web3.types import TxReceipt

from abate.chain.artefacts import load_artefact
from abate.chain.auction import CreditAuction
from abate.chain.certificate import RetirementCertificate
from abate.chain.oracle import EmissionOracle
from abate.chain.sender import Call, Sender, deployment
from abate.deploy.bonds import Bonds
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan, plain
from abate.deploy.record import DeployedContract, Deployment
from abate.errors import ChainError, IntegrityError

PARTS: Final = (
    "currency",
    "policy",
    "creditFactory",
    "registryFactory",
    "challengesFactory",
    "demandsFactory",
    "disputesFactory",
    "oracle",
    "reserve",
    "registry",
    "challenges",
    "demands",
    "disputes",
    "certificate",
    "renderer",
    "credit",
    "auction",
    "clerk",
    "catalogue",
    "donations",
)
"""In the order in which they come into being."""

Progress = Callable[[str, DeployedContract], None]


class OwnerNeededError(ChainError):
    """The deployment waits for a transaction that only the programme's owner can send.

    Attributes:
        owner: who must send it.
        to: the contract.
        data: the encoded call, 0x text, for a multisig or timelock.
    """

    def __init__(self, owner: ChecksumAddress, to: ChecksumAddress, data: bytes, what: str) -> None:
        self.owner, self.to, self.data = owner, to, f"0x{data.hex()}"
        super().__init__(
            f"waiting for the owner {owner}: {what}, by sending {self.data} to {to}; then run the same command again"
        )


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
        for part in PARTS:
            if part not in self.record.contracts:
                made = getattr(self, f"_{part.lower()}")()
                self.record.contracts[part] = made
                self.record.save(self.path)
                self.progress(part, made)
        if not self.record.complete:
            deployed = Contracts(self.record, self.sender.chain)
            Bonds(self.plan, deployed, self.sender.address, self._send).settle()
            self.record.complete = True
            self.record.save(self.path)
        return self.record

    def _currency(self) -> DeployedContract:
        settings = self.plan.programme.currency
        if settings.address is None:
            return self._create("currency", self.plan.currency_contract, self.plan.currency_arguments)
        return DeployedContract("IERC20Metadata", settings.address)  # type: ignore[arg-type]  # checked when read

    def _policy(self) -> DeployedContract:
        return self._create("policy", self.plan.policy_contract, self.plan.policy_arguments)

    def _creditfactory(self) -> DeployedContract:
        return self._create("creditFactory", "CarbonCreditFactory", [])

    def _registryfactory(self) -> DeployedContract:
        return self._create("registryFactory", "OperatorRegistryFactory", [])

    def _challengesfactory(self) -> DeployedContract:
        return self._create("challengesFactory", "BatchChallengesFactory", [])

    def _demandsfactory(self) -> DeployedContract:
        return self._create("demandsFactory", "BatchDemandsFactory", [])

    def _disputesfactory(self) -> DeployedContract:
        return self._create("disputesFactory", "BatchDisputesFactory", [])

    def _oracle(self) -> DeployedContract:
        factories = ("registryFactory", "challengesFactory", "demandsFactory", "disputesFactory")
        needed = ("creditFactory", "policy", *factories, "currency")
        arguments = self.plan.oracle_arguments(*(self.record.address(part) for part in needed))
        return self._create("oracle", "EmissionOracle", arguments)

    def _reserve(self) -> DeployedContract:
        return self._made_by_the_oracle("CorrectionReserve", self._live_oracle.reserve())

    def _registry(self) -> DeployedContract:
        return self._made_by_the_oracle("OperatorRegistry", self._live_oracle.registry())

    def _challenges(self) -> DeployedContract:
        return self._made_by_the_oracle("BatchChallenges", self._live_oracle.challenges())

    def _demands(self) -> DeployedContract:
        return self._made_by_the_oracle("BatchDemands", self._live_oracle.demands())

    def _disputes(self) -> DeployedContract:
        return self._made_by_the_oracle("BatchDisputes", self._live_oracle.disputes())

    def _certificate(self) -> DeployedContract:
        return self._create("certificate", "RetirementCertificate", [self.record.address("oracle")])

    def _renderer(self) -> DeployedContract:
        created = self.record.contracts["certificate"]
        certificate = RetirementCertificate(self.sender.chain, created.address)
        return DeployedContract("CertificateRenderer", certificate.renderer(), created.block, created.transaction)

    def _credit(self) -> DeployedContract:
        oracle, vintage, wanted = self._live_oracle, self.plan.programme.vintage, self.plan.methodology.methodology_id
        call = oracle.open_vintage(vintage, wanted)
        if oracle.credit_of(vintage) is None:
            if self.owner is None:
                raise OwnerNeededError(oracle.owner(), oracle.address, call.data, f"open vintage {vintage}")
            self.owner.send(call, "credit")
        if oracle.methodology_of(vintage) != wanted:
            raise IntegrityError(f"vintage {vintage} was opened with another methodology than the programme's")
        (opened,) = oracle.events("VintageOpened", self.record.first_block(), vintage=vintage)
        return DeployedContract("CarbonCredit", opened["credit"], opened.block, f"0x{opened.transaction.hex()}")

    def _auction(self) -> DeployedContract:
        credit, currency, certificate = map(self.record.address, ("credit", "currency", "certificate"))
        return self._create("auction", "CreditAuction", self.plan.auction_arguments(credit, currency, certificate))

    def _clerk(self) -> DeployedContract:
        created = self.record.contracts["auction"]
        auction = CreditAuction(self.sender.chain, created.address)
        return DeployedContract("AuctionClerk", auction.clerk(), created.block, created.transaction)

    def _catalogue(self) -> DeployedContract:
        arguments = self.plan.catalogue_arguments(self.record.address("certificate"))
        return self._create("catalogue", "RewardCatalogue", arguments)

    def _donations(self) -> DeployedContract:
        arguments = self.plan.donations_arguments(self.record.address("certificate"))
        return self._create("donations", "DonationRegistry", arguments)

    def _made_by_the_oracle(self, contract: str, address: ChecksumAddress) -> DeployedContract:
        created = self.record.contracts["oracle"]
        return DeployedContract(contract, address, created.block, created.transaction)

    def _send(self, call: Call, step: str) -> None:
        self.sender.send(call, step)

    @property
    def _live_oracle(self) -> EmissionOracle:
        return EmissionOracle(self.sender.chain, self.record.address("oracle"))

    def _create(self, part: str, contract: str, arguments: list[Any]) -> DeployedContract:
        artefact = load_artefact(contract)
        receipt: TxReceipt = self.sender.send(deployment(artefact, *arguments), part)
        address = receipt["contractAddress"]
        if address is None:
            raise ChainError(f"deploying {contract} landed without a contract address")
        names = [item["name"].strip("_") for item in artefact.constructor_inputs]
        named = dict(zip(names, plain(arguments), strict=True))
        return DeployedContract(
            contract, address, receipt["blockNumber"], f"0x{receipt['transactionHash'].hex()}", named
        )
