import json
import re
from dataclasses import replace

import pytest
from brownie import chain

from abate.chain.signer import KeySigner
from abate.chain.times import moment
from abate.errors import ChainError, InputError
from abate.exchange.mirror import Mirror
from abate.exchange.share import Share
from abate.merkle import MerkleTree
from abate.oracle import steps
from abate.oracle.draft_files import read_draft
from abate.oracle.feed import feed, relay_final
from abate.oracle.post import post
from abate.oracle.postings import Standing, postings
from abate.oracle.signatures import read_signatures
from tests.chain.feeding.conftest import AUGUST, DAY, JULY, VINTAGE
from tests.chain.feeding.test_whole_period import FIGURES


def refuses(kind, text):
    return pytest.raises(kind, match=re.escape(text))


@pytest.fixture
def ready(vintage, methodology, operators, desks, figures):
    """A July batch in the folder with this many signatures, not posted."""

    def prepare(signatures):
        moment, now = vintage.next_moment(JULY), vintage.oracle.chain.now()
        terms, operator_set = vintage.terms(methodology), vintage.operator_set(operators)
        gathered = [desk.observe(moment, figures(FIGURES), None)[1] for desk in desks]
        for desk, own in zip(desks, gathered, strict=True):
            desk.show(moment, own, operators)
        desks[0].aggregate(moment, terms, operator_set, None, now)
        for desk in desks[:signatures]:
            desk.sign(moment, terms, operator_set, None, now)
        return desks[0].folder(moment), operator_set

    return prepare


def test_posting_again_sends_nothing(vintage, ready, sender, relayer):
    folder, operator_set = ready(3)
    first = post(vintage, folder, operator_set, sender)
    nonce = relayer.nonce

    again = post(vintage, folder, operator_set, sender)

    assert first.receipt is not None and again.receipt is None
    assert again.final_at == first.final_at
    assert relayer.nonce == nonce


def test_a_period_that_is_posted_while_the_chain_is_read_gets_no_second_number(vintage, ready, sender, monkeypatch):
    folder, operator_set = ready(2)
    read = vintage.oracle.pending_batch

    def meanwhile(_, year):
        found = read(year)
        monkeypatch.undo()
        post(vintage, folder, operator_set, sender)
        return found

    monkeypatch.setattr(type(vintage.oracle), "pending_batch", meanwhile)
    assert vintage.next_moment(JULY).sequence == 1
    assert vintage.oracle.pending_batch(VINTAGE)[0].sequence == 1


def test_a_final_batch_is_known_as_posted(vintage, ready, sender, window_over):
    folder, operator_set = ready(2)
    post(vintage, folder, operator_set, sender)
    window_over()
    again = post(vintage, folder, operator_set, sender)
    assert (again.receipt, again.final_at) == (None, None)


def test_too_few_signatures_are_not_sent(vintage, ready, sender, deployed):
    folder, operator_set = ready(1)
    with refuses(InputError, "1 operators have signed, 2 are needed"):
        post(vintage, folder, operator_set, sender)
    assert deployed.lastSequence(VINTAGE) == 0


def test_the_published_tree_has_the_root(vintage, ready, sender):
    folder, operator_set = ready(2)
    done = post(vintage, folder, operator_set, sender)
    assert MerkleTree.load(json.loads(folder.tree.read_text())).root == done.batch.root


def test_the_next_batch_waits_for_the_window(vintage, ready, sender):
    folder, operator_set = ready(2)
    done = post(vintage, folder, operator_set, sender)
    with refuses(ChainError, f"batch 1 of 2013 is in its challenge window until {moment(done.final_at)}"):
        vintage.next_moment(AUGUST)


def test_a_period_that_has_not_ended_is_not_observed(vintage):
    with refuses(ChainError, f"the period ends at {moment(AUGUST)}, the chain's time is "):
        vintage.next_moment(AUGUST)


def test_a_revoked_batch_is_followed_by_a_new_one(vintage, desks, fed, sender, deployed, guardian, operators):
    first = fed(desks, FIGURES, JULY)
    deployed.revokeBatch(VINTAGE, {"from": guardian})

    with refuses(ChainError, "batch 1 of 2013 was posted with another root, was revoked, or has been followed by"):
        post(vintage, desks[0].folder(first.draft.moment), vintage.operator_set(operators), sender)
    second = fed(desks, FIGURES, JULY)

    assert second.draft.moment.sequence == 2
    assert second.draft.batch.authorisedTotal == first.draft.batch.authorisedTotal
    assert deployed.pendingBatch(VINTAGE)[0]["root"] == "0x" + second.draft.batch.root.hex()
    hashes = [{row.tobytes() for row in one.draft.leaves.report_hashes} for one in (first, second)]
    assert not hashes[0] & hashes[1]


def test_who_is_in_force_is_found_among_those_who_are_known(vintage, operators, stranger):
    assert vintage.operator_set([*operators, stranger.address]).operators == tuple(operators)


def test_operators_who_lack_one_in_force_are_refused(vintage, operators):
    with refuses(InputError, "operators: the 2 operators given are not those in force; list all of them"):
        vintage.operator_set(operators[:2])


def test_whoever_is_no_operator_posts_and_sends_the_exchange_nothing(vintage, ready, sender, desks):
    """Its server takes files of operators only."""
    folder, operator_set = ready(2)
    unasked = Mirror("http://127.0.0.1:1", desks[0].exchange, vintage.deployment, KeySigner(desks[0].key))
    done = steps.post(vintage, Share(desks[0].exchange, unasked), folder, operator_set, sender)
    assert done.receipt["from"] == sender.address
    assert folder.tree.exists()


def test_a_vintage_that_is_not_open_has_no_credit(vintage):
    with refuses(ChainError, f"vintage 2014 is not open at {vintage.oracle.address}"):
        replace(vintage, year=2014).next_moment(JULY)


def test_a_period_that_is_final_is_not_observed_again(vintage, ready, sender, window_over):
    folder, operator_set = ready(2)
    post(vintage, folder, operator_set, sender)
    window_over()
    with refuses(ChainError, f"the final batch of 2013 covers until {moment(JULY)}, beyond {moment(JULY)} already"):
        vintage.next_moment(JULY)


def test_fewer_desks_than_the_quorum_feed_nothing(vintage, methodology, operators, desks, figures, sender):
    with refuses(InputError, "1 operators work here, the quorum is 2"):
        feed(vintage, methodology, operators, desks[:1], lambda operator: figures(FIGURES), JULY, sender)
    assert not desks[0].exchange.exists()


def test_nothing_is_relayed_before_a_batch_is_final(vintage, desks, fed, sender, relayer):
    fed(desks, FIGURES, JULY)
    nonce = relayer.nonce
    with refuses(InputError, "no batch of 2013 is final yet; wait for the end of its challenge window"):
        relay_final(vintage, desks[0], sender)
    assert relayer.nonce == nonce


def test_a_batch_is_replaced_by_the_next_final_one(vintage, challenges, desks, fed, window_over):
    fed(desks, FIGURES, JULY)
    chain.sleep(31 * DAY)
    chain.mine()
    fed(desks, FIGURES, AUGUST)
    window_over()
    standings = {posting.batch.sequence: posting.standing for posting in postings(vintage, challenges, 0)}
    assert standings == {1: Standing.REPLACED, 2: Standing.FINAL}


def test_a_batch_that_was_posted_through_another_contract_is_told(
    vintage, challenges, ready, deployed, deployer, KeyWallet
):
    folder, operator_set = ready(2)
    batch = read_draft(folder, vintage.deployment).batch
    chosen = read_signatures(folder, vintage.deployment, batch, operator_set).valid
    call = vintage.oracle.post_batch(batch.as_tuple(), list(operator_set.operators), [one.signature for one in chosen])
    sent = deployer.deploy(KeyWallet, deployer).run(deployed, call.data, {"from": deployer})
    with pytest.raises(ChainError) as told:
        postings(vintage, challenges, 0)
    assert str(told.value) == (
        f"batch 1 of 2013 was posted through another contract: transaction {sent.txid} does not show it"
    )
