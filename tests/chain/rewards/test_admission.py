"""The programme's owner admits partners and causes, and has no other power."""

import pytest
from brownie import ZERO_ADDRESS

from tests.chain.errors import reverts
from tests.chain.rewards.deployments import CODE, HONOURED, PRICE, terms

CHANGING = {
    "RewardCatalogue": {
        *("admit", "dismiss", "offer", "delist", "redeem", "redeemWithPermit", "redeemByOrder"),
        *("redeemByOrderWithPermit", "acknowledge", "acknowledgeByOrder", "honour", "decline", "giveBack"),
        "cancelOrder",
    },
    "DonationRegistry": {
        *("admit", "dismiss", "register", "close", "donate", "donateWithPermit", "donateByOrder"),
        *("donateByOrderWithPermit", "cancelOrder"),
    },
}


@pytest.fixture(params=["catalogue", "donations"])
def contract(request):
    return request.getfixturevalue(request.param)


def test_the_first_are_admitted_from_the_start(catalogue, donations, carol, dave, alice):
    assert [catalogue.isAdmitted(each) for each in (carol, dave, alice)] == [True, False, False]
    assert [donations.isAdmitted(each) for each in (carol, dave, alice)] == [True, True, False]


def test_the_owner_admits_and_dismisses(contract, owner, alice):
    assert dict(contract.admit(alice, {"from": owner}).events["Admitted"]) == {"account": alice}
    assert contract.isAdmitted(alice)
    assert dict(contract.dismiss(alice, {"from": owner}).events["Dismissed"]) == {"account": alice}
    assert not contract.isAdmitted(alice)


def test_nobody_else_does(contract, owner, guardian, deployer, carol, stranger):
    for other in (guardian, deployer, carol, stranger):
        with reverts("NotProgrammeOwner", other, owner):
            contract.admit(stranger, {"from": other})
        with reverts("NotProgrammeOwner", other, owner):
            contract.dismiss(carol, {"from": other})


def test_the_oracles_new_owner_takes_over(contract, oracle, owner, stranger, alice):
    oracle.transferOwnership(stranger, {"from": owner})
    oracle.acceptOwnership({"from": stranger})

    contract.admit(alice, {"from": stranger})
    with reverts("NotProgrammeOwner", owner, stranger):
        contract.dismiss(alice, {"from": owner})


def test_nobody_is_admitted_twice_or_dismissed_unadmitted(contract, owner, carol, stranger):
    for wrong in (carol, ZERO_ADDRESS):
        with reverts("NothingToAdmit", wrong):
            contract.admit(wrong, {"from": owner})
    with reverts("NotAdmitted", stranger):
        contract.dismiss(stranger, {"from": owner})


def test_a_dismissed_partner_gets_nothing_new_and_loses_nothing(
    catalogue, credit, redeemed, owner, partner, alice, bob
):
    voucher = redeemed()
    listing = voucher >> 32
    catalogue.dismiss(partner, {"from": owner})

    with reverts("NotAdmitted", partner):
        catalogue.redeem(listing, PRICE, bytes(32), {"from": bob})
    with reverts("NotAdmitted", partner):
        catalogue.offer(terms(credit), {"from": partner})
    catalogue.honour(voucher, CODE, {"from": partner})
    assert (catalogue.voucherOf(voucher)["state"], credit.balanceOf(partner)) == (HONOURED, PRICE)
    catalogue.admit(partner, {"from": owner})
    catalogue.redeem(listing, PRICE, bytes(32), {"from": bob})


def test_the_owner_cannot_touch_an_escrow(catalogue, redeemed, owner, partner, alice):
    voucher = redeemed()
    with reverts("NotHolder", owner, alice):
        catalogue.acknowledge(voucher, {"from": owner})
    for step, arguments in ((catalogue.honour, (voucher, CODE)), (catalogue.decline, (voucher,))):
        with reverts("NotPartner", owner, partner):
            step(*arguments, {"from": owner})
    deadline = catalogue.voucherOf(voucher)["deadline"]
    with reverts("DeadlineNotPassed", voucher, deadline):
        catalogue.giveBack(voucher, {"from": owner})


def test_the_whole_list_of_functions_that_change_anything(contract):
    changing = {
        item["name"]
        for item in contract.abi
        if item["type"] == "function" and item["stateMutability"] not in ("view", "pure")
    }
    assert changing == CHANGING[contract._name]
