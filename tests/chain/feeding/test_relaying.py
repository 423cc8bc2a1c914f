import pytest
from brownie import chain

from abate.chain.refusals import RefusalError
from abate.errors import ChainError
from abate.oracle.feed import feed
from abate.oracle.relay import issued_to, relay
from tests.chain.feeding.conftest import JULY, WINDOW
from tests.chain.programmes import sender_of

COUNT = 60


@pytest.fixture(scope="module")
def final(many_desks, vintage, methodology, operators, figures, relayer):
    """A final batch of 60 homes of which every tenth earned nothing, and its leaves."""
    desks, names = many_desks(COUNT)
    people = {name: (10_000, 10_000 if place % 10 == 0 else 9_000 - place, 1) for place, name in enumerate(names)}
    made, sender = figures(people), sender_of(relayer)
    feed(vintage, methodology, operators, desks, lambda operator: made, JULY, sender)
    chain.sleep(WINDOW)
    chain.mine()
    return vintage.final_leaves(desks[0].exchange)


def test_everybody_gets_their_figure(vintage, final, sender, credit):
    done = relay(vintage, final, sender)

    assert (done.accounts, done.short) == (54, 0)
    assert done.issued == sum(final.credits.tolist()) == sum(issued_to(vintage.credit(), final).values())
    assert done.reserve == credit.balanceOf(credit.reserve()) == final.authorised_total * 3 // 100
    assert done.gas == sum(receipt["gasUsed"] for receipt in done.receipts)


@pytest.mark.parametrize("most", [1, 8])
def test_any_size_of_subtree_issues_the_same(vintage, final, sender, most):
    done = relay(vintage, final, sender, most)
    assert (done.accounts, done.issued) == (54, sum(final.credits.tolist()))


def test_a_second_relay_sends_nothing(vintage, final, sender, relayer):
    relay(vintage, final, sender)
    nonce = relayer.nonce

    again = relay(vintage, final, sender)

    assert (again.accounts, again.issued, again.reserve, again.receipts) == (0, 0, 0, [])
    assert relayer.nonce == nonce


def test_what_somebody_claimed_alone_is_not_issued_twice(vintage, final, sender, credit, stranger):
    entry = final.tree.entry(next(row for row in range(COUNT) if final.credits[row]))
    proof = final.tree.proof(final.tree.index_of(entry.account))
    credit.issue("0x" + entry.account.hex(), entry.credits, entry.report_hash, proof, {"from": stranger})

    done = relay(vintage, final, sender)

    assert done.accounts == 53
    assert credit.issuedTo("0x" + entry.account.hex()) == entry.credits
    assert credit.totalIssued() - done.reserve == sum(final.credits.tolist())


class KilledError(Exception):
    """Stands for a process that ends."""


@pytest.mark.parametrize("sent", [0, 1, 3])
def test_a_relay_that_was_killed_goes_on(vintage, final, sender, monkeypatch, sent):
    submit, submitted = sender.submit, []

    def submit_some(call, step=None):
        if len(submitted) == sent:
            raise KilledError
        submitted.append(step)
        return submit(call, step)

    with monkeypatch.context() as patch:
        patch.setattr(sender, "submit", submit_some)
        with pytest.raises(KilledError):
            relay(vintage, final, sender, 16)
    before = sum(issued_to(vintage.credit(), final).values())
    assert (before > 0) == (sent > 0)

    done = relay(vintage, final, sender, 16)

    assert before + done.issued == sum(final.credits.tolist())
    assert done.short == 0


def test_leaves_of_another_batch_are_refused(vintage, final, sender):
    other = final.__class__(**{**vars_of(final), "credits": final.credits + 1})
    with pytest.raises(ChainError, match=r"^the final batch of 2013 has the root 0x\w{64}, not these leaves'$"):
        relay(vintage, other, sender)


def vars_of(leaves):
    return {name: getattr(leaves, name) for name in leaves.__dataclass_fields__}


def test_other_refusals_are_not_swallowed(vintage, final, sender, monkeypatch):
    def refuse(call, step=None):
        raise RefusalError(call.action, "InvalidProof", {}, "")

    monkeypatch.setattr(sender, "submit", refuse)
    with pytest.raises(RefusalError, match="InvalidProof"):
        relay(vintage, final, sender)
