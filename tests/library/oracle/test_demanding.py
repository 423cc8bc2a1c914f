"""What is demanded of a batch, and the answer that the files give; the calls are made without a node."""

from dataclasses import replace

import pytest
from web3 import Web3

from abate.chain.connection import Chain
from abate.chain.demands import BatchDemands, Demand
from abate.enrolment import Enrolment
from abate.errors import InputError
from abate.oracle import exhibits
from abate.oracle.case import Case
from abate.oracle.demanding import answer_to, demand_for, withheld_accounts
from abate.oracle.draft_files import write_draft
from abate.oracle.postings import Posting, Standing
from tests.library.oracle.conftest import JULY, NOW, ORACLE, PEOPLE, figures_of, next_moment
from tests.library.oracle.test_refused_before_signing import rows

ADA, DAN, STRANGER = PEOPLE["ada"], PEOPLE["dan"], "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc"


@pytest.fixture(scope="module")
def demands():
    return BatchDemands(Chain(Web3(), 1337), ORACLE)


@pytest.fixture
def final(drafted):
    """July's leaves, final by now."""
    return drafted.leaves


@pytest.fixture
def case_of(desks, terms, operator_set, moment):
    def make(draft, enrolment=None):
        folder = desks[0].folder(draft.moment)
        write_draft(folder, draft)
        posting = Posting(draft.batch, 0b011, NOW, operator_set.operators, Standing.PENDING)
        return Case(folder, moment.deployment, posting, enrolment or desks[0].enrolment, terms)

    return make


@pytest.fixture
def august(desks, moment, terms, operator_set, at_work, final):
    """The batch after it, in which Dan has left: his leaf is carried unchanged."""
    left = [replace(desk, enrolment=desks[0].enrolment.without("dan")) for desk in desks]
    at_work(left, next_moment(moment), figures_of(JULY), final)
    return left[0].aggregate(next_moment(moment), terms, operator_set, final, NOW)


@pytest.fixture
def without_ada(august):
    """The same with Ada's leaf left out."""
    kept = [row for row in range(4) if row != row_of(august.leaves, ADA)]
    leaves = rows(august.leaves, kept)
    return replace(august, leaves=leaves, batch=replace(august.batch, root=leaves.tree.root))


def row_of(leaves, account):
    return leaves.rows()[bytes.fromhex(account[2:])]


def demand(draft, account, final=None, leaf=bytes(32)):
    root = bytes(32) if final is None else final.tree.root
    return Demand(draft.moment.vintage, draft.moment.sequence, draft.batch.root, root, account, leaf)


def for_numbers(draft, account, final=None):
    return demand(draft, account, final, draft.leaves.tree.leaf(row_of(draft.leaves, account)))


def test_numbers_are_answered_with_the_opened_report(demands, case_of, drafted):
    case, wanted, row = case_of(drafted), for_numbers(drafted, ADA), row_of(drafted.leaves, ADA)
    (group,) = case.reports
    _, _, numbers, sources, evidence = exhibits.open_numbers(case, group, row)
    assert numbers[1:5] == (*JULY["ada"], 97_000)
    assert answer_to(demands, wanted, case, None) == demands.answer_numbers(wanted, 97_000, numbers, sources, evidence)


def test_numbers_may_contradict_the_leaf_that_they_are_behind(demands, case_of, drafted):
    """Whoever signed that is challenged; the report says what it says, and opens apart from the others."""
    row = row_of(drafted.leaves, ADA)
    credits = drafted.leaves.credits.copy()
    credits[row] += 1
    leaves = replace(drafted.leaves, credits=credits)
    bent = replace(drafted, leaves=leaves, batch=replace(drafted.batch, root=leaves.tree.root))
    case, wanted = case_of(bent), for_numbers(bent, ADA)
    assert [len(group) for group in case.reports] == [3, 1]
    _, _, numbers, sources, evidence = exhibits.open_numbers(case, case.reports[1], 0)
    # the answer repeats the leaf's credits, the opened numbers their own
    assert numbers[-2] == 97_000
    assert answer_to(demands, wanted, case, None) == demands.answer_numbers(wanted, 97_001, numbers, sources, evidence)


def test_a_leaf_that_the_final_batch_has_too_is_answered_with_its_proof_there(demands, case_of, august, final):
    wanted = for_numbers(august, DAN, final)
    expected = demands.answer_unchanged(wanted, final.tree.proof(row_of(final, DAN)))
    assert answer_to(demands, wanted, case_of(august), final) == expected


@pytest.mark.parametrize("known", [True, False], ids=["final then", "not final then"])
def test_a_leaf_that_changed_is_answered_with_its_numbers(demands, case_of, august, final, known):
    """And so is one whose demand names another final batch."""
    wanted = for_numbers(august, ADA, final if known else None)
    call = answer_to(demands, wanted, case_of(august), final)
    assert (call.action, call.to) == ("answering with numbers", ORACLE)


def test_a_new_leaf_is_shown_with_its_proof(demands, case_of, august, final):
    wanted, row = demand(august, ADA, final), row_of(august.leaves, ADA)
    entry = august.leaves.tree.entry(row)
    expected = demands.answer_leaf(wanted, entry.credits, entry.report_hash, august.leaves.tree.proof(row))
    assert answer_to(demands, wanted, case_of(august), final) == expected


def test_files_without_the_leaf_or_its_report_give_no_answer(demands, case_of, drafted, without_ada, final):
    assert answer_to(demands, demand(without_ada, ADA, final), case_of(without_ada), final) is None
    assert answer_to(demands, for_numbers(drafted, ADA), case_of(without_ada), None) is None
    strangers = Enrolment.empty().with_people(["eve"], [STRANGER])
    assert answer_to(demands, for_numbers(drafted, ADA), case_of(drafted, strangers), None) is None


def test_an_accounts_numbers_are_demanded_where_it_has_a_leaf_and_else_the_leaf(demands, case_of, without_ada, final):
    case = case_of(without_ada)
    row = row_of(without_ada.leaves, DAN)
    expected = demands.demand_numbers(2013, 2, exhibits.leaf(case, row), case.tree.proof(row))
    assert demand_for(demands, case, final, DAN) == expected
    row = row_of(final, ADA)
    shown = (ADA, 97_000, final.tree.entry(row).report_hash)
    assert demand_for(demands, case, final, ADA) == demands.demand_leaf(2013, 2, shown, final.tree.proof(row))


def test_an_account_without_any_leaf_is_refused(demands, case_of, without_ada, final):
    case = case_of(without_ada)
    for account, leaves in ((STRANGER, final), (ADA, None)):
        with pytest.raises(InputError) as refused:
            demand_for(demands, case, leaves, account)
        assert str(refused.value) == f"{account} has no leaf in batch 2 of 2013, nor in a final batch before it"


def test_what_is_withheld_is_the_lost_leaf_and_what_does_not_open(case_of, without_ada, final, desks):
    assert withheld_accounts(case_of(without_ada), final) == [ADA]
    folder = desks[0].folder(without_ada.moment)
    case = case_of(without_ada)
    for file in (folder.reports, *folder.path.glob("observations/*")):
        file.unlink()
    # nothing to gain from Dan's, which stands in the final batch as it is
    assert withheld_accounts(case, final) == [ADA, PEOPLE["ben"], PEOPLE["cleo"]]


def test_where_even_the_leaves_are_withheld_every_account_of_the_final_batch_lost_its_own(case_of, august, final):
    case = case_of(august)
    case.folder.leaves.unlink()
    assert withheld_accounts(case, final) == sorted(PEOPLE.values(), key=str.lower)
    assert withheld_accounts(case, None) == []
