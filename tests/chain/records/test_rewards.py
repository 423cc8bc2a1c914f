"""Vouchers and donations in the history, each transfer told as what it was; honoured vouchers in the grade."""

import pytest
from brownie import accounts

from abate.chain.local_time import advance
from tests.chain.programmes import sender_of
from tests.chain.records.conftest import ALICE

catalogues = pytest.importorskip("abate.chain.catalogue")

PARTNER, WOODS, KITCHEN = 14, 15, 16  # the programme of the tests admits them
NOTHING = bytes(32)


@pytest.fixture(scope="module")
def rewarded(contracts, issued):
    """Alice: a voucher of 1.500 honoured, one lapsed, 2.000 donated to be retired and 3.000 handed over."""
    alice, partner = sender_of(accounts[ALICE]), sender_of(accounts[PARTNER])
    catalogue, donations, credit = contracts.catalogue, contracts.donations, contracts.credit
    expiry, day = contracts.chain.now() + 90 * 86_400, 86_400
    terms = (credit.address, 1_500, 9, expiry, day, catalogues.Settlement.PAYS_PARTNER, 0, "Day pass", "", NOTHING)
    partner.send(catalogue.offer(catalogues.Terms(*terms)))
    alice.send(credit.approve(catalogue.address, 3_000))
    vouchers = [
        catalogue.events_of(alice.send(catalogue.redeem(1, 1_500, NOTHING)), "Redeemed")[0]["voucher"] for _ in range(2)
    ]
    alice.send(catalogue.acknowledge(vouchers[0]))
    advance(contracts.chain, day + 1)
    partner.send(catalogue.give_back(vouchers[1]))
    sender_of(accounts[WOODS]).send(donations.register(True, "Woods", ""))
    sender_of(accounts[KITCHEN]).send(donations.register(False, "Kitchen", ""))
    alice.send(credit.approve(donations.address, 5_000))
    alice.send(donations.donate(accounts[WOODS].address, credit.address, 2_000, True, "For trees"))
    alice.send(donations.donate(accounts[KITCHEN].address, credit.address, 3_000, False, ""))


def told(done):
    assert (done.code, done.err) == (0, "")
    return [tuple(line[key] for key in ("what", "credits", "change", "note")) for line in done.json["history"]]


def test_the_holder_sees_vouchers_and_donations(abate, rewarded, alice):
    assert told(abate("history", alice.address, "--json")) == [
        ("issued", "50.000", "50.000", ""),
        ("redeemed", "1.500", "-1.500", ""),
        ("redeemed", "1.500", "-1.500", ""),
        ("voucher honoured", "1.500", "0.000", ""),
        ("voucher lapsed", "1.500", "1.500", ""),
        ("donated", "2.000", "-2.000", "For trees"),
        ("donated", "3.000", "-3.000", ""),
    ]


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (PARTNER, [("paid for a reward", "1.500", "1.500", "")]),
        (WOODS, [("retired in its name", "2.000", "0.000", "For trees")]),
        (KITCHEN, [("received as a donation", "3.000", "3.000", "")]),
    ],
)
def test_who_got_the_credits_sees_why(abate, rewarded, place, lines):
    assert told(abate("history", accounts[place].address, "--json")) == lines


def test_a_voucher_that_lapsed_lowers_the_grade(abate, rewarded, alice, bob):
    rows = {row["component"]: row for row in abate("rating", alice.address, "--json").json["components"]}
    assert (rows["vouchers"]["share"], rows["vouchers"]["weight"]) == ("0.5000", "10")
    rows = {row["component"]: row for row in abate("rating", bob.address, "--json").json["components"]}
    assert (rows["vouchers"]["share"], rows["vouchers"]["weight"]) == ("", "0")
