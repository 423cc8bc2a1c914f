"""ERC-721 as far as it goes for a token that never moves (ERC-5192)."""

import pytest

from tests.chain.errors import reverts

pytestmark = pytest.mark.usefixtures("holders")

UNKNOWN = 2013 * 10**10 + 99


@pytest.fixture
def made(certificate, credit, alice):
    return certificate.retire(credit, 1000, alice, "mine", {"from": alice}).return_value


def test_a_certificate_says_that_it_is_locked(certificate, made):
    assert certificate.locked(made) is True


@pytest.mark.parametrize("sender", ["owner", "stranger"])
def test_no_route_moves_a_certificate(certificate, made, alice, bob, stranger, sender):
    account = alice if sender == "owner" else stranger

    with reverts("CertificateLocked", made):
        certificate.transferFrom(alice, bob, made, {"from": account})
    with reverts("CertificateLocked", made):
        certificate.safeTransferFrom(alice, bob, made, {"from": account})
    with reverts("CertificateLocked", made):
        certificate.safeTransferFrom(alice, bob, made, b"data", {"from": account})
    assert certificate.ownerOf(made) == alice


def test_a_certificate_takes_no_approval(certificate, made, alice, bob):
    with reverts("CertificateLocked", made):
        certificate.approve(bob, made, {"from": alice})
    with reverts("CertificatesLocked"):
        certificate.setApprovalForAll(bob, True, {"from": alice})
    assert certificate.getApproved(made) == "0x" + "00" * 20
    assert certificate.isApprovedForAll(alice, bob) is False


@pytest.mark.parametrize("view", ["ownerOf", "locked", "tokenURI", "retirementOf", "getApproved"])
def test_a_certificate_that_was_never_made_is_named(certificate, view):
    with reverts("ERC721NonexistentToken", UNKNOWN):
        getattr(certificate, view)(UNKNOWN)


def test_ids_beyond_every_vintage_do_not_exist(certificate):
    with reverts("ERC721NonexistentToken", 2**256 - 1):
        certificate.retirementOf(2**256 - 1)


def test_the_zero_address_has_no_balance(certificate):
    zero = "0x" + "00" * 20
    with reverts("ERC721InvalidOwner", zero):
        certificate.balanceOf(zero)


@pytest.mark.parametrize(
    ("interface", "supported"),
    [
        ("0x01ffc9a7", True),  # ERC-165
        ("0x80ac58cd", True),  # ERC-721
        ("0x5b5e139f", True),  # ERC-721 metadata
        ("0xb45a3c0e", True),  # ERC-5192
        ("0x780e9d63", False),  # ERC-721 enumerable
        ("0xffffffff", False),
    ],
)
def test_interfaces_are_told(certificate, interface, supported):
    assert certificate.supportsInterface(interface) is supported
