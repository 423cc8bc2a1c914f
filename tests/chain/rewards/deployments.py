"""Deploys what people do with credits after the trade, for the tests of every area."""

from brownie import chain
from brownie.network.contract import ProjectContract

from tests.chain.oracle.deployments import DAY, container

PAYS_PARTNER, RETIRES_FOR_HOLDER, RETIRES_FOR_PARTNER = range(3)
OPEN, HONOURED, RETURNED = 1, 2, 3
PRICE = 1_500
STOCK = 3
CODE = "7KQM-2ZXD-94RT-HV6B"
TERMS_HASH = "0x" + "5a" * 32


def deploy_catalogue(deployer, certificate, partners=()) -> ProjectContract:
    """A catalogue with these partners admitted."""
    return deployer.deploy(container("RewardCatalogue"), certificate, list(partners))


def deploy_donations(deployer, certificate, causes=()) -> ProjectContract:
    """Donations, with these accounts admitted as causes."""
    return deployer.deploy(container("DonationRegistry"), certificate, list(causes))


def terms(credit, **changes) -> tuple:
    """``IRewardCatalogue.Terms``: three day passes for 1.500 credits, open for 30 days, to be honoured in 7."""
    fields = {
        "credit": credit,
        "price": PRICE,
        "stock": STOCK,
        "expiry": chain[-1].timestamp + 30 * DAY,
        "honourTime": 7 * DAY,
        "settlement": PAYS_PARTNER,
        "discountBps": 0,
        "title": "Day pass on all buses",
        "termsURI": "https://example.org/day-pass",
        "termsHash": TERMS_HASH,
    }
    return tuple((fields | changes).values())


def offer(catalogue, partner, credit, **changes) -> int:
    """Lists a reward; its number."""
    return catalogue.offer(terms(credit, **changes), {"from": partner}).events["RewardListed"]["listing"]
