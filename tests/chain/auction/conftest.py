"""An auction of a test credit for the local currency, fresh for each module."""

import pytest
from brownie import accounts

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.kept import kept


@pytest.fixture(scope="session")
def bidders():
    return accounts[14:22]


@pytest.fixture(scope="session")
def sellers():
    return accounts[22:30]


@pytest.fixture(scope="session")
def seller(sellers):
    return sellers[0]


@kept
def credit(GramToken, deployer):
    return deployer.deploy(GramToken)


@kept
def auction(credit, currency, deployer):
    return deploy_auction(deployer, credit, currency)


@pytest.fixture(scope="module")
def market(auction, credit, currency, stranger):
    return Market(auction, credit, currency, stranger)
