"""The parts of a deployment: which contract each is, who creates it, with which constructor arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from eth_typing import ChecksumAddress

from abate.chain.artefacts import load_artefact
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan, plain

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
FACTORIES: Final = {
    "creditFactory": "CarbonCreditFactory",
    "registryFactory": "OperatorRegistryFactory",
    "challengesFactory": "BatchChallengesFactory",
    "demandsFactory": "BatchDemandsFactory",
    "disputesFactory": "BatchDisputesFactory",
}
Where = Callable[[str], str]
"""Address of a part by its name."""


@dataclass(frozen=True)
class Part:
    """One contract of a deployment.

    Attributes:
        name: one of ``PARTS``.
        contract: the compiled contract; an interface where somebody else's contract is used.
        arguments: its constructor arguments, once the parts before it have addresses.
        step: the part whose transaction brings it: itself, or the one that creates it on the way; None where the
            contract stands there already.
        creator: the part that creates it; None for the deployer.
        found: asks its creator where it is; None for what the deployer creates.
    """

    name: str
    contract: str
    arguments: Callable[[Where], list[Any]]
    step: str | None
    creator: str | None = None
    found: Callable[[Contracts], ChecksumAddress | None] | None = None

    def named_arguments(self, where: Where) -> dict[str, Any]:
        """Constructor arguments by name, as JSON holds them."""
        names = [item["name"].strip("_") for item in load_artefact(self.contract).constructor_inputs]
        return dict(zip(names, plain(self.arguments(where)), strict=True))


def blueprint(plan: Plan) -> dict[str, Part]:
    """All parts by name, in the order of ``PARTS``."""
    parts = {part.name: part for part in [*_first(plan), *_with_the_oracle(plan), *_market(plan)]}
    return {name: parts[name] for name in PARTS}


def _first(plan: Plan) -> list[Part]:
    """What needs nothing."""
    if plan.programme.currency.address is not None:
        currency = Part("currency", "IERC20Metadata", lambda where: [], None)
    else:
        currency = Part("currency", plan.currency_contract, lambda where: plan.currency_arguments, "currency")
    policy = Part("policy", plan.policy_contract, lambda where: plan.policy_arguments, "policy")
    return [currency, policy, *(Part(name, contract, lambda where: [], name) for name, contract in FACTORIES.items())]


def _with_the_oracle(plan: Plan) -> list[Part]:
    """The oracle and what it creates, itself or through factories."""
    settings, vintage = plan.programme.oracle, plan.programme.vintage

    def oracle(where: Where) -> list[Any]:
        return plan.oracle_arguments(*(where(part) for part in ("creditFactory", "policy", *others)))

    others = ("registryFactory", "challengesFactory", "demandsFactory", "disputesFactory", "currency")

    def registry(where: Where) -> list[Any]:
        (config,) = oracle(where)
        delays = (settings.admission_delay, settings.challenge_window + plan.programme.maximum_delay)
        return [where("oracle"), config["bonds"], config["operators"], config["quorum"], *delays]

    def demands(where: Where) -> list[Any]:
        return [where("oracle"), where("challenges"), oracle(where)[0]["demands"], settings.challenge_window]

    def disputes(where: Where) -> list[Any]:
        return [where("oracle"), where("challenges"), oracle(where)[0]["disputes"]]

    def credit(where: Where) -> list[Any]:
        terms = (plan.methodology.methodology_id, plan.methodology.reserve_share_bps)
        return [where("oracle"), vintage, *terms, where("reserve")]

    def within(name: str, contract: str, arguments: Callable[[Where], list[Any]], creator: str) -> Part:
        def found(all_: Contracts) -> ChecksumAddress:
            return cast(ChecksumAddress, getattr(all_.oracle, name)())

        return Part(name, contract, arguments, "oracle", creator, found)

    return [
        Part("oracle", "EmissionOracle", oracle, "oracle"),
        within("reserve", "CorrectionReserve", lambda where: [where("oracle")], "oracle"),
        within("registry", "OperatorRegistry", registry, "registryFactory"),
        within(
            "challenges", "BatchChallenges", lambda where: [where("oracle"), where("registry")], "challengesFactory"
        ),
        within("demands", "BatchDemands", demands, "demandsFactory"),
        within("disputes", "BatchDisputes", disputes, "disputesFactory"),
        Part("credit", "CarbonCredit", credit, "credit", "creditFactory", lambda all_: all_.oracle.credit_of(vintage)),
    ]


def _market(plan: Plan) -> list[Part]:
    """Certificates, auction, rewards."""

    def auction(where: Where) -> list[Any]:
        return plan.auction_arguments(where("credit"), where("currency"), where("certificate"))

    def renderer(all_: Contracts) -> ChecksumAddress:
        return all_.certificate.renderer()

    def clerk(all_: Contracts) -> ChecksumAddress:
        return all_.auction.clerk()

    return [
        Part("certificate", "RetirementCertificate", lambda where: [where("oracle")], "certificate"),
        Part("renderer", "CertificateRenderer", lambda where: [], "certificate", "certificate", renderer),
        Part("auction", "CreditAuction", auction, "auction"),
        Part("clerk", "AuctionClerk", auction, "auction", "auction", clerk),
        Part(
            "catalogue",
            "RewardCatalogue",
            lambda where: plan.catalogue_arguments(where("certificate")),
            "catalogue",
        ),
        Part(
            "donations",
            "DonationRegistry",
            lambda where: plan.donations_arguments(where("certificate")),
            "donations",
        ),
    ]
