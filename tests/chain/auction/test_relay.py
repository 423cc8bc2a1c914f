"""Signed bids, relayed by somebody else."""

import pytest
from brownie import web3

from tests.chain.auction.clock import next_block_at, now
from tests.chain.auction.orders import order, signature, signed, skipped
from tests.chain.errors import reverts


@pytest.fixture(scope="module")
def offered(market, seller, alice, bob, carol):
    market.offer(seller, 100)
    for bidder in (alice, bob, carol):
        market.fund(bidder)


def test_only_a_round_in_its_bidding_time_takes_batches(auction, market, seller, alice, relayer):
    with reverts("UnknownRound", 1):
        auction.relayBids(1, [], [], {"from": relayer})
    market.offer(seller, 9)
    with reverts("SupplyTooLow", 9, 10):
        auction.relayBids(1, [], [], {"from": relayer})
    start, end = market.state()["start"], market.state()["end"]
    market.end()
    with reverts("BiddingClosed", 1, start, end):
        auction.relayBids(1, [signed(auction, alice, (3, 10))], [], {"from": relayer})


def test_a_relayed_bid_is_the_signers_own(auction, market, offered, alice, relayer):
    before = auction.vaultOf(alice)

    tx = auction.relayBids(1, [signed(auction, alice, (3, 40))], [], {"from": relayer})

    assert tx.return_value == 1
    assert tx.events["BidPlaced"] == {"round": 1, "bidder": alice, "tick": 3, "lots": 40}
    assert auction.bidOf(alice).dict() == {"round": 1, "tick": 3, "lots": 40, "before": 0}
    assert auction.vaultOf(alice) == before - 40 * 12_000
    assert auction.nonceOf(alice) == 1
    assert (market.state()["demand"], auction.demandAt(3)) == (40, 40)


def test_a_curve_is_signed_once_and_placed_together(auction, offered, alice, relayer):
    tx = auction.relayBids(1, [signed(auction, alice, (3, 10), (5, 20), (9, 30))], [], {"from": relayer})

    assert tx.events["CurvePlaced"]["steps"] == ((3, 10), (5, 20), (9, 30))
    assert [step[1:] for step in auction.stepsOf(alice)[0]] == [(3, 10, 0), (5, 20, 0), (9, 30, 0)]


def test_bids_that_cannot_be_taken_are_passed_over_with_the_reason(auction, offered, alice, bob, carol, dave, relayer):
    stolen = order(auction, bob, (3, 10))
    batch = [
        signed(auction, alice, (0, 10)),
        signed(auction, alice, (101, 10)),
        signed(auction, alice, (3, 101)),
        signed(auction, alice, (3, 10), deadline=now() - 1),
        signed(auction, alice, (3, 10), nonce=1),
        signed(auction, alice, (3, 10), round=2),
        signed(auction, alice, (3, 10), retire=True),
        stolen.packed(signature(auction, stolen, alice)),
        signed(auction, dave, (3, 10)),
        signed(auction, alice, *[(1, 1)] * 4),
        signed(auction, alice, (2, 1), nonce=1),
        signed(auction, carol, (3, 60), (4, 41)),
        signed(auction, bob, (3, 10)),
    ]

    tx = auction.relayBids(1, batch, [], {"from": relayer})

    assert tx.return_value == 2
    assert skipped(tx) == [
        (alice, "TickNotAboveClock"),
        (alice, "TickAboveLadder"),
        (alice, "LotsOutOfRange"),
        (alice, "Expired"),
        (alice, "WrongNonce"),
        (alice, "WrongSignature"),
        (alice, "RetirementNotOffered"),
        (bob, "WrongSignature"),
        (dave, "InsufficientVault"),
        (alice, "CurveFull"),
        (carol, "PurchaseLimitExceeded"),
    ]
    assert [auction.nonceOf(bidder) for bidder in (alice, bob, carol, dave)] == [1, 1, 0, 0]


def test_a_bid_moves_the_clock_for_those_after_it_in_the_batch(auction, market, offered, alice, bob, carol, relayer):
    batch = [signed(auction, alice, (4, 70)), signed(auction, bob, (6, 60)), signed(auction, carol, (4, 10))]
    tx = auction.relayBids(1, batch, [], {"from": relayer})
    assert skipped(tx) == [(carol, "TickNotAboveClock")]
    assert (market.state()["clockTick"], market.state()["demandAbove"]) == (4, 60)


def test_a_bid_of_the_last_second_of_its_deadline_is_taken(auction, offered, alice, relayer):
    at = now() + 10
    bid = signed(auction, alice, (3, 10), deadline=at)
    next_block_at(at)
    assert auction.relayBids(1, [bid], [], {"from": relayer}).return_value == 1


def test_a_bid_of_an_old_round_waits_to_be_claimed(auction, market, offered, seller, alice, relayer):
    market.bid(alice, 3, 10)
    market.end()
    market.offer(seller, 100)
    tx = auction.relayBids(2, [signed(auction, alice, (3, 10))], [], {"from": relayer})
    assert skipped(tx) == [(alice, "UnsettledBid")]
    auction.claim(alice, {"from": relayer})
    assert auction.relayBids(2, [signed(auction, alice, (3, 10))], [], {"from": relayer}).return_value == 1


def test_signed_bids_can_be_taken_back(auction, offered, alice, relayer):
    old = signed(auction, alice, (3, 10))
    tx = auction.cancelSignedBids(5, {"from": alice})
    assert tx.events["SignedBidsCancelled"] == {"account": alice, "nonce": 5}
    assert skipped(auction.relayBids(1, [old], [], {"from": relayer})) == [(alice, "WrongNonce")]
    for nonce in (5, 2**28):
        with reverts("NonceOutOfRange", nonce, 5):
            auction.cancelSignedBids(nonce, {"from": alice})


def test_the_last_nonce_is_never_used_up(auction, offered, alice, relayer):
    auction.cancelSignedBids(2**28 - 1, {"from": alice})
    vault = auction.vaultOf(alice)
    tx = auction.relayBids(1, [signed(auction, alice, (3, 10))], [], {"from": relayer})
    assert skipped(tx) == [(alice, "WrongNonce")]
    assert (auction.nonceOf(alice), auction.vaultOf(alice)) == (2**28 - 1, vault)


def test_the_digest_is_that_of_the_typed_data(auction, offered, alice):
    from eth_account.messages import _hash_eip191_message, encode_typed_data

    made = order(auction, alice, (3, 10), (2**16 - 1, 2**32 - 1), retire=True, nonce=7)
    expected = _hash_eip191_message(encode_typed_data(full_message=made.typed_data(web3.eth.chain_id, auction.address)))
    packed = made.packed(bytes(64))
    assert str(auction.digestOf(1, packed)) == "0x" + expected.hex()
    assert auction.eip712Domain()[1:5] == ("Abate CreditAuction", "1", web3.eth.chain_id, auction)
