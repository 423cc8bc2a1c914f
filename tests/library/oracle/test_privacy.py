"""What the shared folder gives away, and what a person's key protects."""

import json
from dataclasses import replace

import pytest

from abate.errors import IntegrityError
from abate.oracle.moment import Deployment
from abate.oracle.salts import Role, batch_keys, salts
from abate.oracle.words import list_of
from tests.library.oracle.conftest import JULY, NOW, ORACLE, PEOPLE, figures_of, next_moment


def test_salts_differ_by_role(enrolment, moment):
    keys = batch_keys(enrolment.key_rows(), moment)
    made = [salt for role in Role for salt in list_of(salts(keys, role))]
    assert len(set(made)) == len(Role) * len(PEOPLE)


@pytest.mark.parametrize(
    "change",
    [
        {"vintage": 2014},
        {"sequence": 2},
        {"through": 1_375_315_201},
        {"deployment": Deployment(1, ORACLE)},
        {"deployment": Deployment(1337, PEOPLE["ada"])},
    ],
)
def test_salts_differ_by_batch_and_deployment(enrolment, moment, change):
    here, there = (batch_keys(enrolment.key_rows(), one) for one in (moment, replace(moment, **change)))
    assert not set(list_of(salts(here, Role.NUMBERS))) & set(list_of(salts(there, Role.NUMBERS)))


def test_salts_differ_by_person(enrolment, moment):
    keys = batch_keys(enrolment.key_rows(), moment)
    assert len(set(list_of(salts(keys, Role.NUMBERS)))) == len(PEOPLE)


def test_equal_figures_in_two_months_have_unlike_report_hashes(drafted, desks, terms, operator_set, at_work):
    later = next_moment(drafted.moment)
    at_work(desks, later, figures_of(JULY), drafted.leaves)
    again = desks[0].aggregate(later, terms, operator_set, drafted.leaves, NOW)
    assert not set(list_of(drafted.leaves.report_hashes)) & set(list_of(again.leaves.report_hashes))


def test_no_figure_stands_in_the_shared_folder(drafted, desks):
    contents = b"".join(file.read_bytes() for file in desks[0].exchange.rglob("*") if file.is_file())
    assert b"cleo" not in contents
    for baseline, emissions, _ in JULY.values():
        assert baseline.to_bytes(8, "big") + emissions.to_bytes(8, "big") not in contents
    assert desks[0].enrolment.source_secret not in contents
    for key in desks[0].enrolment.people["key"]:
        assert key not in contents


def test_without_a_persons_key_their_row_stays_closed(drafted, desks, moment, terms, operator_set):
    people = desks[0].enrolment.people
    lost = people.with_columns(key=people["key"].gather([1, 1, 2, 3]))
    stranger = replace(desks[0], enrolment=replace(desks[0].enrolment, people=lost))
    with pytest.raises(IntegrityError) as refused:
        stranger.derive(moment, terms, operator_set, None, NOW)
    account = people["account"][0].lower()
    assert str(refused.value) == f"the row of account {account} cannot be opened with its key"


def test_an_operators_state_is_its_own(drafted, desks):
    for desk in desks:
        file, root = sorted((desk.state / desk.operator).rglob("*.json"), key=lambda one: len(one.name))
        assert list(json.loads(file.read_text())) == ["blinding"]
        assert json.loads(root.read_text())["operator"] == desk.operator
        others = [file for file in desk.state.rglob("*.json") if file.parent.name == "2013-0001"]
        assert others
        assert all("observationRoot" in json.loads(file.read_text()) for file in others)
        assert all(one.stat().st_mode & 0o777 == 0o600 for one in [file, root, *others])


def test_keys_are_not_shown_in_texts(desks):
    # where the folders lie says nothing of anybody, but may hold the letters of a name
    text = repr(desks[0]).replace(str(desks[0].state), "").replace(str(desks[0].exchange), "")
    assert desks[0].key.key.hex() not in text
    assert all(person not in text for person in PEOPLE)
