"""A sum that differs from the contract's is an error that names both."""

import sqlite3

import pytest

from abate.errors import IntegrityError
from abate.records import verified


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("issued", "UPDATE entries SET change = '50001' WHERE kind = 'issued' AND change = '50000'"),
        ("balance", "DELETE FROM entries WHERE kind = 'consigned' AND change = '-30000'"),
        ("retired", "UPDATE entries SET credits = '1235' WHERE kind = 'retired' AND credits = '1234'"),
        ("money", "UPDATE entries SET money = '300001' WHERE kind = 'sold' AND money = '300000'"),
    ],
)
def test_a_tampered_index_is_caught(index, contracts, alice, name, change):
    with sqlite3.connect(index.path) as tampered:
        assert tampered.execute(change).rowcount == 1

    with pytest.raises(IntegrityError, match=f"the events make {name} .*, the contract says"):
        verified(index, contracts, alice.address, index.tip())


def test_every_account_of_the_story_agrees(index, contracts, alice, bob, carol):
    for account in (alice.address, bob.address, carol.address, contracts.auction.address, contracts.reserve.address):
        found = verified(index, contracts, account, index.tip())
        assert found.balance == contracts.credit.balance_of(account)
