from brownie import ZERO_ADDRESS

from tests.chain.errors import reverts
from tests.chain.oracle.batches import AUGUST_ENDS, SEPTEMBER_ENDS, Figures, draft, make_final, pass_time, post, publish
from tests.chain.oracle.deployments import DAY, VINTAGE


def test_an_account_is_issued_its_figure(oracle, credit, alice, bob, relayer):
    figures = publish(oracle, {alice: 1500, bob: 700}, relayer, total=10_000)
    assert credit.issue.call(*figures.claim(alice)) == 1500
    tx = credit.issue(*figures.claim(alice), {"from": alice})

    assert len(tx.events) == 1
    assert dict(tx.events["Transfer"][0]) == {"from": ZERO_ADDRESS, "to": alice, "value": 1500}
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1500, 1500)
    assert (credit.totalSupply(), credit.totalIssued()) == (1500, 1500)
    assert credit.balanceOf(bob) == 0


def test_anyone_may_issue_for_anyone(oracle, credit, alice, stranger, relayer):
    figures = publish(oracle, {alice: 1500}, relayer, total=10_000)
    credit.issue(*figures.claim(alice), {"from": stranger})

    assert (credit.balanceOf(alice), credit.balanceOf(stranger)) == (1500, 0)


def test_nothing_is_issued_twice(oracle, credit, alice, relayer):
    figures = publish(oracle, {alice: 1500}, relayer, total=10_000)
    credit.issue(*figures.claim(alice), {"from": alice})

    with reverts("NothingDue", alice, 1500, 1500):
        credit.issue(*figures.claim(alice), {"from": alice})


def test_credits_that_were_moved_on_are_not_issued_again(oracle, credit, alice, bob, relayer):
    figures = publish(oracle, {alice: 1500}, relayer, total=10_000)
    credit.issue(*figures.claim(alice), {"from": alice})
    credit.transfer(bob, 1000, {"from": alice})
    credit.burn(500, {"from": alice})

    with reverts("NothingDue", alice, 1500, 1500):
        credit.issue(*figures.claim(alice), {"from": alice})
    assert credit.issuedTo(alice) == 1500


def test_a_higher_figure_pays_the_difference(oracle, credit, alice, relayer):
    july = publish(oracle, {alice: 1500}, relayer, total=10_000)
    credit.issue(*july.claim(alice), {"from": alice})
    pass_time(31 * DAY)
    august = publish(oracle, {alice: 1800}, relayer, total=10_000, through=AUGUST_ENDS)
    tx = credit.issue(*august.claim(alice), {"from": alice})

    assert tx.events["Transfer"]["value"] == 300
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1800, 1800)


def test_a_lower_figure_pays_nothing_until_it_has_caught_up(oracle, credit, alice, relayer):
    july = publish(oracle, {alice: 1500}, relayer, total=10_000)
    credit.issue(*july.claim(alice), {"from": alice})
    pass_time(31 * DAY)
    august = publish(oracle, {alice: 900}, relayer, total=10_000, through=AUGUST_ENDS)

    with reverts("NothingDue", alice, 900, 1500):
        credit.issue(*august.claim(alice), {"from": alice})
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1500, 1500)

    pass_time(30 * DAY)
    september = publish(oracle, {alice: 1600}, relayer, total=10_000, through=SEPTEMBER_ENDS)
    credit.issue(*september.claim(alice), {"from": alice})
    assert (credit.balanceOf(alice), credit.issuedTo(alice)) == (1600, 1600)


def test_a_figure_of_zero_pays_nothing(oracle, credit, alice, bob, relayer):
    figures = publish(oracle, {alice: 0, bob: 5}, relayer, total=10_000)

    with reverts("NothingDue", alice, 0, 0):
        credit.issue(*figures.claim(alice), {"from": alice})


def test_nothing_is_issued_before_a_batch_is_final(oracle, credit, alice, relayer):
    figures = Figures.of({alice: 1500})
    with reverts("NoFinalBatch", VINTAGE):
        credit.issue(*figures.claim(alice), {"from": alice})

    post(oracle, draft(oracle, root=figures.root), relayer)
    with reverts("NoFinalBatch", VINTAGE):
        credit.issue(*figures.claim(alice), {"from": alice})


def test_nothing_is_issued_from_a_revoked_batch(oracle, credit, alice, relayer, guardian):
    figures = Figures.of({alice: 1500})
    post(oracle, draft(oracle, root=figures.root), relayer)
    oracle.revokeBatch(VINTAGE, {"from": guardian})
    make_final(oracle)

    with reverts("NoFinalBatch", VINTAGE):
        credit.issue(*figures.claim(alice), {"from": alice})


def test_the_zero_address_is_issued_nothing(oracle, credit, alice, relayer):
    figures = publish(oracle, {ZERO_ADDRESS: 10, alice: 5}, relayer, total=10_000)

    with reverts("ERC20InvalidReceiver", ZERO_ADDRESS):
        credit.issue(*figures.claim(ZERO_ADDRESS), {"from": relayer})


def test_the_reserve_is_issued_nothing_from_leaves(oracle, credit, alice, relayer):
    figures = publish(oracle, {oracle.reserve(): 10, alice: 5}, relayer, total=10_000)

    with reverts("ERC20InvalidReceiver", oracle.reserve()):
        credit.issue(*figures.claim(oracle.reserve()), {"from": relayer})
