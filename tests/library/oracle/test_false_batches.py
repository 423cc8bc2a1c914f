"""What a look at a posted batch's files finds, where whoever posted it laid odd ones beside it."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from abate.enrolment import Enrolment
from abate.oracle.case import Case
from abate.oracle.derive import own_leaves
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.examine import remarks
from abate.oracle.faults import Kind, faults_of
from abate.oracle.openings import nothing
from abate.oracle.postings import Posting, Standing
from abate.oracle.signed_roots import observations_hash, read_root
from tests.library.oracle.conftest import JULY, NOW, PEOPLE, figures_of


@pytest.fixture
def case_of(desks, moment, terms, operator_set):
    """The case of a batch as two operators signed and posted it."""

    def make(draft, enrolment=None):
        write_draft(desks[0].folder(moment), draft)
        posting = Posting(draft.batch, 0b011, NOW, operator_set.operators, Standing.PENDING)
        folder = desks[0].folder(moment)
        return Case(folder, moment.deployment, posting, enrolment or desks[0].enrolment, terms)

    return make


def kinds(case):
    return dict(Counter(fault.kind for fault in faults_of(case)))


def test_an_honest_batch_opens_and_has_nothing_to_remark(case_of, drafted):
    case = case_of(drafted)
    assert (kinds(case), case.closed, remarks(case)) == ({}, 0, [])


def test_a_count_that_the_leaves_do_not_have_is_remarked(case_of, drafted):
    case = case_of(replace(drafted, batch=replace(drafted.batch, count=5)))
    assert (kinds(case), remarks(case)) == ({}, ["count is 5, there are 4 leaves"])


@pytest.mark.parametrize("field", ["signature", "root", "evidenceHash"])
def test_a_root_with_a_value_that_is_too_short_is_not_one_that_the_batch_names(case_of, drafted, desks, moment, field):
    file = desks[0].folder(moment).root(desks[1].operator)
    content = json.loads(file.read_text())
    (content if field == "signature" else content["observationRoot"])[field] = "0x1111"
    file.write_text(json.dumps(content))

    case = case_of(drafted)

    assert (case.roots, case.closed) == ([], 0)
    assert remarks(case) == ["the roots that the batch names are not in the folder"]


def test_whoever_has_nobodys_key_opens_nothing(case_of, drafted):
    strangers = Enrolment.empty().with_people(["eve"], ["0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc"])
    case = case_of(drafted, strangers)
    assert (case.closed, kinds(case)) == (4, {})


def test_reports_without_any_observation_have_wrong_medians(case_of, drafted):
    """And they show another observation than each of the three operators signed."""
    empty = [nothing(4)]
    merged = replace(drafted.merged, words=empty, digests=empty)
    leaves = own_leaves(merged, drafted.moment, drafted.leaves.credits, drafted.gross, drafted.keys)
    batch = replace(drafted.batch, root=leaves.tree.root)

    case = case_of(replace(drafted, merged=merged, leaves=leaves, batch=batch))

    assert case.closed == 0
    assert kinds(case) == {Kind.WRONG_MEDIAN: 4, Kind.WRONG_OBSERVATION: 12}


@pytest.fixture
def of_fewer(drafted, desks, moment, tmp_path):
    """The draft under roots of which the third is over three people only."""
    folder, third = desks[0].folder(moment), desks[2]
    root = folder.root(third.operator)
    description, rows = folder.observations(third.operator)
    for file in (root, description, rows):
        file.unlink()
    others = {person: figures for person, figures in JULY.items() if person != "dan"}
    fewer = Desk(third.key, tmp_path / "fewer", third.exchange, third.enrolment.without("dan"))
    _, gathered = fewer.observe(moment, figures_of(others), None)
    fewer.show(moment, gathered, [desk.operator for desk in desks])
    roots = [read_root(folder, moment.deployment, desk.operator) for desk in desks]
    return replace(drafted, batch=replace(drafted.batch, observationsHash=observations_hash(roots)))


def test_operators_who_observed_other_people_are_compared_where_they_observed_somebody(case_of, of_fewer):
    case = case_of(of_fewer)
    assert [len(case.observed[place].observations) for place in range(3)] == [4, 4, 3]
    assert (kinds(case), case.closed, remarks(case)) == ({}, 0, [])


def test_without_sealed_reports_figures_of_other_people_open_nothing(case_of, of_fewer):
    case = case_of(of_fewer)
    case.folder.reports.unlink()
    assert (case.closed, kinds(case)) == (4, {})


def test_a_figure_that_the_oracle_would_not_take_is_worth_nothing(case_of, drafted):
    """The rest of its group is still held against what it earns."""
    order = sorted(PEOPLE, key=lambda person: PEOPLE[person].lower())
    case = case_of(drafted)
    (group,) = case.reports
    baseline = np.where(np.arange(4) == order.index("ada"), np.uint64(2**64 - 1), group.baseline)
    terms = replace(case.terms, policy=replace(case.terms.policy, coefficient=10**9))
    right = replace(case, terms=terms).right_credits(replace(group, baseline=baseline))
    expected = {"ada": 0, "ben": 48_500_000, "cleo": 0, "dan": 970_000}
    assert dict(zip(order, right.tolist(), strict=True)) == expected
