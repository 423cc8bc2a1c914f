"""A challenge goes on from what an earlier run left behind, whatever became of it meanwhile."""

import json
from dataclasses import replace
from functools import partial

import pytest
from brownie import chain

from abate.chain.connection import connect
from abate.chain.oracle import EmissionOracle as OracleAt
from abate.chain.refusals import RefusalError
from abate.errors import ChainError, IntegrityError
from abate.oracle import exhibits
from abate.oracle.case import Case
from abate.oracle.challenge import POLL_SECONDS, Proof, Proven, UnripeError
from abate.oracle.faults import Fault, Kind
from abate.oracle.onchain import Vintage
from tests.chain.feeding import bent
from tests.chain.feeding.conftest import VINTAGE
from tests.chain.feeding.test_lying_node import TRUTH, lie
from tests.chain.oracle.deployments import SLICE

MINUTE = 60


@pytest.fixture
def begun(challenger):
    """What an earlier run wrote down of a proof, before it was killed."""

    def write(proof, operator=None):
        file = challenger.file_of(proof.kind, proof.sequence, operator)
        challenger.write(file, proof)
        return file

    return write


@pytest.fixture
def faulted(honest, post, found):
    """A false batch, and what was found in it."""
    post(bent.wrong_credits(honest))
    (findings,) = found()
    return findings.faults[0], 1, findings.posting


def test_a_proof_that_another_challenger_began_is_made_anew(faulted, challenger, begun, bob):
    theirs = replace(challenger.make(*faulted), challenger=bob.address)
    begun(theirs)
    done = challenger.prove(*faulted)
    assert (done.proof.challenger, done.overtaken, done.reward) == (challenger.sender.address, False, SLICE // 2)
    assert done.proof.data != theirs.data


def test_what_another_challenger_or_vintage_left_stays(challenger, begun, bob, stranger):
    before = stranger.nonce
    proof = Proof(Kind.TWO_ROOTS, VINTAGE, 1, bytes(32), stranger.address, b"\x11")
    left = [begun(replace(proof, challenger=bob.address)), begun(replace(proof, vintage=2014), "0x11")]
    assert challenger.resume([]) == []
    assert ([file.exists() for file in left], stranger.nonce) == ([True, True], before)


def test_half_a_proof_is_swept_away(challenger):
    half = challenger.state / "challenges" / ".2013-0001-WrongCredits.json"
    half.parent.mkdir(parents=True)
    half.write_text('{"format"')
    assert challenger.resume([]) == []
    assert not half.exists()


def test_a_proof_for_another_deployment_is_refused(challenger, begun, stranger, vintage):
    file = begun(Proof(Kind.TWO_ROOTS, VINTAGE, 1, bytes(32), stranger.address, b"\x11"))
    file.write_text(json.dumps({**json.loads(file.read_text()), "chainId": 1}))
    with pytest.raises(IntegrityError) as refused:
        challenger.resume([])
    told = f"{file} is no challenge of this deployment: it is for {vintage.oracle.address} on chain 1"
    assert str(refused.value) == told


def test_what_the_contract_does_not_find_proven_is_told(honest, post, found, challenger, desks, methodology, vintage):
    post(honest)
    (findings,) = found()
    folder, terms = desks[0].folder(honest.moment), vintage.terms(methodology)
    case = Case(folder, vintage.deployment, findings.posting, desks[0].enrolment, terms)
    fault = Fault(Kind.WRONG_CREDITS, (), None, partial(exhibits.numbers, case, case.reports[0], 0))
    for go in (partial(challenger.prove, fault, 1, findings.posting), partial(challenger.resume, [findings.posting])):
        with pytest.raises(RefusalError) as refused:
            go()
        assert refused.value.name == "NoFault"


def test_what_was_collected_before_is_over(faulted, challenger, begun, stranger):
    done = challenger.prove(*faulted)
    file, before = begun(done.proof), stranger.nonce
    without = replace(challenger, sender=replace(challenger.sender, journal=None))
    assert without.resume([faulted[2]]) == [Proven(done.proof, False, SLICE // 2)]
    assert (file.exists(), stranger.nonce) == (False, before)


def test_whoever_does_not_wait_comes_back(faulted, challenger):
    impatient = replace(challenger, patient=False)
    with pytest.raises(UnripeError) as unripe:
        impatient.prove(*faulted)
    now = challenger.vintage.oracle.chain.now()
    assert str(unripe.value) == f"a commitment is shown from {now + MINUTE} on, the chain's time is {now}"
    assert impatient.resume([faulted[2]]) == []
    chain.sleep(MINUTE + 1)
    chain.mine()
    (done,) = impatient.resume([faulted[2]])
    assert (done.overtaken, done.reward) == (False, SLICE // 2)


@pytest.mark.parametrize("first", ["resume", "prove"])
def test_two_roots_are_shown_with_the_operators_of_now(
    first, signed_twice, two_roots, challenger, begun, registry, guardian, operators, vintage
):
    """One of them is suspended after the proof was committed to, which names all that were in force."""
    ((fault, sequence),) = two_roots()
    stale = challenger.make(fault, sequence, None)
    file = begun(stale, signed_twice)
    challenger.commit(stale, stale.call(challenger.challenges))
    suspend(registry, guardian, operators)
    if first == "resume":
        assert challenger.resume([]) == []
        assert not file.exists()

    done = challenger.prove(fault, sequence, None)

    assert (done.proof.data != stale.data, done.overtaken, done.reward) == (True, False, SLICE // 2)
    assert vintage.operator_set(operators).operators == (operators[1],)


def test_operators_who_change_all_the_time_are_told(signed_twice, two_roots, challenger, registry, guardian, operators):
    ((fault, sequence),) = two_roots()
    before = fault.arguments()
    suspend(registry, guardian, operators)
    with pytest.raises(ChainError) as told:
        challenger.prove(replace(fault, arguments=lambda: before), sequence, None)
    assert str(told.value) == (
        f"the operators in force keep changing while {signed_twice} is proven to have signed twice"
    )
    assert not list((challenger.state / "challenges").iterdir())


def suspend(registry, guardian, operators):
    at = registry.web3_contract.functions.suspend(operators[0], operators).build_transaction({"from": guardian.address})
    guardian.transfer(registry.address, data=at["data"])


@pytest.mark.parametrize(
    "answers",
    [(TRUTH, lie(1), lie(1)), (TRUTH, TRUTH, lie(0))],
    ids=["has a commitment that was taken back", "does not have the commitment yet"],
)
def test_a_node_that_is_behind_is_asked_again(answers, faulted, faulty, challenger_through, stranger):
    before, behind = stranger.nonce, challenger_through()
    faulty.faults = list(answers)
    done = behind.prove(*faulted)
    assert (done.overtaken, done.reward, stranger.nonce - before) == (False, SLICE // 2, 3)
    assert not faulty.faults


def test_on_a_live_network_the_challenger_waits(faulted, faulty, challenger, vintage):
    """Nobody can move its clock; here it goes on whenever the challenger waits for it."""
    waited = []

    def pause(seconds):
        if seconds == POLL_SECONDS:
            waited.append(seconds)
            chain.sleep(MINUTE // 2)
            chain.mine()

    faulty.altered = {"web3_clientVersion": lambda _: "Geth/v1.16.4"}
    live = Vintage(OracleAt(connect(faulty.url, chain_id=1337), vintage.oracle.address), VINTAGE)
    done = replace(challenger, vintage=live, sender=replace(challenger.sender, pause=pause)).prove(*faulted)
    assert (done.overtaken, done.reward) == (False, SLICE // 2)
    assert waited == [POLL_SECONDS] * 2
