"""``abate typed-data``: what it prints is signed by a foreign wallet, and the contracts accept it."""

import pytest
from brownie import CreditAuction

from abate.chain.local_keys import local_key
from abate.errors import InputError
from abate.wallet.permit import PermitToken
from tests.chain.wallet.conftest import ALICE, CAROL
from tests.chain.wallet.viem import sign


def parts(signature):
    return signature[64], signature[:32], signature[32:64]


@pytest.fixture
def auction(contracts):
    return CreditAuction.at(contracts.auction.address)


def test_a_permit_signed_by_viem_deposits_in_one_transaction(abate, auction, contracts, fund, carol):
    fund(carol, 5_000_000)
    data = abate("typed-data", "permit", "2.5", "--account", carol.address).json
    assert data["primaryType"] == "Permit"
    assert data["message"]["spender"] == auction.address

    signature = sign(local_key(CAROL), data)
    auction.depositWithPermit(2_500_000, data["message"]["deadline"], *parts(signature), {"from": carol})

    assert auction.vaultOf(carol) == 2_500_000
    assert contracts.currency.balance_of(carol.address) == 2_500_000


def test_the_next_permit_has_the_next_nonce(abate, auction, fund, carol):
    fund(carol, 5_000_000)
    first = abate("typed-data", "permit", "1", "--account", carol.address).json
    auction.depositWithPermit(
        1_000_000, first["message"]["deadline"], *parts(sign(local_key(CAROL), first)), {"from": carol}
    )

    second = abate("typed-data", "permit", "1", "--account", carol.address).json
    assert (first["message"]["nonce"], second["message"]["nonce"]) == (0, 1)


def test_a_permit_of_credits_signed_by_viem_is_an_allowance(abate, contracts, holders, alice, bob):
    spender = contracts.certificate.address
    data = abate("typed-data", "permit", "12.5", "--credits", "--spender", spender, "--account", alice.address).json
    assert data["domain"]["verifyingContract"] == contracts.credit.address

    signature = sign(local_key(ALICE), data)
    credit = contracts.credit.web3_contract
    credit.functions.permit(alice.address, spender, 12_500, data["message"]["deadline"], *parts(signature)).transact(
        {"from": bob.address}
    )

    assert contracts.credit.allowance(alice.address, spender) == 12_500


def test_a_permit_is_valid_as_long_as_was_asked(abate, contracts, carol):
    data = abate("typed-data", "permit", "1", "--seconds", 60, "--account", carol.address).json
    assert data["message"]["deadline"] == contracts.chain.now() + 60


def test_a_contract_without_permits_is_refused_in_one_line(contracts, carol):
    auction = contracts.auction.address
    with pytest.raises(InputError, match=f"the token {auction} has no permit; approve instead"):
        PermitToken(contracts.chain, auction).permit(carol.address, auction, 1, 2**40)
