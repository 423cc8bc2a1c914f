"""The winner's credits go straight to a certificate, if and only if the winner wished so."""

import pytest

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.auction.orders import order, signature, signed
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.errors import reverts
from tests.chain.oracle.batches import publish
from tests.chain.oracle.deployments import open_vintage

NUMBER = 2013 * 10**10 + 1


@pytest.fixture(scope="module")
def carbon(oracle, owner):
    return open_vintage(oracle, owner)


@pytest.fixture(scope="module")
def certificate(deployer, oracle):
    return deploy_certificate(deployer, oracle)


@pytest.fixture(scope="module")
def market(oracle, carbon, certificate, currency, deployer, seller, relayer, stranger, alice, bob):
    """A round with 20 lots of real credits of the seller."""
    claims = publish(oracle, {seller: 100_000, bob: 1_000}, relayer, 1_000_000)
    carbon.issue(*claims.claim(seller), {"from": relayer})
    auction = deploy_auction(deployer, carbon, currency, certificate=certificate.address)
    market = Market(auction, carbon, currency, stranger)
    market.open()
    carbon.approve(auction, 2**256 - 1, {"from": seller})
    auction.consign(1, 20, {"from": seller})
    market.start_bidding()
    for bidder in (alice, bob):
        market.fund(bidder)
    return market


def test_credits_are_retired_in_the_winners_name(market, carbon, certificate, alice, stranger):
    market.bid(alice, 3, 12)
    tx = market.auction.retireOnClaim(True, {"from": alice})
    assert tx.events["RetirementChosen"] == {"round": 1, "bidder": alice, "retire": True}
    assert market.auction.stepsOf(alice)[1] is True
    market.end()

    market.auction.claim(alice, {"from": stranger})

    said = certificate.retirementOf(NUMBER)
    assert (said["beneficiary"], said["amount"], said["statement"]) == (alice, 12_000, "")
    assert certificate.ownerOf(NUMBER) == alice
    assert (carbon.balanceOf(alice), carbon.totalBurnt()) == (0, 12_000)
    assert carbon.allowance(market.auction, certificate) == 0
    assert market.auction.stepsOf(alice) == ((), False)


def test_a_signed_bid_carries_the_choice(market, certificate, alice, bob, relayer):
    batch = [signed(market.auction, alice, (3, 5), retire=True), signed(market.auction, bob, (3, 5))]
    tx = market.auction.relayBids(1, batch, [], {"from": relayer})
    assert tx.events["RetirementChosen"] == {"round": 1, "bidder": alice, "retire": True}
    market.end()
    market.auction.claimMany([alice, bob], {"from": relayer})
    assert (certificate.retiredFor(alice), certificate.retiredFor(bob)) == (5_000, 0)
    assert market.credit.balanceOf(bob) == 5_000


def test_the_choice_can_be_taken_back_and_survives_more_steps(market, alice):
    market.bid(alice, 3, 5)
    market.auction.retireOnClaim(True, {"from": alice})
    market.bid(alice, 4, 5)
    assert market.auction.stepsOf(alice)[1] is True
    market.auction.retireOnClaim(False, {"from": alice})
    assert market.auction.stepsOf(alice)[1] is False


def test_nobody_chooses_without_a_bid(market, alice):
    with reverts("NoBid", alice):
        market.auction.retireOnClaim(True, {"from": alice})


def test_an_auction_without_certificate_offers_none(deployer, carbon, currency, alice):
    auction = deploy_auction(deployer, carbon, currency)
    with reverts("RetirementNotOffered"):
        auction.retireOnClaim(True, {"from": alice})


def test_a_wallet_that_cannot_take_a_certificate_stops_only_itself(
    KeyWallet, market, deployer, currency, alice, bob, relayer
):
    wallet = deployer.deploy(KeyWallet, alice)
    currency.mint(alice, 10**9, {"from": alice})
    currency.approve(market.auction, 10**9, {"from": alice})
    market.auction.depositFor(wallet, 10**9, {"from": alice})
    made = order(market.auction, wallet, (3, 5), retire=True)
    market.auction.relayBids(
        1, [made.packed_for_wallet(0)], [signature(market.auction, made, alice)], {"from": relayer}
    )
    market.bid(bob, 3, 5)
    market.end()

    tx = market.auction.claimMany([wallet, bob], {"from": relayer})
    assert tx.events["ClaimSkipped"] == {"bidder": wallet}
    assert market.credit.balanceOf(bob) == 5_000

    wallet.run(market.auction, market.auction.retireOnClaim.encode_input(False), {"from": alice})
    market.auction.claim(wallet, {"from": relayer})
    assert market.credit.balanceOf(wallet) == 5_000


def test_a_winner_that_claims_again_while_its_certificate_arrives_gets_nothing_more(
    GreedyWinner, market, carbon, certificate, currency, deployer, alice, bob, relayer
):
    """From inside the certificate's arrival it claims again and withdraws more than its vault holds."""
    winner = deployer.deploy(GreedyWinner, market.auction)
    currency.mint(alice, 60_000, {"from": alice})
    currency.approve(market.auction, 60_000, {"from": alice})
    market.auction.depositFor(winner, 60_000, {"from": alice})
    winner.bid(1, 1, 6, {"from": alice})
    market.bid(bob, 3, 10)
    market.end()

    tx = market.auction.claim(winner, {"from": relayer})

    assert tx.return_value == 6
    assert winner.attempts() == 2
    assert winner.taken() == 0
    assert (carbon.balanceOf(winner), carbon.totalBurnt(), certificate.balanceOf(winner)) == (0, 6_000, 1)
    assert market.auction.claim(bob, {"from": relayer}).return_value == 10
