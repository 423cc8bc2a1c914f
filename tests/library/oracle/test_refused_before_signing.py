"""Nobody signs a batch that is not what the operators' figures give; the refusal says what differs."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from eth_account import Account

from abate.errors import InputError, IntegrityError
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.leaves import Leaves
from abate.oracle.verify import LONGEST_VALIDITY
from tests.library.oracle.conftest import NOW, PEOPLE

FIRST = PEOPLE["dan"].lower()


@pytest.fixture
def signs(desks, moment, terms, operator_set):
    """The second operator is asked to sign whatever lies in the folder."""

    def ask(now=NOW):
        return desks[1].sign(moment, terms, operator_set, None, now)

    return ask


@pytest.fixture
def lay(desks, moment, drafted):
    """Lay a bent batch into the folder; by default with root, count and total that fit its leaves."""

    def bend(leaves=None, **fields):
        leaves = leaves or drafted.leaves
        fitting = {"root": leaves.tree.root, "count": len(leaves), "authorisedTotal": leaves.authorised_total}
        batch = replace(drafted.batch, **{**fitting, **fields})
        write_draft(desks[0].folder(moment), replace(drafted, batch=batch, leaves=leaves))

    return bend


@pytest.fixture(autouse=True)
def nothing_is_signed(desks, moment, drafted):
    yield
    assert desks[0].folder(moment).operators_with("signatures") == []


def refuses(text):
    return pytest.raises(IntegrityError, match=f"^{re.escape(text)}$")


def changed(column, row, value):
    copy = column.copy()
    copy[row] = value
    return copy


def test_a_total_that_does_not_match_the_leaves(lay, signs):
    lay(authorisedTotal=151_001)
    with refuses("authorisedTotal is 151001, the marks of its 4 leaves sum to 151000"):
        signs()


def test_a_count_that_does_not_match_the_leaves(lay, signs):
    lay(count=5)
    with refuses("count is 5, there are 4 leaves"):
        signs()


def test_a_root_that_does_not_match_the_leaves(lay, signs, drafted):
    lay(root=bytes(32))
    with refuses(f"root is 0x{bytes(32).hex()}, the leaves give 0x{drafted.leaves.tree.root.hex()}"):
        signs()


def test_one_accounts_credits(lay, signs, drafted):
    lay(replace(drafted.leaves, credits=changed(drafted.leaves.credits, 0, 971)))
    with refuses(f"account {FIRST}: credits is 971, the operators' figures give 970"):
        signs()


def test_one_accounts_mark(lay, signs, drafted):
    lay(replace(drafted.leaves, marks=changed(drafted.leaves.marks, 0, 2_000)))
    with refuses(f"account {FIRST}: mark is 2000, the operators' figures give 1000"):
        signs()


def test_one_accounts_report(lay, signs, drafted):
    right = drafted.leaves.report_hashes[0].tobytes().hex()
    lay(replace(drafted.leaves, report_hashes=changed(drafted.leaves.report_hashes, 0, 7)))
    with refuses(
        f"account {FIRST}: the report hash is 0x{bytes([7] * 32).hex()}, the operators' figures give 0x{right}"
    ):
        signs()


def test_one_accounts_sources(lay, signs, drafted):
    nullifiers = [[bytes(32)], *drafted.leaves.nullifiers[1:]]
    lay(replace(drafted.leaves, nullifiers=nullifiers))
    with refuses(f"account {FIRST}: its sources differ from those that the operators saw"):
        signs()


def rows(leaves, chosen):
    columns = (leaves.accounts, leaves.credits, leaves.report_hashes, leaves.marks, leaves.since)
    return Leaves(*(column[chosen] for column in columns), [leaves.nullifiers[row] for row in chosen])


def test_an_account_left_out(lay, signs, drafted):
    lay(rows(drafted.leaves, [1, 2, 3]))
    with refuses(f"account {FIRST} has no leaf"):
        signs()


def test_an_account_slipped_in(lay, signs, drafted):
    stranger = bytes([0xFF] * 20)
    leaves = rows(drafted.leaves, [0, 1, 2, 3, 3])
    leaves.accounts[4] = np.frombuffer(stranger, dtype=np.uint8)
    lay(leaves)
    with refuses(f"account 0x{stranger.hex()} has a leaf and takes no part"):
        signs()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vintage", 2014),
        ("sequence", 2),
        ("through", 1_375_315_201),
        ("methodologyId", bytes(32)),
        ("factorSetHash", bytes(32)),
        ("observationsHash", bytes(32)),
        ("evidenceHash", bytes(32)),
        ("operatorSetHash", bytes(32)),
    ],
)
def test_any_other_field(lay, signs, drafted, field, value):
    right = getattr(drafted.batch, field)
    lay(**{field: value})
    said, expected = (f"0x{one.hex()}" if isinstance(one, bytes) else one for one in (value, right))
    with refuses(f"{field} is {said}, the operators' figures give {expected}"):
        signs()


def test_other_operators_than_those_of_the_figures(lay, signs, desks, moment, operator_set):
    lay()
    file = desks[0].folder(moment).batch
    first, second, third = operator_set.operators
    file.write_text(json.dumps({**json.loads(file.read_text()), "operators": [first, second]}))
    with refuses(f"the batch names the operators {[first, second]}, not {[first, second, third]}"):
        signs()


@pytest.mark.parametrize("valid_until", [NOW - 1, NOW + LONGEST_VALIDITY + 1])
def test_a_time_limit_that_is_over_or_far_away(lay, signs, valid_until):
    lay(validUntil=valid_until)
    with refuses(f"validUntil is {valid_until}, it must lie from now ({NOW}) to {LONGEST_VALIDITY} s later"):
        signs()


def test_a_table_of_leaves_from_elsewhere(signs, desks, moment):
    desks[0].folder(moment).leaves.write_bytes(b"other")
    with pytest.raises(IntegrityError, match=r"^the table of leaves hashes to 0x[0-9a-f]{64}, the batch names 0x"):
        signs()


def test_a_batch_of_another_deployment(signs, desks, moment):
    file = desks[0].folder(moment).batch
    file.write_text(file.read_text().replace('"chainId": 1337', '"chainId": 1'))
    with refuses(f"batch.json is not a batch of this deployment: it is for {moment.deployment.oracle} on chain 1"):
        signs()


def test_somebody_who_is_no_operator(desks, moment, terms, operator_set, tmp_path):
    stranger = Desk(Account.create(), tmp_path / "stranger", desks[0].exchange, desks[0].enrolment)
    with pytest.raises(InputError, match=f"^{stranger.operator} is no operator in force$"):
        stranger.sign(moment, terms, operator_set, None, NOW)
