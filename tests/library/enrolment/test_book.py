import re

import pytest

from abate.enrolment import Enrolment
from abate.errors import InputError
from tests.library.enrolment.conftest import ADA, BEN


def refuses(text):
    return pytest.raises(InputError, match=f"^{re.escape(text)}$")


def test_a_person_has_an_account_and_a_key_of_their_own(two):
    assert two.account_of("ada") == ADA
    assert dict(two.accounts()) == {"ada": ADA, "ben": BEN}
    keys = two.people["key"].to_list()
    assert [len(key) for key in keys] == [32, 32]
    assert len({*keys, two.source_secret}) == 3


def test_rows_are_in_ascending_order_of_accounts(two):
    assert [row.tobytes().hex() for row in two.account_rows()] == [BEN[2:].lower(), ADA[2:].lower()]
    assert [row.tobytes() for row in two.key_rows()] == two.people["key"].to_list()


def test_enrolling_more_keeps_earlier_keys(two):
    more = two.with_people(["cleo"], ["0x90F79bf6EB2c4f870365E785982E1f101E93b906"])
    kept = {row["person"]: row["key"] for row in more.people.iter_rows(named=True)}
    assert {person: kept[person] for person in ("ada", "ben")} == {
        row["person"]: row["key"] for row in two.people.iter_rows(named=True)
    }


def test_one_account_per_person(two):
    other = "0x90F79bf6EB2c4f870365E785982E1f101E93b906"
    with refuses(f"person: person ada is tied to {ADA} and cannot be tied to {other} too"):
        two.with_people(["ada"], [other])


def test_one_person_per_account(two):
    with refuses(f"account: account {ADA} is tied to ada and cannot be tied to cleo too"):
        two.with_people(["cleo"], [ADA])


def test_enrolling_the_same_again_says_so(two):
    with refuses(f"person: person ada is tied to {ADA} already"):
        two.with_people(["ada"], [ADA])


def test_all_of_a_list_or_nobody(two):
    with pytest.raises(InputError):
        two.with_people(["cleo", "ada"], ["0x90F79bf6EB2c4f870365E785982E1f101E93b906", ADA])
    assert len(two) == 2


def test_removing_somebody_leaves_the_others(two):
    left = two.without("ada")
    assert dict(left.accounts()) == {"ben": BEN}
    with refuses("nobody called 'ada' is enrolled"):
        left.without("ada")


@pytest.mark.parametrize(
    ("account", "says"),
    [
        (ADA.lower(), f"account: {ADA.lower()} has no checksum; write {ADA}"),
        (ADA[:-1] + "9", f"account: the checksum of {ADA[:-1]}9 is wrong; copy it once more"),
        ("0x1234", "account: '0x1234' is not an address of 0x and 40 hexadecimal digits"),
        ("0x" + 40 * "0", "account: the zero address belongs to nobody"),
    ],
)
def test_an_account_must_carry_its_checksum(account, says):
    with refuses(says):
        Enrolment.empty().with_people(["ada"], [account])


def test_a_person_needs_a_name():
    with refuses("line 1: person: a person needs a name"):
        Enrolment.empty().with_people([" "], [ADA])
