"""An account that is no longer enrolled keeps its last leaf, and its sources, until the vintage ends."""

from dataclasses import replace

import pytest

from abate.enrolment import Enrolment
from abate.errors import IntegrityError
from abate.oracle.figures import gather
from abate.oracle.leaves import carried_nullifiers
from tests.library.oracle.conftest import JULY, NOW, PEOPLE, figures_of, next_moment

NEW_ACCOUNT = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc"


@pytest.fixture
def later(desks, drafted, moment):
    """Desks and moment of the next month, when Ada has left."""
    left = desks[0].enrolment.without("ada")
    return [replace(desk, enrolment=left) for desk in desks], next_moment(moment), drafted.leaves


def row_of(leaves, account):
    return leaves.rows()[bytes.fromhex(account[2:])]


def test_the_leaf_is_carried_unchanged(later, terms, operator_set, at_work):
    desks, moment, before = later
    at_work(desks, moment, figures_of(JULY), before)
    leaves = desks[0].aggregate(moment, terms, operator_set, before, NOW).leaves

    assert len(leaves) == 4
    now, then = row_of(leaves, PEOPLE["ada"]), row_of(before, PEOPLE["ada"])
    for column in ("credits", "marks", "since"):
        assert getattr(leaves, column)[now] == getattr(before, column)[then]
    assert (leaves.report_hashes[now] == before.report_hashes[then]).all()
    assert leaves.since.tolist().count(2) == 3


def test_everybody_signs_with_a_carried_leaf(later, terms, operator_set, at_work):
    desks, moment, before = later
    at_work(desks, moment, figures_of(JULY), before)
    desks[0].aggregate(moment, terms, operator_set, before, NOW)
    for desk in desks:
        desk.sign(moment, terms, operator_set, before, NOW)
    assert desks[0].folder(moment).operators_with("signatures") == list(operator_set.operators)


def test_a_batch_without_the_carried_leaf_is_refused(later, terms, operator_set, at_work):
    desks, moment, before = later
    at_work(desks, moment, figures_of(JULY), before)
    desks[0].aggregate(moment, terms, operator_set, None, NOW)
    with pytest.raises(IntegrityError, match=rf"^account {PEOPLE['ada'].lower()} has no leaf$"):
        desks[1].sign(moment, terms, operator_set, before, NOW)


def test_a_meter_does_not_earn_again_under_a_new_account(later, terms, operator_set, at_work):
    desks, moment, before = later
    again = desks[0].enrolment.with_people(["ada"], [NEW_ACCOUNT])
    desks = [replace(desk, enrolment=again) for desk in desks]
    gathered = at_work(desks, moment, figures_of(JULY), before)
    leaves = desks[0].aggregate(moment, terms, operator_set, before, NOW).leaves

    assert [own.sources_taken for own in gathered] == [["ada"]] * 3
    assert leaves.credits[row_of(leaves, NEW_ACCOUNT)] == 0
    assert leaves.credits[row_of(leaves, PEOPLE["ada"])] == 97_000
    used = [nullifier for listed in leaves.nullifiers for nullifier in listed]
    assert len(used) == len(set(used)) == 4


def test_operators_who_count_it_all_the_same_are_refused(later, terms, operator_set, at_work):
    desks, moment, before = later
    again = desks[0].enrolment.with_people(["ada"], [NEW_ACCOUNT])
    desks = [replace(desk, enrolment=again) for desk in desks]
    at_work(desks, moment, figures_of(JULY), None)
    with pytest.raises(
        IntegrityError,
        match=rf"^account {NEW_ACCOUNT.lower()} uses a source of an account that left during the vintage$",
    ):
        desks[0].aggregate(moment, terms, operator_set, before, NOW)


def test_everybody_may_have_left(later, terms, operator_set, at_work):
    desks, moment, before = later
    eve = Enrolment.empty().with_people(["eve"], [NEW_ACCOUNT])
    desks = [replace(desk, enrolment=eve) for desk in desks]
    at_work(desks, moment, figures_of({"eve": (500, 400, 1)}), before)
    leaves = desks[0].aggregate(moment, terms, operator_set, before, NOW).leaves

    assert sorted(leaves.since.tolist()) == [1, 1, 1, 1, 2]
    assert leaves.authorised_total == before.authorised_total + 100
    assert leaves.credits[row_of(leaves, NEW_ACCOUNT)] == 97


def test_sources_of_those_who_stay_are_free(desks, drafted):
    accounts = desks[0].enrolment.account_rows()
    assert carried_nullifiers(drafted.leaves, accounts) == set()
    assert gather(figures_of(JULY), desks[0].enrolment, set()).sources_taken == []
