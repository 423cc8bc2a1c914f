"""Figures are vintage to date: a month above baseline is netted, and nobody is starved by it."""

import pytest
from brownie import chain

from abate.oracle.feed import relay_final
from tests.chain.feeding.conftest import AUGUST, JULY

B = 1_000_000


def at(**gross):
    return {person: (B, B - gross.get(person, 0), 1) for person in ("ada", "ben", "cleo", "dan")}


@pytest.fixture
def month(fed, desks, window_over, vintage, sender):
    def run(figures, through):
        if chain.time() < through:
            chain.sleep(through - chain.time() + 1)
            chain.mine()
        done = fed(desks, figures, through)
        window_over()
        return done.draft.batch, relay_final(vintage, desks[0], sender)

    return run


def test_a_lower_figure_pays_nothing_and_starves_nobody(month, credit, people):
    first, _ = month(at(ada=100_000, ben=50_000), JULY)
    second, relayed = month(at(ada=40_000, ben=130_000), AUGUST)

    assert (first.authorisedTotal, second.authorisedTotal) == (150_000, 230_000)
    assert credit.issuedTo(people["ada"]) == 97_000
    assert credit.issuedTo(people["ben"]) == 126_100
    assert (relayed.accounts, relayed.issued, relayed.short) == (1, 126_100 - 48_500, 0)
    assert credit.balanceOf(credit.reserve()) == 6_900
    assert credit.totalIssued() == 230_000


def test_after_netting_only_what_is_above_the_earlier_figure_is_paid(month, credit, people):
    month(at(ada=100_000), JULY)
    month(at(ada=40_000), AUGUST)
    _, relayed = month(at(ada=110_000), AUGUST + 30 * 86_400)

    assert credit.issuedTo(people["ada"]) == 106_700
    assert relayed.issued == 9_700
