"""A signed retirement is good once, for one contract, on one chain, and until it is taken back."""

import pytest
from brownie import web3

from abate.chain.signed_orders import RETIREMENT
from tests.chain.certificate.conftest import ALICES, UNLIMITED
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.errors import reverts
from tests.chain.orders import digest_of, retirement, signature

pytestmark = pytest.mark.usefixtures("holders")


@pytest.fixture
def order(certificate, credit, alice):
    return retirement(certificate, alice, credit, 1000)


@pytest.fixture
def signed(certificate, order, alice):
    return signature(certificate, RETIREMENT, order, alice)


def test_not_twice(certificate, credit, order, signed, alice, relayer, stranger):
    certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})

    with reverts("InvalidAccountNonce", alice, 1):
        certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": stranger})
    assert credit.balanceOf(alice) == ALICES - 1000


def test_not_before_its_turn(certificate, credit, order, alice, relayer):
    later = {**order, "nonce": 1}
    with reverts("InvalidAccountNonce", alice, 0):
        certificate.retireByOrder(
            RETIREMENT.values(later), signature(certificate, RETIREMENT, later, alice), {"from": relayer}
        )


def test_not_at_another_contract(credit, oracle, order, signed, alice, deployer, relayer):
    other = deploy_certificate(deployer, oracle)
    credit.approve(other, UNLIMITED, {"from": alice})

    with reverts("OrderNotSigned", alice, digest_of(other, RETIREMENT, order)):
        other.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})


def test_not_from_another_chain(certificate, order, alice, relayer):
    elsewhere = signature(certificate, RETIREMENT, order, alice, chain_id=1)
    with reverts("OrderNotSigned", alice, digest_of(certificate, RETIREMENT, order)):
        certificate.retireByOrder(RETIREMENT.values(order), elsewhere, {"from": relayer})


def test_not_after_it_was_taken_back(certificate, order, signed, alice, relayer):
    tx = certificate.cancelOrder(0, {"from": alice})
    assert dict(tx.events["OrderCancelled"]) == {"signer": alice, "nonce": 0}

    with reverts("InvalidAccountNonce", alice, 1):
        certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})


def test_what_is_carried_out_cannot_be_taken_back(certificate, order, signed, alice, relayer):
    certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})
    with reverts("InvalidAccountNonce", alice, 1):
        certificate.cancelOrder(0, {"from": alice})


def test_nobody_takes_back_anothers(certificate, order, signed, alice, bob, relayer):
    certificate.cancelOrder(0, {"from": bob})
    certificate.retireByOrder(RETIREMENT.values(order), signed, {"from": relayer})
    assert certificate.retiredFor(alice) == 1000


def test_the_domain_is_rebuilt_when_the_chain_id_changes(certificate, order, signed, alice, relayer):
    if "anvil" not in web3.client_version.lower():
        pytest.skip("only Anvil can change the id of a running chain")
    own = web3.eth.chain_id
    web3.provider.make_request("anvil_setChainId", [31_337])
    try:
        assert certificate.eip712Domain()[1:5] == ("Abate RetirementCertificate", "1", 31_337, certificate)
        with reverts("OrderNotSigned", alice, digest_of(certificate, RETIREMENT, order, 31_337)):
            certificate.retireByOrder.call(RETIREMENT.values(order), signed, {"from": relayer})
    finally:
        web3.provider.make_request("anvil_setChainId", [own])
