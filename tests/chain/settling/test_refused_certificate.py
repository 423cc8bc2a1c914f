"""A winner whose wallet takes no certificate keeps nobody else's settlement from being done."""

import pytest
from brownie import KeyWallet, accounts

from abate.chain.local_time import advance_to
from tests.chain.programmes import sender_of
from tests.chain.settling.conftest import CAROL, DAVE, EVE


@pytest.fixture(scope="module")
def refusing(contracts, bidding):
    """A contract wallet that wins 1 lot, asked to have it retired on claim, and takes no ERC-721 token."""
    auction, currency = contracts.auction, contracts.currency
    wallet = accounts[0].deploy(KeyWallet, accounts[15])
    sender_of(accounts[8]).send(currency.mint(wallet.address, 1_000_000))
    for call in (
        currency.approve(auction.address, 1_000_000),
        auction.deposit(1_000_000),
        auction.bid(1, 40, 1),
        auction.call("choosing", "retireOnClaim", True),
    ):
        wallet.run(call.to, call.data, {"from": accounts[0]})
    advance_to(contracts.chain, auction.round_of(1).end)
    return wallet.address


def test_everybody_else_is_settled_and_the_result_is_written(settle, result, contracts, refusing):
    done = settle()

    assert done.code == 0, done.err
    assert [contracts.auction.bid_of(accounts[index].address).round for index in (CAROL, DAVE, EVE)] == [0, 0, 0]
    assert {bid["bidder"]: bid["claimed"] for bid in result()["bids"]} == {
        **{accounts[index].address: True for index in (CAROL, DAVE, EVE)},
        refusing: False,
    }


def test_who_was_passed_over_is_named_with_the_reason(settle, contracts, refusing):
    shown = " ".join(settle().out.split())

    assert f"passed over: {refusing} settling a bid refused: " in shown
    assert "[ERC721InvalidReceiver (receiver " in shown


def test_a_second_run_pays_for_nothing(settle, contracts, refusing):
    settle()
    before = contracts.chain.block()["number"]

    assert settle().code == 0
    assert contracts.chain.block()["number"] == before
