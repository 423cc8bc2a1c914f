"""Batches that a colluding quorum bent are found out and proven wrong by another operator, from the files alone."""

from dataclasses import replace

import pytest

from abate.chain.sender import Sender
from abate.chain.signer import NodeSigner
from abate.oracle.faults import Kind
from abate.oracle.postings import Standing
from tests.chain.feeding import bent
from tests.chain.feeding.conftest import VINTAGE
from tests.chain.oracle.deployments import BOND, SLICE

BENDING = {
    Kind.DUPLICATE_ACCOUNT: bent.duplicate_account,
    Kind.MALFORMED_SOURCES: bent.malformed_sources,
    Kind.WRONG_CREDITS: bent.wrong_credits,
    Kind.WRONG_MEDIAN: bent.wrong_median,
    Kind.SOURCE_USED_TWICE: bent.source_used_twice,
    Kind.WRONG_OBSERVATION: bent.wrong_observation,
}


@pytest.mark.parametrize("kind", BENDING, ids=lambda kind: kind.value)
def test_promise_5_a_bent_batch_is_found_and_falls(kind, honest, post, found, challenger, registry, operators, vintage):
    post(BENDING[kind](honest))
    (findings,) = found()
    fault = findings.faults[0]
    assert (findings.posting.standing, {one.kind for one in findings.faults}) == (Standing.PENDING, {kind})

    done = challenger.prove(fault, 1, findings.posting)

    assert (done.overtaken, done.reward) == (False, SLICE // 2)
    assert [registry.operator_of(each).bond for each in operators] == [BOND - SLICE, BOND - SLICE, BOND]
    assert vintage.oracle.pending_batch(VINTAGE)[1] == 0
    assert found() == []
    assert not list((challenger.state / "challenges").iterdir())
    assert not challenger.sender.journal.path.exists()


def test_an_honest_batch_has_no_fault(honest, post, found):
    post(honest)
    (findings,) = found()
    assert (findings.faults, findings.closed, findings.remarks) == ([], 0, [])


def test_a_leaf_that_its_own_report_contradicts_is_found(honest, post, found, challenger):
    post(bent.wrong_leaf_alone(honest))
    (findings,) = found()
    assert [one.kind for one in findings.faults] == [Kind.WRONG_CREDITS]
    assert not challenger.prove(findings.faults[0], 1, findings.posting).overtaken


def test_a_root_that_its_operator_did_not_sign_is_found(honest, desks, post, found, challenger, vintage):
    named = bent.forge_root(desks[0].folder(honest.moment), vintage.deployment, desks[2].operator, desks[0].key)
    post(replace(honest, batch=replace(honest.batch, observationsHash=named)))
    (findings,) = found()

    assert [(one.kind, one.operator) for one in findings.faults] == [(Kind.UNSIGNED_ROOT, desks[2].operator)]
    assert not challenger.prove(findings.faults[0], 1, findings.posting).overtaken


def test_without_sealed_reports_the_figures_open_them(honest, desks, post, found):
    post(bent.wrong_credits(honest))
    desks[0].folder(honest.moment).reports.unlink()
    assert [one.kind for one in found()[0].faults] == [Kind.WRONG_CREDITS]


def test_what_is_wrong_without_a_proof_is_remarked(honest, desks, post, found):
    total = honest.batch.authorisedTotal
    post(replace(honest, batch=replace(honest.batch, authorisedTotal=total + 1)))
    desks[0].folder(honest.moment).observations(desks[2].operator)[1].unlink()

    (findings,) = found()
    assert findings.faults == []
    assert findings.remarks == [
        f"authorisedTotal is {total + 1}, the marks sum to {total}",
        f"the figures of {desks[2].operator} cannot be opened, or are not those that it signed",
    ]


def test_leaves_of_another_batch_are_told(honest, desks, post, found):
    post(bent.wrong_credits(honest))
    file = desks[0].folder(honest.moment).leaves
    file.write_bytes(honest.leaves.to_parquet())
    (findings,) = found()
    assert findings.faults == []
    assert findings.remarks[0].startswith(
        "the leaves in 2013-0001 are not those of batch 1 of 2013: they give the root 0x"
    )


def test_a_revoked_batch_is_still_proven_wrong(honest, post, found, challenger, deployed, guardian):
    post(bent.wrong_credits(honest))
    deployed.revokeBatch(VINTAGE, {"from": guardian})
    (findings,) = found()
    assert findings.posting.standing is Standing.REVOKED
    assert challenger.prove(findings.faults[0], 1, findings.posting).reward == SLICE // 2
    assert found() == []


def test_a_final_batch_is_still_proven_wrong(honest, post, found, challenger, deployed, window_over):
    post(bent.wrong_credits(honest))
    window_over()
    (findings,) = found()
    assert findings.posting.standing is Standing.FINAL
    assert not challenger.prove(findings.faults[0], 1, findings.posting).overtaken
    assert deployed.isFinalBatchFaulted(VINTAGE)


def test_who_comes_second_is_told_so(honest, post, found, challenger, tmp_path, bob):
    post(bent.wrong_credits(honest))
    (findings,) = found()
    chain = challenger.vintage.oracle.chain
    quicker = replace(challenger, sender=Sender(chain, NodeSigner(chain, bob.address)), state=tmp_path / "quicker")
    quicker.prove(findings.faults[0], 1, findings.posting)

    done = challenger.prove(findings.faults[0], 1, findings.posting)
    assert (done.overtaken, done.reward) == (True, 0)


def test_who_signed_two_roots_is_slashed_alone(signed_twice, two_roots, vintage, challenger, operators, registry):
    ((fault, sequence),) = two_roots()
    assert (fault.kind, fault.operator, sequence) == (Kind.TWO_ROOTS, signed_twice, 1)
    assert challenger.prove(fault, sequence, None).reward == SLICE // 2

    bonds = {each: registry.operator_of(each).bond for each in operators}
    assert bonds == {each: BOND - SLICE if each == signed_twice else BOND for each in operators}
    assert two_roots() == []
    # out of force: found by trial among those who were known
    assert vintage.operator_set(operators).operators == tuple(each for each in operators if each != signed_twice)
