"""Posting, relaying and challenging through a node that fails, is on another chain, or takes blocks back."""

from dataclasses import replace

import pytest
from brownie import chain, web3

from abate.chain import connection
from abate.errors import ChainError
from abate.oracle.post import post as post_batch
from abate.oracle.relay import relay
from abate.oracle.signatures import publish_signature
from tests.chain.feeding import bent
from tests.chain.feeding.conftest import VINTAGE
from tests.chain.oracle.deployments import SLICE
from tests.chain.sending import faulty_node
from tests.chain.sending.faulty_node import Fault, says

SEND = "eth_sendRawTransaction"
FAILING = {
    "the line is cut before the node has it": Fault(SEND, forwards=0, answer="drop"),
    "the answer is lost": Fault(SEND, answer="drop"),
    "the answer is late": Fault(SEND, answer="late"),
    "a gateway answers for the node": Fault(SEND, forwards=0, answer=502),
    "the fee is too low": Fault(SEND, forwards=0, answer=says("transaction underpriced")),
    "it is there already": Fault(SEND, answer=says("already known")),
}


def ask(method, *params):
    return web3.provider.make_request(method, list(params)).get("result")


@pytest.fixture
def signed(honest, desks, vintage):
    folder = desks[0].folder(honest.moment)
    for desk in desks[:2]:
        publish_signature(folder, vintage.deployment, honest.batch, desk.key, vintage.oracle.chain.now())
    return folder


@pytest.fixture
def soon(faulty, monkeypatch):
    """Who asks the node waits less long for it: no proof is estimated."""
    monkeypatch.setattr(connection, "TIMEOUT_SECONDS", 2)
    monkeypatch.setattr(faulty_node, "DELAY", 2.5)


@pytest.mark.parametrize("fault", FAILING.values(), ids=FAILING)
def test_a_batch_is_posted_and_relayed_once(
    fault, signed, honest, faulty, soon, through, operators, credit, relayer, window_over
):
    before = relayer.nonce
    vintage, sender = through(relayer)
    faulty.faults = [replace(fault)]
    done = post_batch(vintage, signed, vintage.operator_set(operators), sender)
    assert vintage.oracle.pending_batch(VINTAGE)[0].root == done.batch.root
    window_over()

    faulty.faults = [replace(fault)]
    relayed = relay(vintage, honest.leaves, sender)
    assert (relayed.short, len(relayed.receipts)) == (0, 2)
    assert relayer.nonce - before == 3
    assert credit.totalIssued() == sum(honest.leaves.credits.tolist()) + relayed.reserve
    assert not faulty.faults


def test_a_node_that_changed_its_chain_gets_nothing(signed, faulty, through, operators, relayer):
    before = relayer.nonce
    vintage, sender = through(relayer)
    faulty.faults = [Fault("eth_chainId", answer={"result": "0x1"}) for _ in range(9)]
    with pytest.raises(ChainError) as told:
        post_batch(vintage, signed, vintage.operator_set(operators), sender)
    assert str(told.value) == "posting a batch: the node is on chain 1 now, it was on 1337"
    assert (relayer.nonce, vintage.oracle.last_sequence(VINTAGE)) == (before, 0)


@pytest.mark.parametrize("fault", FAILING.values(), ids=FAILING)
def test_a_challenge_is_sent_once(fault, honest, post, found, faulty, challenger_through, stranger):
    post(bent.wrong_credits(honest))
    (findings,), before = found(), stranger.nonce
    # committing, proving and collecting fail in the same way
    faulty.faults = [replace(fault) for _ in range(1 if fault.answer == "late" else 3)]
    done = challenger_through().prove(findings.faults[0], 1, findings.posting)
    assert (done.overtaken, done.reward, stranger.nonce - before) == (False, SLICE // 2, 3)
    assert not faulty.faults


def test_a_commitment_that_a_reorganisation_took_back_is_made_again(honest, post, found, challenger, stranger):
    post(bent.wrong_credits(honest))
    (findings,), held, before = found(), ask("evm_snapshot"), stranger.nonce
    proof = challenger.make(findings.faults[0], 1, findings.posting)
    challenger.write(challenger.file_of(proof.kind, 1, None), proof)
    challenger.commit(proof, proof.call(challenger.challenges))
    ask("evm_revert", held)
    assert (challenger.challenges.committed_at(proof.commitment), stranger.nonce) == (0, before)

    done = challenger.prove(findings.faults[0], 1, findings.posting)
    assert (done.proof.data, done.overtaken, done.reward) == (proof.data, False, SLICE // 2)


def test_a_batch_that_a_reorganisation_moved_is_proven_wrong_where_it_stands(honest, post, found, challenger):
    """The proof names the time of the batch's block, so the one that was committed to proves nothing any more."""
    held = ask("evm_snapshot")
    draft = bent.wrong_observation(honest)
    post(draft)
    (findings,) = found()
    proof = challenger.make(findings.faults[0], 1, findings.posting)
    challenger.write(challenger.file_of(proof.kind, 1, None), proof)
    challenger.commit(proof, proof.call(challenger.challenges))
    ask("evm_revert", held)
    chain.sleep(500)
    chain.mine()
    assert challenger.resume([]) == []
    # by another sender: the first one would give its own transaction again
    post(draft, replace(challenger.sender, journal=None))
    (moved,) = found()
    assert moved.posting.record != findings.posting.record

    done = challenger.prove(moved.faults[0], 1, moved.posting)
    assert done.proof.data != proof.data
    assert (done.overtaken, done.reward) == (False, SLICE // 2)


def test_a_batch_that_a_reorganisation_took_back_is_no_longer_challenged(honest, post, found, challenger, stranger):
    held = ask("evm_snapshot")
    post(bent.wrong_credits(honest))
    (findings,) = found()
    proof = challenger.make(findings.faults[0], 1, findings.posting)
    challenger.write(challenger.file_of(proof.kind, 1, None), proof)
    ask("evm_revert", held)

    assert (challenger.resume([]), found()) == ([], [])
    assert not list((challenger.state / "challenges").iterdir())
