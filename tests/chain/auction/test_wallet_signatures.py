"""Contract wallets sign too (ERC-1271), and cannot harm the batch they are in."""

import pytest

from tests.chain.auction.orders import order, signature, signed, skipped

BURNS_GAS, REVERTS, ANSWERS_AT_LENGTH = 1, 2, 3


@pytest.fixture(scope="module")
def wallet(KeyWallet, deployer, alice):
    return deployer.deploy(KeyWallet, alice)


@pytest.fixture(scope="module")
def offered(market, currency, wallet, seller, alice, bob):
    market.offer(seller, 100)
    market.fund(bob)
    currency.mint(alice, 10**9, {"from": alice})
    currency.approve(market.auction, 10**9, {"from": alice})
    market.auction.depositFor(wallet, 10**9, {"from": alice})


def test_a_wallets_signature_is_asked_of_the_wallet(auction, offered, wallet, alice, relayer):
    made = order(auction, wallet, (3, 10))
    tx = auction.relayBids(1, [made.packed_for_wallet(0)], [signature(auction, made, alice)], {"from": relayer})
    assert tx.return_value == 1
    assert auction.bidOf(wallet) == (1, 3, 10, 0)
    assert auction.nonceOf(wallet) == 1


def test_a_wrong_signature_or_none_is_refused(auction, offered, wallet, alice, bob, relayer):
    made = order(auction, wallet, (3, 10))
    batch = [made.packed_for_wallet(0), made.packed_for_wallet(1), order(auction, alice, (3, 10)).packed_for_wallet(0)]
    tx = auction.relayBids(1, batch, [signature(auction, made, bob)], {"from": relayer})
    assert skipped(tx) == [(wallet, "WrongSignature")] * 2 + [(alice, "WrongSignature")]


@pytest.mark.parametrize("manner", [BURNS_GAS, REVERTS, ANSWERS_AT_LENGTH])
def test_a_wallet_that_answers_badly_stops_nobody(auction, offered, wallet, alice, bob, relayer, manner):
    made = order(auction, wallet, (3, 10))
    wallet.behave(manner, {"from": alice})
    batch = [made.packed_for_wallet(0), signed(auction, bob, (3, 10))]
    tx = auction.relayBids(1, batch, [signature(auction, made, alice)], {"from": relayer})
    assert skipped(tx) == [(wallet, "WrongSignature")]
    assert auction.bidOf(bob) == (1, 3, 10, 0)
    assert tx.gas_used < 400_000
