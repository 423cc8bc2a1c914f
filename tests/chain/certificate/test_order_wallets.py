"""Contract wallets sign orders too (ERC-1271), and gain nothing by calling back."""

import pytest

from abate.chain.signed_orders import RETIREMENT
from tests.chain.errors import reverts
from tests.chain.orders import digest_of, retirement, signature

BURNS_GAS, REVERTS, ANSWERS_AT_LENGTH = 1, 2, 3


@pytest.fixture(scope="module")
def wallet(KeyWallet, deployer, credit, certificate, holders, alice):
    """A wallet whose key is Alice's, with 500 credits and an allowance."""
    made = deployer.deploy(KeyWallet, alice)
    credit.transfer(made, 500, {"from": alice})
    made.run(credit, credit.approve.encode_input(certificate, 500), {"from": alice})
    return made


def test_a_wallets_signature_is_asked_of_the_wallet(certificate, credit, wallet, alice, bob, relayer):
    order = retirement(certificate, wallet, credit, 400, beneficiary=bob.address)
    signed = signature(certificate, RETIREMENT, order, alice)

    certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})

    assert (certificate.retiredFor(bob), credit.balanceOf(wallet), certificate.nonces(wallet)) == (400, 100, 1)


def test_a_wrong_key_is_refused(certificate, credit, wallet, alice, bob, relayer):
    order = retirement(certificate, wallet, credit, 400, beneficiary=bob.address)
    with reverts("OrderNotSigned", wallet, digest_of(certificate, RETIREMENT, order)):
        certificate.retireByOrder(
            RETIREMENT.values(order), signature(certificate, RETIREMENT, order, bob), {"from": relayer}
        )


@pytest.mark.parametrize("manner", [REVERTS, ANSWERS_AT_LENGTH])
def test_a_wallet_that_answers_badly_signed_nothing(certificate, credit, wallet, alice, bob, relayer, manner):
    order = retirement(certificate, wallet, credit, 400, beneficiary=bob.address)
    signed = signature(certificate, RETIREMENT, order, alice)
    wallet.behave(manner, {"from": alice})

    with reverts("OrderNotSigned", wallet, digest_of(certificate, RETIREMENT, order)):
        certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})
