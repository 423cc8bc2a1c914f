import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, Figures, draft, pass_time, pass_time_until, post, publish
from tests.chain.oracle.deployments import DAY, VINTAGE, open_vintage

TOTAL = 10_000
"""The reserve's 3 % are 300."""


@pytest.fixture(scope="module")
def overpaid(oracle, credit, alice, bob, carol, relayer):
    """July pays Alice 1000 and Bob 500; August, the last batch, says 800 and 100. Carol stays at 50."""
    july = publish(oracle, {alice: 1000, bob: 500, carol: 50}, relayer, TOTAL)
    for person in (alice, bob, carol):
        credit.issue(*july.claim(person), {"from": relayer})
    pass_time(31 * DAY)
    return publish(oracle, {alice: 800, bob: 100, carol: 50}, relayer, TOTAL, through=AUGUST_ENDS)


@pytest.fixture
def settled(oracle, overpaid):
    pass_time_until(oracle.settledAt(VINTAGE))
    return overpaid


def test_a_deficit_is_burnt_from_the_reserve(credit, reserve, settled, alice, stranger):
    tx = reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})

    assert dict(tx.events["DeficitCorrected"][0]) == {
        "vintage": VINTAGE,
        "account": alice,
        "figure": 800,
        "issued": 1000,
        "burnt": 200,
        "uncovered": 0,
    }
    assert credit.balanceOf(reserve) == 100
    assert (reserve.burntOf(VINTAGE), reserve.uncoveredOf(VINTAGE)) == (200, 0)
    assert reserve.isCorrected(VINTAGE, alice)
    assert credit.totalBurnt() == 200


def test_the_holders_keep_theirs(credit, reserve, settled, alice, stranger):
    reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})

    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1000, 1000)


def test_what_the_reserve_cannot_cover_is_published(credit, reserve, settled, alice, bob, stranger):
    reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})
    assert reserve.correct.call(VINTAGE, *settled.claim(bob)) == (100, 300)
    tx = reserve.correct(VINTAGE, *settled.claim(bob), {"from": stranger})

    assert (tx.events["DeficitCorrected"]["burnt"], tx.events["DeficitCorrected"]["uncovered"]) == (100, 300)
    assert (reserve.burntOf(VINTAGE), reserve.uncoveredOf(VINTAGE)) == (300, 300)
    assert credit.balanceOf(reserve) == 0


def test_the_reserve_takes_over_its_share_first(credit, reserve, settled, alice, stranger):
    """Nobody can make it look poor by correcting before its share was issued."""
    assert credit.balanceOf(reserve) == 0
    reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})

    assert credit.issuedTo(reserve) == 300
    assert reserve.uncoveredOf(VINTAGE) == 0


def test_credits_given_to_the_reserve_cover_too(credit, reserve, settled, alice, bob, stranger):
    credit.transfer(reserve, 1000, {"from": alice})
    reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})
    reserve.correct(VINTAGE, *settled.claim(bob), {"from": stranger})

    assert (reserve.burntOf(VINTAGE), reserve.uncoveredOf(VINTAGE)) == (600, 0)
    assert credit.balanceOf(reserve) == 700


def test_each_deficit_is_corrected_once(reserve, settled, alice, stranger):
    reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})

    with reverts("AlreadyCorrected", VINTAGE, alice):
        reserve.correct(VINTAGE, *settled.claim(alice), {"from": stranger})
    assert reserve.burntOf(VINTAGE) == 200


def test_who_was_issued_no_more_than_the_figure_has_no_deficit(reserve, settled, carol, stranger):
    with reverts("NoDeficit", carol, 50, 50):
        reserve.correct(VINTAGE, *settled.claim(carol), {"from": stranger})
    assert not reserve.isCorrected(VINTAGE, carol)


def test_it_waits_until_the_vintage_is_settled(oracle, reserve, overpaid, alice, stranger):
    settled_at = oracle.settledAt(VINTAGE)
    pass_time_until(settled_at - 60)

    with reverts("VintageNotSettled", VINTAGE, settled_at):
        reserve.correct(VINTAGE, *overpaid.claim(alice), {"from": stranger})


def test_a_batch_posted_at_the_last_moment_is_final_by_then(oracle, reserve, overpaid, alice, relayer, stranger):
    pass_time_until(oracle.closesAt(VINTAGE) - 60)
    last = Figures.of({alice: 900})
    post(oracle, draft(oracle, root=last.root, through=AUGUST_ENDS + DAY, authorisedTotal=TOTAL), relayer)
    pass_time_until(oracle.settledAt(VINTAGE))

    assert oracle.finalBatch(VINTAGE)["root"] == last.root
    reserve.correct(VINTAGE, *last.claim(alice), {"from": stranger})
    assert reserve.burntOf(VINTAGE) == 100


def test_only_leaves_of_the_last_final_batch_count(oracle, credit, reserve, settled, alice, stranger):
    forged = Figures.of({alice: 1})

    with reverts("InvalidProof", forged.root, settled.root):
        reserve.correct(VINTAGE, *forged.claim(alice), {"from": stranger})


def test_a_vintage_without_final_batch_has_nothing_to_correct(oracle, owner, reserve, alice, stranger):
    empty = VINTAGE + 1
    open_vintage(oracle, owner, empty)
    pass_time_until(oracle.settledAt(empty))

    with reverts("NoFinalBatch", empty):
        reserve.correct(empty, *Figures.of({alice: 1}).claim(alice), {"from": stranger})


def test_a_vintage_that_is_not_open_has_nothing_to_correct(reserve, alice, stranger):
    with reverts("VintageNotOpen", 2012):
        reserve.correct(2012, *Figures.of({alice: 1}).claim(alice), {"from": stranger})
