"""Nothing is counted twice: figures are vintage to date, so a repeated leaf is worth nothing."""

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, SEPTEMBER_ENDS, packed, pass_time, publish
from tests.chain.oracle.deployments import DAY


def test_promise_3_nothing_is_counted_twice(oracle, credit, alice, bob, relayer):
    """Three months, each claimed singly and by subtree, by two people: the last figures are all they have."""
    for through, figure_a, figure_b in ((None, 100, 40), (AUGUST_ENDS, 250, 30), (SEPTEMBER_ENDS, 260, 55)):
        when = {"through": through} if through else {}
        figures = publish(oracle, {alice: figure_a, bob: figure_b}, relayer, 1_000, **when)
        pass_time(28 * DAY + 3600)
        if figure_b >= 40:
            credit.issue(*figures.claim(bob), {"from": bob})
        (subtree,) = figures.tree.subtrees(2)
        for _ in range(2):
            credit.issueMany(packed(subtree.entries), subtree.proof, {"from": relayer})

    assert (credit.balanceOf(alice), credit.balanceOf(bob)) == (260, 55)
    assert credit.totalIssued() == 315


def test_promise_3_a_month_above_baseline_is_netted(oracle, credit, alice, relayer):
    """Grams: July saves 500, August costs 300, September saves 400: 600 are due in the end, not 900."""
    july = publish(oracle, {alice: 500}, relayer, 1_000)
    credit.issue(*july.claim(alice), {"from": alice})
    pass_time(31 * DAY)
    august = publish(oracle, {alice: 200}, relayer, 1_000, through=AUGUST_ENDS)
    with reverts("NothingDue", alice, 200, 500):
        credit.issue(*august.claim(alice), {"from": alice})
    pass_time(30 * DAY)
    september = publish(oracle, {alice: 600}, relayer, 1_000, through=SEPTEMBER_ENDS)
    credit.issue(*september.claim(alice), {"from": alice})

    assert credit.issuedTo(alice) == 600
