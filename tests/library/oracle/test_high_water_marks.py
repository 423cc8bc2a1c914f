"""The authorised total keeps what each account once had, so that netting one never starves another."""

import pytest

from tests.library.oracle.conftest import NOW, PEOPLE, figures_of, next_moment

B = 1_000_000


def month(**gross):
    """Figures in which a person's gross credits are these; everybody else is at the baseline."""
    return figures_of({person: (B, B - gross.get(person, 0), 1) for person in PEOPLE})


@pytest.fixture
def after(desks, terms, operator_set, at_work):
    """Batch after batch: the draft of the next moment, on top of the leaves before."""

    def make(moment, figures, previous):
        at_work(desks, moment, figures, previous)
        return desks[0].aggregate(moment, terms, operator_set, previous, NOW + 40 * 86_400 * moment.sequence)

    return make


def marks(draft):
    order = sorted(PEOPLE, key=lambda person: PEOPLE[person].lower())
    return {person: mark for person, mark in zip(order, draft.leaves.marks.tolist(), strict=True) if mark}


def test_netting_lowers_a_figure_and_not_the_total(after, moment):
    first = after(moment, month(ada=100, ben=50), None)
    second = after(next_moment(moment), month(ada=40, ben=130), first.leaves)

    assert marks(first) == {"ada": 100, "ben": 50}
    assert marks(second) == {"ada": 100, "ben": 130}
    assert (first.batch.authorisedTotal, second.batch.authorisedTotal) == (150, 230)


def test_everybody_can_be_issued_what_they_earned(after, moment, terms):
    first = after(moment, month(ada=100, ben=50), None)
    second = after(next_moment(moment), month(ada=40, ben=130), first.leaves)

    people_cap = 230 - 230 * terms.reserve_share_bps // 10_000
    issued = [max(pair) for pair in zip(first.leaves.credits.tolist(), second.leaves.credits.tolist(), strict=True)]
    assert sorted(issued) == [0, 0, 97, 126]
    assert sum(issued) <= people_cap


def test_a_mark_stays_when_figures_rise_again_below_it(after, moment):
    first = after(moment, month(ada=100), None)
    second = after(next_moment(moment), month(ada=0), first.leaves)
    third = after(next_moment(next_moment(moment)), month(ada=90), second.leaves)

    assert [marks(draft) for draft in (first, second, third)] == [{"ada": 100}] * 3


def test_a_batch_that_never_became_final_leaves_no_mark(after, moment):
    after(moment, month(ada=1_000), None)
    second = after(next_moment(moment), month(ada=100), None)

    assert marks(second) == {"ada": 100}
