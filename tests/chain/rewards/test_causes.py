"""Admitted causes register once, and choose for ever what becomes of donations."""

import pytest

from tests.chain.errors import reverts


def test_a_cause_says_what_it_is_and_what_it_does(donations, carol):
    tx = donations.register(True, "Woods of Łódź", "https://example.org", {"from": carol})

    assert dict(tx.events["CauseRegistered"]) == {
        "cause": carol,
        "retires": True,
        "name": "Woods of Łódź",
        "uri": "https://example.org",
    }
    assert donations.causeOf(carol).dict() == {
        "retires": True,
        "closed": False,
        "name": "Woods of Łódź",
        "uri": "https://example.org",
    }


def test_a_choice_is_for_ever(donations, carol):
    donations.register(True, "Woods", "", {"from": carol})
    with reverts("CauseAlreadyRegistered", carol):
        donations.register(False, "Woods", "", {"from": carol})
    donations.close({"from": carol})
    with reverts("CauseAlreadyRegistered", carol):
        donations.register(False, "Woods", "", {"from": carol})


def test_who_was_not_admitted_is_no_cause(donations, stranger):
    with reverts("NotAdmitted", stranger):
        donations.register(True, "Woods", "", {"from": stranger})
    with reverts("UnknownCause", stranger):
        donations.causeOf(stranger)


@pytest.mark.parametrize(
    ("name", "uri", "error"),
    [
        ("", "", ("NamelessCause",)),
        ("Woods\x00", "", ("ForbiddenCharacter", 0, 5)),
        ("Woods", "https://\u200b", ("ForbiddenCharacter", 0x200B, 8)),
        ("x" * 281, "", ("StatementTooLong", 281, 280)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_words_that_do_not_show_what_they_say_are_refused(donations, carol, name, uri, error):
    with reverts(*error):
        donations.register(True, name, uri, {"from": carol})


def test_a_cause_closes_itself_once(donations, carol, dave, owner):
    donations.register(True, "Woods", "", {"from": carol})
    for other in (dave, owner):
        with reverts("UnknownCause", other):
            donations.close({"from": other})

    assert dict(donations.close({"from": carol}).events["CauseClosed"]) == {"cause": carol}
    with reverts("ClosedCause", carol):
        donations.close({"from": carol})
