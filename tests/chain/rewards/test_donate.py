"""A donation is retired in the cause's name or handed to it, and nothing stays in between."""

import pytest

from abate.chain.signed_orders import DONATION
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.errors import reverts
from tests.chain.oracle.deployments import deploy_oracle, open_vintage
from tests.chain.orders import digest_of, donation, permit, signature
from tests.chain.rewards.conftest import ALICES, UNLIMITED
from tests.chain.rewards.deployments import deploy_donations

FIRST = 2013 * 10**10 + 1


@pytest.fixture(scope="module", autouse=True)
def woods(donations, credit, holders, carol, alice):
    """Carol's cause retires; Alice lets the donations take her credits."""
    donations.register(True, "Woods", "https://example.org", {"from": carol})
    credit.approve(donations, UNLIMITED, {"from": alice})
    return carol


@pytest.fixture(scope="module", autouse=True)
def kitchen(donations, dave):
    """Dave's cause takes the credits."""
    donations.register(False, "Soup kitchen", "", {"from": dave})
    return dave


def test_a_donation_is_retired_in_the_causes_name(donations, certificate, credit, woods, alice):
    tx = donations.donate(woods, credit, 1000, True, "for trees", {"from": alice})

    assert tx.return_value == FIRST
    assert dict(tx.events["Donated"]) == {
        "cause": woods,
        "donor": alice,
        "credit": credit,
        "amount": 1000,
        "certificate": FIRST,
        "statement": "for trees",
    }
    said = certificate.retirementOf(FIRST)
    assert (said["beneficiary"], said["amount"], said["statement"]) == (woods, 1000, "for trees")
    assert (credit.balanceOf(alice), credit.balanceOf(donations), credit.totalBurnt()) == (ALICES - 1000, 0, 1000)
    assert credit.allowance(donations, certificate) == 0


def test_a_donation_is_handed_over(donations, certificate, credit, kitchen, alice):
    tx = donations.donate(kitchen, credit, 1000, False, "for soup", {"from": alice})

    assert tx.return_value == tx.events["Donated"]["certificate"] == 0
    assert tx.events["Donated"]["statement"] == "for soup"
    assert (credit.balanceOf(alice), credit.balanceOf(kitchen), credit.totalBurnt()) == (ALICES - 1000, 1000, 0)
    assert certificate.certificatesOf(2013) == 0


def test_the_donor_names_the_causes_choice(donations, credit, woods, kitchen, alice):
    for cause, retires in ((woods, True), (kitchen, False)):
        with reverts("OtherChoice", cause, retires):
            donations.donate(cause, credit, 9, not retires, "", {"from": alice})


def test_what_is_not_to_be_had_is_refused(donations, credit, woods, kitchen, alice, bob, owner, stranger):
    refusals = [
        ((stranger, credit, 9, True, ""), ("UnknownCause", stranger)),
        ((woods, credit, 0, True, ""), ("NothingToDonate",)),
        ((kitchen, credit, 0, False, ""), ("NothingToDonate",)),
        ((kitchen, credit, 9, False, "\n"), ("ForbiddenCharacter", 10, 0)),
        ((woods, credit, ALICES + 1, True, ""), ("ERC20InsufficientBalance", alice, ALICES, ALICES + 1)),
        ((kitchen, stranger, 9, False, ""), ("UnknownCredit", stranger)),
    ]
    for arguments, error in refusals:
        with reverts(*error):
            donations.donate(*arguments, {"from": alice})
    with reverts("ERC20InsufficientAllowance", donations, 0, 9):
        donations.donate(woods, credit, 9, True, "", {"from": bob})
    donations.close({"from": woods})
    with reverts("ClosedCause", woods):
        donations.donate(woods, credit, 9, True, "", {"from": alice})
    donations.dismiss(kitchen, {"from": owner})
    with reverts("NotAdmitted", kitchen):
        donations.donate(kitchen, credit, 9, False, "", {"from": alice})


def test_only_the_oracles_credits(donations, woods, alice, deployer, owner, guardian):
    other = open_vintage(deploy_oracle(deployer, owner=owner, guardian=guardian), owner)
    with reverts("UnknownCredit", other):
        donations.donate(woods, other, 9, True, "", {"from": alice})


def test_a_permit_stands_for_the_approval(donations, credit, woods, alice, stranger):
    credit.approve(donations, 0, {"from": alice})
    deadline, *parts = permit(credit, alice, donations, 500)
    credit.permit(alice, donations, 500, deadline, *parts, {"from": stranger})

    donations.donateWithPermit(woods, credit, 500, True, "", (deadline, *parts), {"from": alice})
    donations.donateWithPermit(woods, credit, 70, True, "", permit(credit, alice, donations, 70), {"from": alice})

    assert (credit.totalBurnt(), credit.allowance(alice, donations)) == (570, 0)


def test_a_donor_without_gas_signs(donations, credit, certificate, woods, alice, relayer):
    credit.approve(donations, 0, {"from": alice})
    order = donation(donations, alice, woods, credit, 500, True, statement="signed")
    given = permit(credit, alice, donations, 500)

    tx = donations.donateByOrderWithPermit(
        DONATION.values(order), signature(donations, DONATION, order, alice), given, {"from": relayer}
    )

    assert (tx.events["Donated"]["donor"], tx.events["OrderUsed"]["nonce"]) == (alice, 0)
    assert certificate.retiredFor(woods) == 500


def test_every_field_is_signed(donations, credit, woods, kitchen, alice, bob, relayer):
    order = donation(donations, alice, woods, credit, 500, True, statement="mine")
    signed = signature(donations, DONATION, order, alice)
    changes = {"cause": kitchen.address, "credit": bob.address, "amount": 501, "retire": False, "statement": ""}
    for name, value in {**changes, "deadline": 1 + order["deadline"]}.items():
        changed = {**order, name: value}
        with reverts("OrderNotSigned", alice, digest_of(donations, DONATION, changed)):
            donations.donateByOrder(DONATION.values(changed), signed, {"from": relayer})


def test_an_order_is_good_once_at_one_contract_on_one_chain(donations, credit, oracle, woods, alice, deployer, relayer):
    order = donation(donations, alice, woods, credit, 500, True)
    signed = signature(donations, DONATION, order, alice)
    other = deploy_donations(deployer, deploy_certificate(deployer, oracle), [woods])
    with reverts("OrderNotSigned", alice, digest_of(other, DONATION, order)):
        other.donateByOrder(DONATION.values(order), signed, {"from": relayer})
    with reverts("OrderNotSigned", alice, digest_of(donations, DONATION, order)):
        foreign = signature(donations, DONATION, order, alice, chain_id=1)
        donations.donateByOrder(DONATION.values(order), foreign, {"from": relayer})

    donations.donateByOrder(DONATION.values(order), signed, {"from": relayer})
    with reverts("InvalidAccountNonce", alice, 1):
        donations.donateByOrder(DONATION.values(order), signed, {"from": relayer})


def test_a_cause_that_takes_no_certificates_stops_only_its_own(
    donations, KeyWallet, credit, woods, deployer, owner, alice
):
    cause = deployer.deploy(KeyWallet, alice)
    donations.admit(cause, {"from": owner})
    cause.run(donations, donations.register.encode_input(True, "Stubborn", ""), {"from": alice})

    with reverts("ERC721InvalidReceiver", cause):
        donations.donate(cause, credit, 9, True, "", {"from": alice})
    donations.donate(woods, credit, 9, True, "", {"from": alice})
    assert credit.balanceOf(donations) == 0
