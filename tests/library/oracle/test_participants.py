"""Whose figures make the batch: late, silent and foreign operators cannot hold it up."""

import json
from dataclasses import replace

import pytest
from eth_account import Account

from abate.errors import InputError, IntegrityError
from abate.oracle.desk import Desk
from tests.library.oracle.conftest import JULY, NOW, figures_of


@pytest.fixture
def derives(desks, moment, terms, operator_set):
    def derive():
        return desks[0].derive(moment, terms, operator_set, None, NOW)

    return derive


@pytest.fixture
def observed(desks, moment):
    """All three signed their roots; nobody has shown figures."""
    return [desk.observe(moment, figures_of(JULY), None)[1] for desk in desks]


def shows(desks, moment, observed, *participants):
    for place in participants:
        desks[place].show(moment, observed[place], [desks[each].operator for each in participants])


def test_an_operator_who_comes_late_is_no_part_of_the_batch(desks, moment, at_work, derives):
    at_work(desks[:2], moment, figures_of(JULY))
    before = derives()
    late = {**JULY, "ada": (2_000_000, 0, 1)}
    _, gathered = desks[2].observe(moment, figures_of(late), None)
    desks[2].show(moment, gathered, [desk.operator for desk in desks])

    assert derives().batch == before.batch
    assert derives().merged.operators == [desk.operator for desk in desks[:2]]


def test_one_who_signs_a_root_and_shows_nothing_is_left_out(desks, moment, observed, derives):
    everybody = [desk.operator for desk in desks]
    for desk, own in zip(desks[:2], observed, strict=False):
        desk.show(moment, own, everybody)
    with pytest.raises(IntegrityError, match=r"leave out who does not show any, and show yours again$"):
        derives()

    shows(desks, moment, observed, 0, 1)

    assert derives().merged.operators == everybody[:2]


def test_showing_again_keeps_the_figures_as_they_were(desks, moment, observed):
    everybody = [desk.operator for desk in desks]
    desks[0].show(moment, observed[0], everybody)
    description, rows = desks[0].folder(moment).observations(desks[0].operator)
    before, sealed = json.loads(description.read_text()), rows.read_bytes()

    shows(desks, moment, observed, 0, 1)

    after = json.loads(description.read_text())
    assert rows.read_bytes() == sealed
    assert {key for key in before if before[key] != after[key]} == {"operators", "observationsHash"}


def test_operators_who_saw_different_roots_are_told(desks, moment, observed, derives):
    shows(desks, moment, observed, 0, 1)
    desks[1].show(moment, observed[1], [desks[1].operator, desks[2].operator])
    with pytest.raises(IntegrityError, match=r"^the operators showed their figures after different roots: 0x"):
        derives()


def test_somebody_who_is_no_operator_counts_for_nothing(desks, moment, at_work, derives, tmp_path, enrolment):
    at_work(desks, moment, figures_of(JULY))
    before = derives()
    stranger = Desk(Account.create(), tmp_path / "stranger", desks[0].exchange, enrolment)
    _, gathered = stranger.observe(moment, figures_of({**JULY, "ada": (9, 0, 1)}), None)
    stranger.show(moment, gathered, [stranger.operator])

    assert derives().batch == before.batch


def test_an_operator_in_force_is_needed_for_each_place_of_the_quorum(desks, moment, at_work, terms, operator_set):
    at_work(desks[:1], moment, figures_of(JULY))
    with pytest.raises(InputError, match=r"1 of 3 operators have shown their figures, 2 are needed$"):
        desks[0].derive(moment, terms, replace(operator_set), None, NOW)
