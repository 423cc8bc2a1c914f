"""Proving a fault: commit, wait, reveal, collect. Killed at any moment it goes on where it was.

The proof is made once, salt and all, and lies in the challenger's own folder before its commitment is sent: what was
committed to can be revealed byte for byte, whatever becomes of the exchanged files meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from abate.chain.call import Call
from abate.chain.challenges import BatchChallenges, commitment_of
from abate.chain.demands import BatchDemands
from abate.chain.disputes import Dispute
from abate.chain.local_time import advance_to
from abate.chain.refusals import RefusalError
from abate.chain.registry import OperatorRegistry
from abate.chain.sender import Sender
from abate.errors import ChainError, IntegrityError
from abate.files import PRIVATE, json_text, read_json, write_atomically
from abate.oracle.demanding import Asked
from abate.oracle.faults import Fault, Kind
from abate.oracle.onchain import Vintage
from abate.oracle.postings import PROVABLE, Posting, Standing

FORMAT: Final = "abate-challenge/1"
POLL_SECONDS: Final = 2.0
RETRIES: Final = 5
TOO_LATE: Final = ("AlreadyFaulted", "NotChallengeable", "AlreadyProven")
"""Somebody else proved this batch, or this operator, wrong before; or a later batch took its place."""
STALE: Final = ("NotCommitted", "CommitmentTooYoung")
"""A node that is behind, or a reorganisation that took the commitment back."""
Told = Callable[[str], None]


class UnripeError(ChainError):
    """A commitment is not old enough to be shown."""


@dataclass(frozen=True)
class Proof:
    """A proof as it is sent, kept until it is collected.

    Attributes:
        kind: what it proves.
        vintage, sequence: of which batch.
        record: of the batch as it was posted; zero for a proof that needs no batch.
        challenger: who commits and reveals.
        data: the call, salt included.
    """

    kind: Kind
    vintage: int
    sequence: int
    record: bytes
    challenger: str
    data: bytes = field(repr=False)

    def call(self, challenges: BatchChallenges) -> Call:
        """The call that reveals it."""
        return Call(f"proving that {self.kind.words}", challenges.address, self.data)

    @property
    def commitment(self) -> bytes:
        """What is committed to."""
        return commitment_of(Call("", None, self.data), self.challenger)


@dataclass(frozen=True)
class Proven:
    """What came of a challenge.

    Attributes:
        proof: what was proven.
        overtaken: somebody else was quicker, or the batch is gone: nothing was gained.
        reward: base units of the bonds' currency that the challenger may withdraw now, all challenges together.
    """

    proof: Proof
    overtaken: bool
    reward: int


@dataclass(frozen=True)
class Challenger:
    """Whoever proves faults.

    Attributes:
        vintage: oracle and year.
        challenges: where proofs go.
        sender: who pays, with a journal.
        state: the challenger's own folder.
        known: operators, among whom all in force are; asked again after each slashing.
        told: called with one line per step, without anything personal.
        patient: wait until a commitment is old enough; otherwise UnripeError says that it is not.
    """

    vintage: Vintage
    challenges: BatchChallenges
    sender: Sender
    state: Path
    known: Sequence[str]
    told: Told = lambda line: None
    patient: bool = True

    def prove(self, fault: Fault, sequence: int, posting: Posting | None) -> Proven:
        """Prove a fault, from wherever an earlier run left off.

        Args:
            fault: what is wrong.
            sequence: number of the batch.
            posting: the batch; None for an operator's two roots.

        Raises:
            RefusalError: the contract does not find it proven.
            ChainError: the node or the network failed; run again to go on.
        """
        file = self.file_of(fault.kind, sequence, fault.operator if posting is None else None)
        for _ in range(RETRIES):
            proof = self.read(file) if file.exists() else None
            if proof is not None and not self.fits(proof, posting):
                self.drop(file, proof)
                proof = None
            if proof is None:
                proof = self.make(fault, sequence, posting)
                self.write(file, proof)
            try:
                return self.finish(file, proof, posting)
            except RefusalError as problem:
                # the operators in force changed since a proof that names them was committed: it can never be revealed
                if problem.name != "WrongOperators" or posting is not None:
                    raise
                self.drop(file, proof)
        raise ChainError(f"the operators in force keep changing while {fault.operator} is proven to have signed twice")

    def resume(self, postings: Sequence[Posting]) -> list[Proven]:
        """Go on with what an earlier run had begun; what can no longer be proven is dropped.

        A batch that a reorganisation took back, or moved to another time, is looked at anew by the caller.
        """
        done = []
        for half in folder_of(self.state).glob(".*"):
            # a run was killed while it wrote this down: nothing was committed yet, and it opens somebody's report
            half.unlink()
        for file in sorted(folder_of(self.state).glob("*.json")):
            proof = self.read(file)
            posting = next((one for one in postings if one.record == proof.record), None)
            if proof.challenger != self.sender.address or proof.vintage != self.vintage.year:
                continue
            if posting is None and proof.kind is not Kind.TWO_ROOTS:
                self.drop(file, proof)
                continue
            if posting is not None and posting.standing is Standing.FAULTED and self.is_untold(proof):
                # somebody else was quicker: there is nothing to commit to any more
                self.drop(file, proof)
                done.append(Proven(proof, True, self.reward()))
                continue
            try:
                done.append(self.finish(file, proof, posting))
            except UnripeError:
                continue
            except RefusalError as problem:
                if problem.name != "WrongOperators" or posting is not None:
                    raise
                self.drop(file, proof)
        return done

    def is_untold(self, proof: Proof) -> bool:
        """Whether nothing of a proof is on chain yet."""
        found = self.challenges
        return not found.committed_at(proof.commitment) and not found.is_collectable(proof.commitment)

    def collect_waiting(self, demands: BatchDemands, questions: Sequence[Asked], postings: Sequence[Posting]) -> int:
        """Make batches fall whose demands nobody answered in time, and collect those faults; how many were collected.

        Args:
            demands: where the demands stand.
            questions: all demands of the vintage.
            postings: its batches.
        """
        collected, now = 0, self.vintage.oracle.chain.now()
        for one in questions:
            posting = next((each for each in postings if each.batch.root == one.demand.root), None)
            if posting is None:
                continue
            if one.is_unanswered(now) and posting.standing in PROVABLE:
                try:
                    self.sender.send(demands.prove_unanswered(one.demand), f"unanswered/{one.id.hex()}/prove")
                except RefusalError as problem:
                    if problem.name not in (*TOO_LATE, "NotOpen"):
                        raise
                self.told(f"nobody answered a demand in time: {posting.name} falls")
            collected += self.collect_named(one.id, one.standing.demander, posting, f"unanswered/{one.id.hex()}")
        return collected

    def collect_rulings(self, rulings: Sequence[tuple[bytes, Dispute]], postings: Sequence[Posting]) -> int:
        """Collect from the signers of batches that the arbiter ruled wrong; how many were collected.

        Args:
            rulings: disputes by their ids, each ruled wrong.
            postings: the vintage's batches.
        """
        collected = 0
        for name, disputed in rulings:
            for posting in postings:
                if posting.batch.sequence == disputed.sequence:
                    collected += self.collect_named(name, disputed.disputer, posting, f"ruled/{name.hex()}")
        return collected

    def collect_named(self, name: bytes, challenger: str, posting: Posting, step: str) -> int:
        """Collect a fault under its name, if it waits for that; how many were."""
        waits = self.challenges.is_collectable(name)
        if waits:
            current = self.vintage.operator_set(self.known).operators
            call = self.challenges.collect_under(name, challenger, posting.struct, posting.operators, current)
            self.sender.send(call, f"{step}/collect")
            self.told(f"collected: the signers of {posting.name} are slashed")
        self.forget(f"{step}/prove", f"{step}/collect")
        return int(waits)

    # ------------------------------------------------------------------------------------------------- the steps

    def finish(self, file: Path, proof: Proof, posting: Posting | None) -> Proven:
        """Commit, wait, reveal and collect, as far as it is not done."""
        if not self.challenges.is_collectable(proof.commitment) and not self.reveal(proof):
            self.drop(file, proof)
            return Proven(proof, True, self.reward())
        if posting is not None and self.challenges.is_collectable(proof.commitment):
            call = self.challenges.collect(
                proof.call(self.challenges),
                proof.challenger,
                posting.struct,
                posting.operators,
                self.vintage.operator_set(self.known).operators,
            )
            self.sender.send(call, self.step(proof, "collect"))
            self.told("collected: the signers are slashed")
        self.drop(file, proof)
        return Proven(proof, False, self.reward())

    def reveal(self, proof: Proof) -> bool:
        """Commit to the proof, let that age, and show it; False where somebody else was quicker."""
        call = proof.call(self.challenges)
        attempts = 0
        while True:
            attempts += 1
            try:
                self.commit(proof, call)
                self.sender.send(call, self.step(proof, "prove"))
            except RefusalError as problem:
                if problem.name == "AlreadyCommitted" and not self.challenges.committed_at(proof.commitment):
                    # revealed and collected before, and the journal is gone
                    return True
                if problem.name in TOO_LATE:
                    self.told(f"too late: {problem}")
                    return False
                if problem.name not in STALE or attempts == RETRIES:
                    raise
                self.sender.pause(self.pause)
                continue
            self.told(f"proven: {proof.kind.words}")
            return True

    def commit(self, proof: Proof, call: Call) -> None:
        """Announce the proof, unless it is, and let the commitment age."""
        if not self.challenges.committed_at(proof.commitment):
            self.sender.send(self.challenges.commit(call, proof.challenger), self.step(proof, "commit"))
            self.told(f"committed: {proof.kind.words}")
        committed = self.challenges.committed_at(proof.commitment)
        if committed:
            self.wait_until(committed + self.challenges.commitment_age())

    def wait_until(self, moment: int) -> None:
        """Wait until the chain's clock has come so far; a local chain's is moved.

        Raises:
            UnripeError: it has not, and whoever challenges comes back later.
        """
        chain = self.vintage.oracle.chain
        if not self.patient and chain.now() < moment:
            raise UnripeError(f"a commitment is shown from {moment} on, the chain's time is {chain.now()}")
        if chain.is_local:
            advance_to(chain, moment)
        while chain.now() < moment:
            self.sender.pause(self.pause)

    @property
    def pause(self) -> float:
        """Seconds between two looks at the chain."""
        return 0.05 if self.vintage.oracle.chain.is_local else POLL_SECONDS

    def reward(self) -> int:
        """What the challenger may withdraw."""
        registry = OperatorRegistry(self.challenges.chain, self.challenges.registry())
        return registry.reward_of(self.sender.address)

    # ------------------------------------------------------------------------------------------- keeping the proof

    def make(self, fault: Fault, sequence: int, posting: Posting | None) -> Proof:
        """The proof with a fresh salt."""
        call = self.challenges.prove(fault.kind.value, *fault.arguments(), secrets.token_bytes(32))
        record = bytes(32) if posting is None else posting.record
        return Proof(fault.kind, self.vintage.year, sequence, record, self.sender.address, call.data)

    def fits(self, proof: Proof, posting: Posting | None) -> bool:
        """Whether a proof of an earlier run is of this very posting, by this challenger."""
        same = posting is None or proof.record == posting.record
        return same and proof.challenger == self.sender.address

    def file_of(self, kind: Kind, sequence: int, operator: str | None) -> Path:
        """Where a proof lies until it is collected."""
        ends = [kind.value, operator] if operator else [kind.value]
        return folder_of(self.state) / f"{'-'.join([str(self.vintage.year), f'{sequence:04d}', *ends])}.json"

    def write(self, file: Path, proof: Proof) -> None:
        """Keep the proof, on the disk when this returns; it opens one person's report, so nobody else may read it."""
        content: dict[str, Any] = {
            "format": FORMAT,
            "chainId": self.vintage.deployment.chain_id,
            "oracle": self.vintage.deployment.oracle,
            "kind": proof.kind.value,
            "vintage": proof.vintage,
            "sequence": proof.sequence,
            "record": "0x" + proof.record.hex(),
            "challenger": proof.challenger,
            "data": "0x" + proof.data.hex(),
        }
        write_atomically(file, json_text(content), PRIVATE)

    def read(self, file: Path) -> Proof:
        """The reverse of ``write``.

        Raises:
            IntegrityError: not such a file, or of another deployment.
        """
        content = read_json(file)
        try:
            deployment = self.vintage.deployment
            if (content["chainId"], content["oracle"]) != (deployment.chain_id, deployment.oracle):
                raise ValueError(f"it is for {content['oracle']} on chain {content['chainId']}")
            return Proof(
                Kind(content["kind"]),
                int(content["vintage"]),
                int(content["sequence"]),
                bytes.fromhex(content["record"][2:]),
                content["challenger"],
                bytes.fromhex(content["data"][2:]),
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise IntegrityError(f"{file} is no challenge of this deployment: {problem}") from None

    def drop(self, file: Path, proof: Proof) -> None:
        """Forget a proof that is over."""
        file.unlink(missing_ok=True)
        self.forget(*(self.step(proof, name) for name in ("commit", "prove", "collect")))

    def forget(self, *steps: str) -> None:
        """Take steps that are over out of the journal."""
        if self.sender.journal is not None:
            for step in steps:
                self.sender.journal.forget(step)

    def step(self, proof: Proof, name: str) -> str:
        """The journal's name of a step."""
        return f"challenge/{proof.vintage}/{proof.sequence}/{proof.commitment.hex()}/{name}"


def folder_of(state: Path) -> Path:
    """Where proofs lie that are not collected yet."""
    return state / "challenges"
