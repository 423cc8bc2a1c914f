import pytest
from brownie import web3
from eth_account import Account
from eth_account.messages import encode_typed_data

from tests.chain.errors import reverts

LATE = 2**40


@pytest.fixture(scope="module")
def holder(currency, alice):
    """A key of the test's own, with currency and gas money."""
    key = Account.from_key("0x" + "42" * 32)
    currency.mint(key.address, 1_000, {"from": alice})
    return key


def permit(currency, holder, spender, amount, nonce=0):
    """Signature parts of an EIP-2612 permit."""
    message = encode_typed_data(
        domain_data={
            "name": "Local Currency",
            "version": "1",
            "chainId": web3.eth.chain_id,
            "verifyingContract": currency.address,
        },
        message_types={
            "Permit": [
                {"name": "owner", "type": "address"},
                {"name": "spender", "type": "address"},
                {"name": "value", "type": "uint256"},
                {"name": "nonce", "type": "uint256"},
                {"name": "deadline", "type": "uint256"},
            ]
        },
        message_data={
            "owner": holder.address,
            "spender": spender.address,
            "value": amount,
            "nonce": nonce,
            "deadline": LATE,
        },
    )
    signed = holder.sign_message(message)
    return signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big")


@pytest.fixture(scope="module")
def sender(accounts, holder, alice):
    alice.transfer(holder.address, "1 ether")
    return accounts.add(holder.key.hex())


def test_a_permit_stands_for_the_approval(auction, currency, holder, sender):
    auction.depositWithPermit(600, LATE, *permit(currency, holder, auction, 600), {"from": sender})

    assert auction.vaultOf(sender) == 600
    assert currency.balanceOf(sender) == 400
    assert currency.allowance(sender, auction) == 0


def test_a_permit_that_somebody_sent_ahead_does_no_harm(auction, currency, holder, sender, stranger):
    signature = permit(currency, holder, auction, 600)
    currency.permit(sender, auction, 600, LATE, *signature, {"from": stranger})

    auction.depositWithPermit(600, LATE, *signature, {"from": sender})
    assert auction.vaultOf(sender) == 600


def test_a_permit_for_another_amount_is_refused(auction, currency, holder, sender):
    signature = permit(currency, holder, auction, 600)
    with pytest.raises(Exception, match="ERC2612InvalidSigner"):
        auction.depositWithPermit(601, LATE, *signature, {"from": sender})


def test_a_permit_that_ran_out_is_refused(auction, currency, holder, sender):
    with reverts("ERC2612ExpiredSignature", 1):
        auction.depositWithPermit(600, 1, *permit(currency, holder, auction, 600), {"from": sender})
