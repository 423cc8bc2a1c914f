"""The contracts of the world, deployed once; each life starts from there with a new shadow."""

from collections import Counter

from eth_utils import to_checksum_address

from tests.chain.auction.deployments import DEFAULTS
from tests.chain.auction.fuzz.director import terms_of
from tests.chain.auction.shadow import Shadow as Market
from tests.chain.oracle.deployments import (
    ADMISSION_DELAY,
    BOND,
    CHALLENGE_WINDOW,
    DAY,
    DEMAND_BOND,
    DISPUTE_STAKE,
    HOUR,
    MAXIMUM_DELAY,
    METHODOLOGY_ID,
    ONE,
    RESERVE_SHARE_BPS,
    SLICE,
    SUSPENSION,
    container,
)
from tests.chain.system.actors import ARBITER, BUYERS, DEFENDER, DEPLOYER, GUARDIAN, OWNER, PARTNERS, RELAYER, WALLETS
from tests.chain.system.contracts import Contract
from tests.chain.system.model.batches import UNLIMITED, Vintage
from tests.chain.system.model.operators import ALL, QUORUM
from tests.chain.system.model.rewards import Catalogue
from tests.chain.system.model.shadow import Shadow
from tests.chain.system.node import Node

YEARS = {2013: 1_356_998_400, 2014: 1_388_534_400}
"""When each vintage begins."""
YEAR = 365 * DAY
GRAMS_PER_BOND = 100_000
UNBONDING = 13 * DAY
CLOSING_DELAY = 30 * DAY
MONEY = 10**15
AUCTION = DEFAULTS | {
    "ticks": 200,
    "consignmentTime": DAY,
    "biddingTime": 2 * DAY,
    "extension": 6 * HOUR,
    "minimumBidBps": 0,
}


class Stage:
    """Deploys everything through raw requests.

    Args:
        node: a fresh chain.

    Attributes:
        contracts: all of them, by their labels.
        setup: the shadow's part of the set-up, done anew for each life.
    """

    def __init__(self, node: Node):
        self.node, self.contracts, self.deployments = node, {}, []
        self.currency = self.deployed("LocalCurrency")
        self.policy = self.deployed("ReductionPolicy", ONE)
        self.views = self.deployed("ManyViews")
        self.oracle = self.deployed("EmissionOracle", self.config())
        for attribute, name in (
            ("registry", "OperatorRegistry"),
            ("challenges", "BatchChallenges"),
            ("demands", "BatchDemands"),
            ("disputes", "BatchDisputes"),
            ("reserve", "CorrectionReserve"),
        ):
            setattr(self, attribute, self.known(name, self.ask(self.oracle, attribute)))
        self.put_in_force()
        self.credits = {year: self.opened(year) for year in YEARS}
        self.certificate = self.deployed("RetirementCertificate", self.oracle.address)
        self.catalogue = self.deployed("RewardCatalogue", self.certificate.address, PARTNERS)
        self.donations = self.deployed("DonationRegistry", self.certificate.address, PARTNERS)
        self.auctions = {year: self.auction_of(year) for year in YEARS}
        self.give_money_and_approve()

    def config(self) -> tuple:
        factories = ("CarbonCredit", "OperatorRegistry", "BatchChallenges", "BatchDemands", "BatchDisputes")
        return (
            *(OWNER, GUARDIAN, ALL, QUORUM, CHALLENGE_WINDOW, ADMISSION_DELAY, CLOSING_DELAY),
            *(self.deployed(f"{name}Factory").address for name in factories),
            (self.currency.address, BOND, SLICE, UNBONDING, SUSPENSION),
            (DEMAND_BOND, 2 * DAY, DAY, DAY),
            (ARBITER, DISPUTE_STAKE, DAY, 3 * DAY),
            GRAMS_PER_BOND,
            [(METHODOLOGY_ID, self.policy.address, RESERVE_SHARE_BPS)],
        )

    def deployed(self, name: str, *arguments: object, label: str | None = None) -> Contract:
        code = bytes.fromhex(container(name).deploy.encode_input(*arguments).removeprefix("0x"))
        receipt = self.node.send(DEPLOYER, None, code)
        assert receipt["status"] == "0x1", f"{name} is not deployed"
        return self.known(name, to_checksum_address(receipt["contractAddress"]), label)

    def known(self, name: str, address: str, label: str | None = None) -> Contract:
        made = Contract(name, address, label)
        self.contracts[made.label] = made
        return made

    def sent(self, sender: str, contract: Contract, function: str, *arguments: object) -> dict:
        receipt = self.node.send(sender, contract.address, contract.data(function, *arguments))
        assert receipt["status"] == "0x1", f"{contract.label}.{function}"
        return receipt

    def ask(self, contract: Contract, function: str, *arguments: object) -> object:
        done, data = self.node.call(DEPLOYER, contract.address, contract.data(function, *arguments))
        assert done, f"{contract.label}.{function}"
        return contract.answer(function, data)

    def put_in_force(self) -> None:
        self.sent(DEPLOYER, self.currency, "mint", DEPLOYER, len(ALL) * BOND)
        self.sent(DEPLOYER, self.currency, "approve", self.registry.address, len(ALL) * BOND)
        self.sent(DEPLOYER, self.registry, "deposit", ALL, BOND)
        self.sent(DEPLOYER, self.registry, "enter", ALL, [])

    def opened(self, year: int) -> Contract:
        self.sent(OWNER, self.oracle, "openVintage", year, METHODOLOGY_ID)
        return self.known("CarbonCredit", self.ask(self.oracle, "creditOf", year), f"credit {year}")

    def auction_of(self, year: int) -> Contract:
        settings = AUCTION | {"certificate": self.certificate.address}
        config = (self.credits[year].address, self.currency.address, *settings.values())
        return self.deployed("CreditAuction", config, label=f"auction {year}")

    def give_money_and_approve(self) -> None:
        """Everybody has money; all but the last buyer let the contracts take what they take."""
        self.rich = [*WALLETS, *ALL, DEFENDER, RELAYER]
        takers = [self.registry, self.demands, self.disputes, *self.auctions.values()]
        self.money_spenders = [each.address for each in takers]
        takers = [self.certificate, self.catalogue, self.donations]
        self.credit_spenders = {
            year: [each.address for each in (*takers, auction)] for year, auction in self.auctions.items()
        }
        for each in self.rich:
            self.sent(DEPLOYER, self.currency, "mint", each, MONEY)
            for spender in self.money_spenders if each != BUYERS[-1] else ():
                self.sent(each, self.currency, "approve", spender, UNLIMITED)
        for holder in WALLETS[:-1]:
            for year, spenders in self.credit_spenders.items():
                for spender in spenders:
                    self.sent(holder, self.credits[year], "approve", spender, UNLIMITED)

    def shadow(self) -> Shadow:
        """What is true before a life begins."""
        vintages, markets = {}, {}
        for year, start in YEARS.items():
            closes = start + YEAR + CLOSING_DELAY
            vintage = Vintage(
                year,
                self.credits[year],
                start,
                closes,
                closes + CHALLENGE_WINDOW + MAXIMUM_DELAY,
                self.reserve.address,
            )
            for holder in WALLETS[:-1]:
                vintage.allowed.update({(holder, spender): UNLIMITED for spender in self.credit_spenders[year]})
            markets[year] = Market(terms_of(AUCTION), offers_retirement=True)
            # what an auction hands out is what holders have
            markets[year].credits = vintage.balance
            vintages[year] = vintage
        shadow = Shadow(OWNER, vintages, markets, Catalogue(set(PARTNERS)), set(PARTNERS))
        shadow.money = Counter(dict.fromkeys(self.rich, MONEY)) + Counter({self.registry.address: len(ALL) * BOND})
        for each in self.rich:
            if each != BUYERS[-1]:
                shadow.money_allowed.update({(each, spender): UNLIMITED for spender in self.money_spenders})
        shadow.methodologies[METHODOLOGY_ID] = 0
        shadow.years = set(YEARS)
        return shadow
