"""What every getter of a deployment must answer, from the programme; read later, so that each failure stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, cast

from abate.chain.artefacts import load_artefact
from abate.chain.auction_state import AuctionConfig
from abate.chain.contract import ContractAt
from abate.chain.demands import DemandTerms
from abate.chain.policy import CreditPolicy
from abate.chain.refusals import explained
from abate.chain.registry import BondTerms
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan

Expectation = tuple[str, Any, Callable[[], Any]]
"""A name, what is expected, and how to read what is there."""


def settings(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """Every setting of every contract."""
    yield from of_policy(contracts, plan)
    yield from of_oracle(contracts, plan)
    yield from of_bonds(contracts, plan)
    yield from of_demands(contracts, plan)
    yield from of_credit(contracts, plan)
    yield from of_links(contracts)
    yield from of_currency(contracts, plan)
    yield from of_auction(contracts, plan)


def of_policy(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """The formula's coefficient."""
    policy = CreditPolicy(contracts.chain, contracts.deployment.address("policy"))
    yield "policy.coefficient", plan.methodology.coefficient_units, policy.coefficient


def of_oracle(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """Windows, delays, the methodology's terms and the vintage."""
    oracle, wanted, vintage = contracts.oracle, plan.programme.oracle, plan.programme.vintage
    methodology_id, record = plan.methodology.methodology_id, contracts.deployment
    yield "oracle.challengeWindow", wanted.challenge_window, oracle.challenge_window
    yield "oracle.admissionDelay", wanted.admission_delay, oracle.admission_delay
    yield "oracle.closingDelay", wanted.closing_delay, oracle.closing_delay
    yield "oracle.creditFactory", record.address("creditFactory"), oracle.credit_factory
    yield "oracle.registry", record.address("registry"), oracle.registry
    yield "oracle.challenges", record.address("challenges"), oracle.challenges
    yield "oracle.demands", record.address("demands"), oracle.demands
    yield "oracle.disputes", record.address("disputes"), oracle.disputes
    yield "oracle.maximumDelay", plan.programme.maximum_delay, oracle.maximum_delay
    yield "oracle.gramsPerBond", plan.programme.bonds.grams_per_bond, oracle.grams_per_bond
    yield "oracle.reserve", record.address("reserve"), oracle.reserve
    terms = (record.address("policy"), plan.methodology.reserve_share_bps)
    yield "oracle.methodology", terms, lambda: _terms(contracts, methodology_id)
    yield "oracle.methodologyOf", methodology_id, lambda: oracle.methodology_of(vintage)
    yield "oracle.creditOf", record.address("credit"), lambda: oracle.credit_of(vintage)


def _terms(contracts: Contracts, methodology_id: bytes) -> tuple[str, int]:
    terms = contracts.oracle.methodology(methodology_id)
    return terms.policy, terms.reserve_share_bps


def of_bonds(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """What operators stake."""
    registry, wanted, units = contracts.registry, plan.programme.bonds, plan.programme.currency.units
    terms = BondTerms(
        contracts.currency.address, units(wanted.size), units(wanted.slice), wanted.unbonding, wanted.suspension
    )
    yield "registry.bondTerms", terms, registry.bond_terms


def of_demands(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """What demands and disputes cost and how long they wait; the arbiter is among the roles."""
    demands, disputes, units = contracts.demands, contracts.disputes, plan.programme.currency.units
    asked, ruled = plan.programme.demands, plan.programme.disputes
    terms = DemandTerms(units(asked.bond), asked.demand_time, asked.answer_time, asked.proving_time)
    yield "demands.demandTerms", terms, demands.demand_terms
    yield "demands.currency", contracts.currency.address, demands.currency
    yield "disputes.stake", units(ruled.stake), lambda: disputes.dispute_terms().stake
    yield "disputes.defenceTime", ruled.defence_time, lambda: disputes.dispute_terms().defence_time
    yield "disputes.rulingTime", ruled.ruling_time, lambda: disputes.dispute_terms().ruling_time
    yield "disputes.currency", contracts.currency.address, disputes.currency


def of_credit(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """The credit's ties, and that no more was issued than the final batch allows."""
    credit = contracts.credit
    yield "credit.oracle", contracts.oracle.address, credit.oracle
    yield "credit.vintage", plan.programme.vintage, credit.vintage
    yield "credit.methodologyId", plan.methodology.methodology_id, credit.methodology_id
    yield "credit.reserveShareBps", plan.methodology.reserve_share_bps, credit.reserve_share_bps
    yield "credit.reserve", contracts.reserve.address, credit.reserve
    yield "credit.name", f"Personal Carbon Credit {plan.programme.vintage}", credit.name
    yield "credit.symbol", f"PCC{plan.programme.vintage % 100:02d}", credit.symbol
    yield "credit.decimals", 3, credit.decimals
    yield (
        "credit.totalIssued within the cap",
        True,
        lambda: credit.total_issued() <= credit.people_cap() + credit.reserve_cap(),
    )
    yield (
        "credit.totalSupply = issued - burnt",
        True,
        lambda: credit.total_supply() == credit.total_issued() - credit.total_burnt(),
    )


def of_links(contracts: Contracts) -> Iterator[Expectation]:
    """Which oracle and which certificates the others believe."""
    linked: dict[str, ContractAt] = {
        "reserve": contracts.reserve,
        "registry": contracts.registry,
        "challenges": contracts.challenges,
        "demands": contracts.demands,
        "disputes": contracts.disputes,
        "certificate": contracts.certificate,
        "catalogue": contracts.catalogue,
        "donations": contracts.donations,
    }
    for part, contract in linked.items():
        yield f"{part}.oracle", contracts.oracle.address, partial(contract.read, "oracle")
    registry = contracts.registry.address
    yield "challenges.registry", registry, partial(contracts.challenges.read, "registry")
    yield "demands.registry", registry, partial(contracts.demands.read, "registry")
    yield "demands.challenges", contracts.challenges.address, contracts.demands.challenges
    yield "disputes.challenges", contracts.challenges.address, contracts.disputes.challenges
    for part, where in (("catalogue", contracts.catalogue), ("donations", contracts.donations)):
        yield f"{part}.certificates", contracts.certificate.address, where.certificates
    yield "certificate.renderer", contracts.deployment.address("renderer"), contracts.certificate.renderer
    yield "auction.clerk", contracts.deployment.address("clerk"), contracts.auction.clerk


def of_currency(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """The currency that prices are in."""
    wanted, currency = plan.programme.currency, contracts.currency
    if wanted.address is not None:
        yield "currency.address", wanted.address, lambda: currency.address
    yield "currency.symbol", wanted.symbol, currency.symbol
    yield "currency.decimals", wanted.decimals, currency.decimals


def of_auction(contracts: Contracts, plan: Plan) -> Iterator[Expectation]:
    """The auction's whole configuration, field by field."""
    credit, currency, certificate = contracts.credit, contracts.currency, contracts.certificate
    arguments = plan.auction_arguments(credit.address, currency.address, certificate.address)[0]
    expected = asdict(AuctionConfig(*arguments.values()))
    for name, value in expected.items():
        yield f"auction.{name}", value, partial(_auction_setting, contracts, name)
    yield "clerk.config", AuctionConfig(*arguments.values()), partial(_clerk_config, contracts)


def _auction_setting(contracts: Contracts, name: str) -> Any:
    return asdict(contracts.auction.config())[name]


def _clerk_config(contracts: Contracts) -> AuctionConfig:
    clerk = contracts.deployment.address("clerk")
    abi = cast(Any, load_artefact("AuctionClerk").abi)
    with explained("AuctionClerk.config"):
        return AuctionConfig(*contracts.chain.web3.eth.contract(address=clerk, abi=abi).functions.config().call())
