"""A signed bid is good once, in one round, of one auction, on one chain."""

import pytest
from brownie import web3

from tests.chain.auction.deployments import deploy_auction
from tests.chain.auction.market import Market
from tests.chain.auction.orders import order, signature, signed, skipped


@pytest.fixture(scope="module")
def offered(market, seller, alice):
    market.offer(seller, 100)
    market.fund(alice)


def test_not_twice_in_one_batch_nor_in_two(auction, offered, alice, relayer, stranger):
    bid = signed(auction, alice, (3, 10))
    first = auction.relayBids(1, [bid, bid], [], {"from": relayer})
    assert (first.return_value, skipped(first)) == (1, [(alice, "WrongNonce")])
    assert skipped(auction.relayBids(1, [bid], [], {"from": stranger})) == [(alice, "WrongNonce")]
    assert auction.escrowOf(alice) == 10 * 12_000


def test_whoever_relays_first_the_bid_is_the_same(auction, offered, alice, relayer, stranger):
    bid = signed(auction, alice, (3, 10))
    auction.relayBids(1, [bid], [], {"from": stranger})
    tx = auction.relayBids(1, [bid], [], {"from": relayer})
    assert skipped(tx) == [(alice, "WrongNonce")]
    assert auction.bidOf(alice) == (1, 3, 10, 0)


def test_not_with_the_signatures_other_half(auction, offered, alice, relayer):
    """The mirrored s is refused, and so is an order that was changed in any field."""
    half = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    terms, steps, r, vs = signed(auction, alice, (3, 10))
    s, parity = vs & (2**255 - 1), vs >> 255
    mirrored = (half - s) | ((1 - parity) << 255)
    changed = [
        (terms, steps, r, mirrored % 2**256),
        (terms + (1 << 192) - (2 << 192), steps, r, vs),
        (terms, steps + 1, r, vs),
        (terms, steps | (steps << 48), r, vs),
    ]
    tx = auction.relayBids(1, changed, [], {"from": relayer})
    assert skipped(tx) == [(alice, "WrongSignature")] * 4


def test_not_in_the_next_round(auction, market, offered, seller, alice, relayer):
    bid = signed(auction, alice, (3, 10))
    market.end()
    market.offer(seller, 100)
    assert skipped(auction.relayBids(2, [bid], [], {"from": relayer})) == [(alice, "WrongSignature")]


def test_not_in_another_auction(auction, market, offered, deployer, credit, currency, seller, alice, relayer):
    other = Market(deploy_auction(deployer, credit, currency), credit, currency, relayer)
    bid = signed(auction, alice, (3, 10))
    other.offer(seller, 100)
    other.fund(alice)
    assert skipped(other.auction.relayBids(1, [bid], [], {"from": relayer})) == [(alice, "WrongSignature")]


def test_not_on_another_chain(auction, offered, alice, relayer):
    made = order(auction, alice, (3, 10))
    bid = made.packed(signature(auction, made, alice, chain_id=1))
    assert skipped(auction.relayBids(1, [bid], [], {"from": relayer})) == [(alice, "WrongSignature")]


def test_the_domain_is_rebuilt_when_the_chain_id_changes(auction, offered, alice):
    if "anvil" not in web3.client_version.lower():
        pytest.skip("only Anvil can change the id of a running chain")
    bid = signed(auction, alice, (3, 10))
    before, own = auction.digestOf(1, bid), web3.eth.chain_id
    web3.provider.make_request("anvil_setChainId", [31_337])
    try:
        assert auction.eip712Domain()[3] == 31_337
        assert auction.digestOf(1, bid) != before
    finally:
        web3.provider.make_request("anvil_setChainId", [own])
