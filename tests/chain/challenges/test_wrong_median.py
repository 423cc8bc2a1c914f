import pytest

from tests.chain.challenges.reports import post_people, prove, right, salt
from tests.chain.errors import reverts
from tests.chain.oracle.deployments import VINTAGE

SALT = salt("median")
SEEN = ((900, 500, 3), (1000, 400, 1), (1200, 100, 2))


def person(alice, figures, observed=SEEN):
    baseline, emissions, _ = figures
    return right(alice, observed=observed, figures=figures, credits=max(0, baseline - emissions) * 97 // 100)


@pytest.mark.parametrize("figures", [(1200, 400, 2), (1000, 100, 2), (1000, 400, 3), (999, 400, 2), (1000, 401, 2)])
def test_promise_5_figures_beside_the_median_fall(oracle, challenges, alice, bob, relayer, stranger, figures):
    batch = post_people(oracle, [person(alice, figures), right(bob)], relayer)
    tx = prove(challenges, "proveWrongMedian", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert tx.events["BatchFaulted"]["fault"] == 4
    assert oracle.pendingBatch(VINTAGE)[1] == 0


def test_what_only_stands_in_the_middle_is_not_the_median(oracle, challenges, alice, bob, relayer, stranger):
    """Observations are counted, not taken by place: a list out of order gives no outlier the middle."""
    out_of_order = tuple((baseline, 5, 1) for baseline in (5, 6, 999_999, 7))
    batch = post_people(oracle, [person(alice, (999_999, 5, 1), out_of_order), right(bob)], relayer)
    prove(challenges, "proveWrongMedian", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert oracle.pendingBatch(VINTAGE)[1] == 0


@pytest.mark.parametrize(
    ("figures", "observed"),
    [
        ((1000, 400, 2), SEEN),
        ((1000, 400, 2), SEEN[::-1]),
        # of an even number: the lower baseline and periods, the upper emissions
        ((900, 500, 1), SEEN[:2]),
        ((5, 5, 5), ((5, 5, 5),)),
        ((5, 5, 5), ((5, 5, 5), (5, 5, 5), (9, 9, 9), (1, 1, 1))),
    ],
    ids=["three", "any order", "two", "one", "equal ones"],
)
def test_the_median_is_no_fault(oracle, challenges, alice, bob, relayer, stranger, figures, observed):
    shown = person(alice, figures, observed)
    batch = post_people(oracle, [shown, right(bob)], relayer, seen=[right(alice), right(bob)])

    with reverts("NoFault"):
        prove(challenges, "proveWrongMedian", batch.target, batch.numbers(0), SALT, challenger=stranger)
    assert oracle.pendingBatch(VINTAGE)[1] != 0


@pytest.mark.parametrize("count", [0, 65])
def test_no_observation_or_too_many_fall(oracle, challenges, alice, bob, relayer, stranger, count):
    shown = person(alice, (5, 5, 5), ((5, 5, 5),) * count)
    batch = post_people(oracle, [shown, right(bob)], relayer, seen=[right(alice), right(bob)])
    prove(challenges, "proveWrongMedian", batch.target, batch.numbers(0), SALT, challenger=stranger)

    assert oracle.pendingBatch(VINTAGE)[1] == 0
