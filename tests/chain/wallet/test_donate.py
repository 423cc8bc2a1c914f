"""Causes and donations by the commands."""

import pytest


@pytest.fixture
def causes(abate, holders, accounts):
    """Woods retire, a kitchen takes."""
    woods, kitchen = accounts[15].address, accounts[16].address
    uri = ("--uri", "https://example.org")
    assert abate("cause", "register", "Woods", "--retires", *uri, "--account", woods).code == 0
    assert abate("cause", "register", "Kitchen", "--takes", "--account", kitchen).code == 0
    return woods, kitchen


def test_causes_can_be_seen(abate, causes, accounts):
    woods, kitchen = causes
    assert abate("cause", "list", "--json").json == [
        {"cause": woods, "name": "Woods", "retires": True, "uri": "https://example.org"},
        {"cause": kitchen, "name": "Kitchen", "retires": False, "uri": ""},
    ]
    assert abate("cause", "close", "--account", woods).code == 0
    assert [each["name"] for each in abate("cause", "list", "--json").json] == ["Kitchen"]
    assert "Kitchen" in abate("cause", "list").out


def test_a_donation_becomes_a_certificate_in_the_causes_name(as_person, contracts, causes, alice):
    done = as_person("alice", "donate", causes[0], "1.5", "--statement", "For trees", "--json")

    assert (done.code, done.json["name"], done.json["certificate"]) == (0, "Woods", "20130000000001")
    assert done.err == "approving 1.500 credits for the donation\n"
    said = contracts.certificate.retirement_of(20130000000001)
    assert (said.beneficiary, said.statement) == (causes[0], "For trees")
    assert contracts.credit.balance_of(alice.address) == 48_500


def test_a_donation_is_handed_over(as_person, contracts, causes, alice):
    before = alice.nonce
    done = as_person("alice", "donate", causes[1], "1.5", "--permit", "--json")

    assert (done.code, done.json["certificate"], alice.nonce) == (0, None, before + 1)
    assert contracts.credit.balance_of(causes[1]) == 1_500


def test_what_cannot_be_donated_is_refused(as_person, causes, carol):
    assert "[UnknownCause" in as_person("alice", "donate", carol.address, "1").err
    refused = as_person("alice", "donate", causes[0], "50.001")
    assert (refused.code, refused.err) == (
        2,
        "abate: AMOUNT: the wallet holds 50.000 credits, less than 50.001\n",
    )


def test_the_owner_admits_causes(abate, as_person, contracts, owner, carol):
    assert "[NotAdmitted" in as_person("carol", "cause", "register", "Carol's", "--takes").err
    assert abate("cause", "admit", carol.address, "--account", owner.address).code == 0
    assert as_person("carol", "cause", "register", "Carol's", "--takes").code == 0
    assert abate("cause", "dismiss", carol.address, "--account", owner.address).code == 0
    assert abate("cause", "list", "--json").json == []
