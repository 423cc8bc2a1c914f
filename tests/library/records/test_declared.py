"""What an event says of whom: only of this vintage, and nothing where nothing moved."""

import pytest

from abate.chain.contract import Event
from abate.records.declared import NOBODY, SOURCES
from abate.records.entries import Entry, Surroundings

CREDIT, AUCTION, ANN, BEN = (f"0x{each:040x}" for each in range(1, 5))
AROUND = Surroundings({CREDIT: "credit", AUCTION: "auction"}, lot_grams=1_000, vintage=2013)


def said(name, **arguments):
    (source,) = [each for each in SOURCES if each.event == name]
    return list(source.entries(Event(name, arguments, 7, 0, b"\x01" * 32), AROUND))


def transfer(giver, taker, value):
    return said("Transfer", **{"from": giver, "to": taker, "value": value})


def test_both_sides_of_a_transfer_see_it():
    assert transfer(ANN, BEN, 5) == [
        Entry(ANN, "sent", change=-5, credits=5, other=BEN),
        Entry(BEN, "received", change=5, credits=5, other=ANN),
    ]


@pytest.mark.parametrize(
    ("giver", "taker", "entry"),
    [
        (NOBODY, ANN, Entry(ANN, "issued", change=5, credits=5)),
        (ANN, NOBODY, Entry(ANN, "destroyed", change=-5, credits=5)),
    ],
)
def test_nobody_sees_nothing(giver, taker, entry):
    assert transfer(giver, taker, 5) == [entry]


def test_what_anybody_can_send_in_anybodys_name_is_left_out():
    assert transfer(ANN, BEN, 0) == []


@pytest.mark.parametrize(("returned", "kinds"), [(0, ["sold"]), (2, ["sold", "returned unsold"])])
def test_lots_come_back_where_some_did(returned, kinds):
    entries = said("SellerPaid", seller=ANN, round=1, sold=3, returned=returned, proceeds=90)
    assert [each.kind for each in entries] == kinds
    assert [each.credits for each in entries] == [3_000, 2_000][: len(kinds)]
    assert [each.money for each in entries] == [90, 0][: len(kinds)]


@pytest.mark.parametrize(("vintage", "entries"), [(2013, [Entry(ANN, "deficit corrected", credits=40)]), (2014, [])])
def test_a_deficit_is_of_its_vintage(vintage, entries):
    assert said("DeficitCorrected", account=ANN, vintage=vintage, burnt=40) == entries


@pytest.mark.parametrize(("credit", "count"), [(CREDIT, 2), (AUCTION, 0), (BEN, 0)])
def test_a_donation_is_of_its_credit(credit, count):
    entries = said("Donated", donor=ANN, cause=BEN, credit=credit, amount=9, certificate=0, statement="for trees")
    assert [(each.account, each.kind) for each in entries] == [
        (ANN, "donated"), (BEN, "received as a donation")
    ][:count]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), [("BatchRevoked", "batch revoked"), ("BatchFaulted", "batch faulted")])
def test_a_batch_is_of_its_vintage(name, kind):
    assert said(name, vintage=2013, sequence=4) == [Entry("", kind, reference="4")]
    assert said(name, vintage=2014, sequence=4) == []


def test_a_posted_batch_has_its_root():
    posted = said("BatchPosted", vintage=2013, sequence=4, root=b"\x0a" * 32)
    assert posted == [Entry("", "batch posted", reference="4", note="0x" + "0a" * 32)]
