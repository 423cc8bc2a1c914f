"""Forgetting a person destroys their key and rows, survives a crash, and leaves a receipt that anybody can check."""

import json
from dataclasses import replace

import polars as pl
import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.disclosure import disclose
from abate.oracle.erasure import Erasure, begin, finish, read_receipt, unfinished
from tests.library.oracle.conftest import JULY as FIGURES
from tests.library.oracle.conftest import NOW, PEOPLE, figures_of, next_moment


@pytest.fixture
def erasure():
    return Erasure(PEOPLE["ada"], 2013, 1, NOW, 0)


@pytest.fixture
def forgotten(drafted, desks, erasure):
    """The first operator has destroyed rows and key; what it still holds."""
    desk = desks[0]
    return begin(desk.state, desk.exchange, erasure), replace(desk, enrolment=desk.enrolment.without("ada"))


def test_no_sealed_row_of_the_person_is_left(forgotten, desks):
    packed = bytes.fromhex(PEOPLE["ada"][2:])
    files = sorted(desks[0].exchange.glob("*/**/*.parquet"))
    held = [file.name for file in files if packed in pl.read_parquet(file)["account"].to_list()]
    assert len(files) == 5
    assert held == ["leaves.parquet"]
    assert forgotten[0].rows == 4


def test_the_others_reports_still_open(forgotten, desks, moment):
    document = disclose(desks[0].folder(moment), moment.deployment, desks[0].enrolment, "ben")
    assert document["account"] == PEOPLE["ben"]


def test_the_persons_own_report_is_gone(forgotten, desks, moment):
    with pytest.raises(InputError, match="keeps no report of this person any more"):
        disclose(desks[0].folder(moment), moment.deployment, desks[0].enrolment, "ada")


def test_the_next_batch_carries_the_leaf(forgotten, drafted, desks, moment, terms, operator_set, at_work):
    left = [replace(desk, enrolment=forgotten[1].enrolment) for desk in desks]
    later = next_moment(moment)
    others = {person: numbers for person, numbers in FIGURES.items() if person != "ada"}
    at_work(left, later, figures_of(others), drafted.leaves)

    batch = left[0].aggregate(later, terms, operator_set, drafted.leaves, NOW).batch

    assert (batch.count, batch.authorisedTotal) == (4, drafted.batch.authorisedTotal)


def test_the_receipt_is_signed_and_names_no_person(forgotten, moment, tmp_path):
    erased, desk = forgotten
    file = finish(desk.state, tmp_path / "receipts", erased, moment.deployment, desk.key, desk.enrolment)

    assert read_receipt(file) == (desk.operator, erased, moment.deployment)
    assert "ada" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert unfinished(desk.state, desk.enrolment) == []


def test_a_changed_receipt_is_refused(forgotten, moment, tmp_path):
    erased, desk = forgotten
    file = finish(desk.state, tmp_path / "receipts", erased, moment.deployment, desk.key, desk.enrolment)
    content = json.loads(file.read_text())
    content["erasure"]["account"] = PEOPLE["ben"]
    file.write_text(json.dumps(content))

    with pytest.raises(IntegrityError, match=f"is signed by 0x.*, not by {desk.operator}"):
        read_receipt(file)


def test_there_is_no_receipt_while_the_key_is_there(drafted, desks, moment, erasure, tmp_path):
    desk = desks[0]
    erased = begin(desk.state, desk.exchange, erasure)

    assert unfinished(desk.state, desk.enrolment) == []
    with pytest.raises(IntegrityError, match=f"the key of {PEOPLE['ada']} is still there: no receipt"):
        finish(desk.state, tmp_path / "receipts", erased, moment.deployment, desk.key, desk.enrolment)
    assert not (tmp_path / "receipts").exists()


def test_a_run_that_was_killed_before_the_receipt_is_finished_later(forgotten):
    erased, desk = forgotten
    assert unfinished(desk.state, desk.enrolment) == [erased]


def test_a_run_that_was_killed_before_the_key_went_keeps_count(forgotten, desks, erasure):
    again = begin(desks[0].state, desks[0].exchange, erasure)
    assert again.rows == 4
