"""Deploys an auction for tests, with settings that keep its figures easy to follow."""

from brownie import CreditAuction

DEFAULTS = {
    "lotGrams": 1_000,
    "referenceBaseline": 200_000,
    "unitValue": 250_000,
    "floorPrice": 10_000,
    "capPrice": 1_000_000,
    "tickSize": 1_000,
    "ticks": 100,
    "minimumSupply": 10,
    "consignmentTime": 3_600,
    "biddingTime": 7_200,
    "extension": 600,
    "extensions": 3,
    "clampLowBps": 8_000,
    "clampHighBps": 12_500,
    "minimumBidBps": 100,
    "purchaseLimitBps": 10_000,
    "certificate": "0x" + "00" * 20,
}


def settings(credit, currency, **overrides):
    """The auction's Config as the tuple that its constructor takes."""
    unknown = set(overrides) - set(DEFAULTS)
    assert not unknown, f"no such settings: {unknown}"
    return (credit.address, currency.address, *(DEFAULTS | overrides).values())


def deploy_auction(deployer, credit, currency, **overrides):
    """A CreditAuction of ``credit`` for ``currency``; ``overrides`` are fields of its Config.

    Without overrides: lots of 1 kg, opening at 10,000 (the floor), ticks of 1,000, at least 10 lots, one hour to
    consign, two hours to bid, three extensions of ten minutes.
    """
    return deployer.deploy(CreditAuction, settings(credit, currency, **overrides))
