"""One person's opened report proves itself against the batch's root, and says nothing of anybody else."""

import json

import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.disclosure import disclose, read_disclosure
from tests.library.oracle.conftest import JULY, PEOPLE, keys_of


@pytest.fixture
def document(drafted, desks, moment):
    return disclose(desks[0].folder(moment), moment.deployment, desks[0].enrolment, "ada")


def test_it_says_what_was_seen_and_credited(document, drafted, moment):
    baseline, emissions, periods = JULY["ada"]
    numbers = document["numbers"]
    assert (numbers["baseline"], numbers["emissions"], numbers["periods"]) == (baseline, emissions, periods)
    assert numbers["observations"] == [f"0x{baseline << 128 | emissions << 64 | periods:064x}"] * 3
    assert document["operators"] == [key.address for key in keys_of(3)]

    found = read_disclosure(json.loads(json.dumps(document)), drafted.batch.root)
    assert (found.deployment, found.vintage, found.sequence) == (moment.deployment, 2013, 1)
    assert (found.account, found.credits) == (PEOPLE["ada"], 97_000)


def test_it_holds_nobody_elses_figures_and_no_key(document, desks):
    text = json.dumps(document)
    people = desks[0].enrolment.people
    assert [account for account in PEOPLE.values() if account in text] == [PEOPLE["ada"]]
    assert [key for key in people["key"] if key.hex() in text] == []
    assert "ben" not in text
    assert "950000" not in text


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("credits",), 97_001),
        (("account",), PEOPLE["ben"]),
        (("numbers", "baseline"), 1_000_001),
        (("numbers", "emissions"), 899_999),
        (("numbers", "periods"), 2),
        (("numbers", "observations"), ["0x" + "00" * 32] * 3),
        (("numbers", "salt"), "0x" + "00" * 32),
        (("sources", "nullifiers"), []),
        (("evidence", "digests"), ["0x" + "11" * 32] * 3),
        (("proof",), []),
    ],
)
def test_a_changed_report_is_refused(document, drafted, place, value):
    inner = document
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value

    with pytest.raises(IntegrityError, match=f"is not part of the batch with the root 0x{drafted.batch.root.hex()}"):
        read_disclosure(document, drafted.batch.root)


@pytest.mark.parametrize("broken", [{}, {"format": "abate-report/2"}, {"credits": -1}, {"proof": ["0x11"]}])
def test_what_is_no_report_is_refused(document, drafted, broken):
    with pytest.raises(IntegrityError, match="this is no opened report"):
        read_disclosure({**document, **broken} if broken else {}, drafted.batch.root)


def test_somebody_who_takes_no_part_is_refused(drafted, desks, moment):
    with pytest.raises(InputError, match="nobody called 'eve' is enrolled"):
        disclose(desks[0].folder(moment), moment.deployment, desks[0].enrolment, "eve")


def test_somebody_who_was_enrolled_later_has_no_report(drafted, desks, moment):
    more = desks[0].enrolment.with_people(["eve"], ["0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc"])
    with pytest.raises(InputError) as refused:
        disclose(desks[0].folder(moment), moment.deployment, more, "eve")
    assert str(refused.value) == "batch 1 of 2013 has no report of this person"
