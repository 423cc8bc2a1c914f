"""Opened reports that a grade is to use: of this account, deployment, vintage and a batch that stands, or refused."""

import json

import pytest

from abate.deploy.record import DeployedContract, Deployment
from abate.errors import InputError, IntegrityError
from abate.oracle.disclosure import disclose
from abate.records.batches import Batches
from abate.records.reports import Opened, opened_reports
from tests.library.oracle.conftest import JULY, ORACLE, PEOPLE


@pytest.fixture
def deployment():
    oracle = DeployedContract("EmissionOracle", ORACLE)
    return Deployment("Test", "local", 1337, 2013, "0x", ORACLE, None, "0x", contracts={"oracle": oracle})


@pytest.fixture
def batches(drafted):
    return Batches({1: drafted.batch.root, 2: drafted.batch.root}, {}, frozenset({2}))


@pytest.fixture
def read(tmp_path, drafted, desks, moment, deployment, batches):
    """Ada's report of July, changed in these fields (None takes one out), read for an account."""
    folder = tmp_path / "reports"
    folder.mkdir()
    document = disclose(desks[0].folder(moment), moment.deployment, desks[0].enrolment, "ada")

    def changed(reader=PEOPLE["ada"], **values):
        given = {name: value for name, value in {**document, **values}.items() if value is not None}
        (folder / "july.json").write_text(json.dumps(given))
        return opened_reports(folder, deployment, batches, reader)

    return changed


def test_a_report_has_the_figures_that_its_root_proves(read, moment):
    baseline, emissions, periods = JULY["ada"]
    assert read() == [Opened(1, moment.through, baseline, emissions, periods, 97_000)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"chainId": 1}, "this report is of another deployment or vintage"),
        ({"oracle": PEOPLE["ben"]}, "this report is of another deployment or vintage"),
        ({"vintage": 2014}, "this report is of another deployment or vintage"),
        ({"sequence": 3}, "the oracle has no batch 3 of 2013"),
        ({"sequence": 2}, "batch 2 was revoked or proven wrong; take the report out"),
        ({"reader": PEOPLE["ben"]}, f"this report is of {PEOPLE['ada']}, not of {PEOPLE['ben']}"),
    ],
)
def test_a_report_of_something_else_is_refused(read, tmp_path, values, said):
    with pytest.raises(InputError) as refused:
        read(**values)
    assert str(refused.value) == f"{tmp_path / 'reports' / 'july.json'}: {said}"


@pytest.mark.parametrize(
    "values", [{"sequence": None}, {"vintage": "MMXIII"}, {"through": None}, {"through": "July"}], ids=str
)
def test_what_is_no_report_is_refused(read, tmp_path, values):
    with pytest.raises(IntegrityError) as refused:
        read(**values)
    assert str(refused.value) == f"{tmp_path / 'reports' / 'july.json'}: this is no opened report"


def test_a_folder_without_reports_is_refused(tmp_path, deployment):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError) as refused:
            opened_reports(folder, deployment, Batches({}, {}, frozenset()), PEOPLE["ada"])
        assert str(refused.value) == f"{folder}: no opened reports; an operator writes them: abate oracle disclose"
