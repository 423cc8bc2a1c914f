"""The contracts of a deployment as typed wrappers."""

from __future__ import annotations

from dataclasses import dataclass

from abate.chain.auction import CreditAuction
from abate.chain.catalogue import RewardCatalogue
from abate.chain.certificate import RetirementCertificate
from abate.chain.challenges import BatchChallenges
from abate.chain.connection import Chain
from abate.chain.credit import CarbonCredit
from abate.chain.currency import Erc20, LocalCurrency, NamedCurrency
from abate.chain.demands import BatchDemands
from abate.chain.disputes import BatchDisputes
from abate.chain.donations import DonationRegistry
from abate.chain.oracle import EmissionOracle
from abate.chain.registry import OperatorRegistry
from abate.chain.reserve import CorrectionReserve
from abate.deploy.record import Deployment
from abate.errors import InputError


@dataclass(frozen=True)
class Contracts:
    """What a wallet, an operator or a settlement works with.

    Attributes:
        deployment: the record they come from.
        chain: the chain they stand on.
    """

    deployment: Deployment
    chain: Chain

    def __post_init__(self) -> None:
        """Refuse another chain than the record's, and a local chain that has forgotten the deployment.

        Raises:
            InputError: the record is of another chain.
        """
        record = self.deployment
        if record.chain_id != self.chain.chain_id:
            raise InputError(
                f"the deployment is on chain {record.chain_id}, the node on {self.chain.chain_id}",
                mend="use a node of the deployment's chain",
            )
        if "oracle" in record.contracts and not self.chain.code_at(record.address("oracle")):
            raise InputError(
                f"nothing stands at the oracle's address {record.address('oracle')}",
                mend="the local chain was started anew: deploy again" if self.chain.is_local else "check the record",
            )

    @property
    def oracle(self) -> EmissionOracle:
        """The oracle."""
        return EmissionOracle(self.chain, self.deployment.address("oracle"))

    @property
    def registry(self) -> OperatorRegistry:
        """The oracle's operators and their bonds."""
        return OperatorRegistry(self.chain, self.deployment.address("registry"))

    @property
    def challenges(self) -> BatchChallenges:
        """Where the oracle's batches are proven wrong."""
        return BatchChallenges(self.chain, self.deployment.address("challenges"))

    @property
    def demands(self) -> BatchDemands:
        """Where the opening of a pending batch is demanded."""
        return BatchDemands(self.chain, self.deployment.address("demands"))

    @property
    def disputes(self) -> BatchDisputes:
        """Where raw data is disputed before the arbiter."""
        return BatchDisputes(self.chain, self.deployment.address("disputes"))

    @property
    def credit(self) -> CarbonCredit:
        """The vintage's credit."""
        return CarbonCredit(self.chain, self.deployment.address("credit"))

    @property
    def auction(self) -> CreditAuction:
        """The vintage's auction."""
        return CreditAuction(self.chain, self.deployment.address("auction"))

    @property
    def certificate(self) -> RetirementCertificate:
        """The certificates."""
        return RetirementCertificate(self.chain, self.deployment.address("certificate"))

    @property
    def catalogue(self) -> RewardCatalogue:
        """The rewards."""
        return RewardCatalogue(self.chain, self.deployment.address("catalogue"))

    @property
    def donations(self) -> DonationRegistry:
        """The causes, and donations to them."""
        return DonationRegistry(self.chain, self.deployment.address("donations"))

    @property
    def reserve(self) -> CorrectionReserve:
        """The reserve."""
        return CorrectionReserve(self.chain, self.deployment.address("reserve"))

    @property
    def currency(self) -> Erc20:
        """The currency; one that can be minted where it is the local one."""
        record = self.deployment.contracts.get("currency")
        kinds: dict[str, type[Erc20]] = {kind.artefact: kind for kind in (LocalCurrency, NamedCurrency)}
        kind = Erc20 if record is None else kinds.get(record.contract, Erc20)
        return kind(self.chain, self.deployment.address("currency"))
