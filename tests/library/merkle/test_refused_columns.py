import re

import numpy as np
import pytest

from abate.errors import InputError
from abate.merkle import MerkleTree
from tests.library.merkle.columns import sample_columns, sample_tree


def refused(line: str):
    return pytest.raises(InputError, match=f"^{re.escape(line)}$")


def test_an_account_that_stands_twice_is_refused():
    accounts, credits, report_hashes = sample_columns(3)
    accounts[2] = accounts[0]

    line = f"account 0x{accounts[0].hex()} stands in 2 rows; give each account one figure to date"
    with refused(line):
        MerkleTree.of(accounts, credits, report_hashes)


def test_columns_of_unequal_length_are_refused():
    accounts, credits, report_hashes = sample_columns(3)

    with refused("the columns of a tree differ in length: 3 accounts, 2 credits, 3 report hashes"):
        MerkleTree.of(accounts, credits[:2], report_hashes)


def test_a_tree_without_leaves_is_refused():
    with refused("a tree needs at least one leaf"):
        MerkleTree.of([], [], [])


@pytest.mark.parametrize("amount", [-1, 2**128, 1.5, True, "7"])
def test_credits_that_do_not_fit_are_refused(amount):
    accounts, _, report_hashes = sample_columns(1)

    with refused(f"credits: {amount!r} is not a whole number from 0 to 2**128 - 1"):
        MerkleTree.of(accounts, [amount], report_hashes)


@pytest.mark.parametrize(
    ("account", "line"),
    [
        ("0x1234", "account: 0x1234 has 2 bytes, not 20"),
        ("12" * 20, f"account: {'12' * 20!r} does not begin with 0x"),
        ("0xzz", "account: '0xzz' is not hexadecimal"),
    ],
)
def test_an_account_that_is_no_address_is_refused(account, line):
    _, credits, report_hashes = sample_columns(1)

    with refused(line):
        MerkleTree.of([account], credits, report_hashes)


def test_an_array_of_another_width_is_refused():
    _, credits, report_hashes = sample_columns(2)

    with refused("account: a uint8 array of shape (n, 20) is needed, not uint8 (2, 21)"):
        MerkleTree.of(np.zeros((2, 21), dtype=np.uint8), credits, report_hashes)


def test_an_account_without_a_leaf_is_named():
    with refused(f"account 0x{'00' * 20} has no leaf in this tree"):
        sample_tree(3).index_of(bytes(20))


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_is_not_there_is_named(row):
    with refused(f"row {row} is not in this tree of 3 leaves"):
        sample_tree(3).proof(row)


def test_arrays_and_texts_give_the_same_tree():
    accounts, credits, report_hashes = sample_columns(20)
    credits = [amount % 2**63 for amount in credits]

    texts = MerkleTree.of(["0x" + a.hex() for a in accounts], credits, ["0x" + h.hex().upper() for h in report_hashes])
    arrays = MerkleTree.of(
        np.frombuffer(b"".join(accounts), np.uint8).reshape(-1, 20),
        np.array(credits),
        np.frombuffer(b"".join(report_hashes), np.uint8).reshape(-1, 32),
    )
    assert texts.root == arrays.root == MerkleTree.of(accounts, credits, report_hashes).root
