"""An operator's place, held open: everything that duties work with, and what they remember between two looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from abate.chain.sender import Sender
from abate.chain.signer import KeySigner
from abate.credits import Methodology
from abate.daemon.log import Log
from abate.daemon.look import Look
from abate.daemon.metrics import Metrics
from abate.daemon.purse import Purse
from abate.daemon.stop import Stop
from abate.daemon.turns import Place, Turns
from abate.daemon.words import Duty, Said
from abate.deploy.contracts import Contracts
from abate.emissions import FactorLibrary, Manifest
from abate.enrolment import Enrolment, load_enrolment
from abate.exchange.share import Share
from abate.oracle.computed import compute
from abate.oracle.desk import Desk
from abate.oracle.examine import Findings
from abate.oracle.figures import Figures, Gathered
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Moment
from abate.oracle.onchain import Vintage
from abate.oracle.steps import Workplace
from abate.oracle.terms import Terms
from abate.runs.challenge import Docket
from abate.wallet.wallet import Wallet


@dataclass
class EnrolmentFile:
    """The enrolment as it lies on the disk; read anew when it changes: a key that was destroyed is gone here too.

    Attributes:
        path: the encrypted file.
        passphrase: what opens it.
    """

    path: Path
    passphrase: str = field(repr=False)
    _read: tuple[tuple[int, int], Enrolment] | None = field(default=None, repr=False)

    def present(self) -> Enrolment:
        """The enrolment.

        Raises:
            InputError: the file cannot be read.
        """
        there = self.path.stat() if self.path.exists() else None
        seen = (0, 0) if there is None else (there.st_mtime_ns, there.st_size)
        if self._read is None or self._read[0] != seen:
            self._read = (seen, load_enrolment(self.path, self.passphrase))
        return self._read[1]


@dataclass
class Memo:
    """What saves looking twice; all of it is found out again after a restart.

    It is forgotten when the chain changes, and when the enrolment does: a person who was erased is gone here too.

    Attributes:
        gathered: this operator's observations of the present batch.
        no_data: batch and files for which nobody's data reached the period's end.
        refused: drafts, by what their files look like, that did not agree with the operators' figures.
        relayed: records of final batches of which nothing is due.
        challenged: what batches and files looked like when they were last examined.
        findings: what was found in each batch, by its record.
        demanded: what was looked at for demands.
        compared: records of others' batches whose figures were held against this operator's own.
        postponed: faults that wait for this operator's turn to be proven, with its place.
        issued: what of a final batch was issued when it was first seen, by its record.
    """

    gathered: tuple[Moment, Gathered] | None = None
    no_data: Any = None
    refused: set[Any] = field(default_factory=set)
    relayed: set[bytes] = field(default_factory=set)
    challenged: Any = None
    findings: dict[bytes, Findings] = field(default_factory=dict)
    demanded: Any = None
    compared: set[bytes] = field(default_factory=set)
    postponed: dict[tuple[str, object], Place] = field(default_factory=dict)
    issued: dict[bytes, int] = field(default_factory=dict)


@dataclass
class Office:
    """One operator at one deployment.

    Attributes:
        contracts: the deployment.
        vintage: oracle and year.
        methodology: the programme's.
        manifest: the operator's activity data.
        terms: what figures are worth in the vintage.
        share: the exchange.
        state: the operator's own private folder.
        key: the operator's key.
        sender: who pays for feeding, proofs and answers; with its journal.
        stakes: journal of demands, beside the sender's.
        purse: what may be spent.
        enrolment: who takes part.
        known: operators, among whom all in force are.
        receipts: where receipts of erasures are put.
        patience: seconds that others get for their roots, and again for their figures.
        command: ``abate oracle {step}`` with this operator's options, for a person to copy.
        log, metrics, turns, stop: of this process.
    """

    contracts: Contracts
    vintage: Vintage
    methodology: Methodology
    manifest: Manifest
    terms: Terms
    share: Share
    state: Path
    key: KeySigner
    sender: Sender
    stakes: Path
    purse: Purse
    enrolment: EnrolmentFile
    known: Sequence[str]
    receipts: Path
    patience: float
    command: Callable[[str], str]
    log: Log
    metrics: Metrics
    turns: Turns
    stop: Stop
    memo: Memo = field(default_factory=Memo)
    _work: tuple[Enrolment, Workplace] | None = field(default=None, repr=False)

    @property
    def me(self) -> str:
        """The operator's address."""
        return str(self.key.address)

    @property
    def wallet(self) -> Wallet:
        """For what takes approvals; tells nothing by itself."""
        return Wallet(self.contracts, self.sender, self.stakes)

    def work(self) -> Workplace:
        """Where steps are taken, with the present enrolment."""
        enrolment = self.enrolment.present()
        if self._work is None or self._work[0] is not enrolment:
            self.forget()
            desk = Desk(self.key.account, self.state, self.share.folder, enrolment)
            self._work = (enrolment, Workplace(self.vintage, desk, self.share, self.terms))
        return self._work[1]

    def docket(self) -> Docket:
        """What can be questioned."""
        return Docket(
            vintage=self.vintage,
            challenges=self.contracts.challenges,
            demands=self.contracts.demands,
            first_block=self.contracts.deployment.first_block(),
            exchange=self.share.folder,
            state=self.state,
            enrolment=self.enrolment.present(),
            terms=self.terms,
            known=self.known,
        )

    def folder(self, sequence: int) -> BatchFolder:
        """A batch's folder in the exchange."""
        return self.share.batch(self.vintage.year, sequence)

    def figures(self, look: Look) -> Figures:
        """This operator's figures through the end of the period that is due."""
        assert look.period is not None
        library = FactorLibrary.load()
        return compute(self.manifest, self.methodology, library, self.vintage.year, look.period)

    def need_person(self, what: tuple[Any, ...], kind: str, **fields: Any) -> None:
        """Ask for a person, once for each thing."""
        if self.log.say_once((kind, *what), Said.PERSON_NEEDED, kind=kind, **fields):
            self.metrics.person_needed.labels(kind).inc()

    def needs_nobody(self, what: tuple[Any, ...], kind: str) -> None:
        """The reason is over; the next time a person is asked for anew."""
        self.log.again((kind, *what))

    def overtaken(self, duty: Duty, **fields: Any) -> None:
        """Say that another operator was quicker: nothing is wrong, and nothing is left to do."""
        self.log.say(Said.OVERTAKEN, duty=duty.value, **fields)
        self.metrics.overtaken.labels(duty).inc()

    def forget(self) -> None:
        """The chain changed: look at everything anew."""
        self.memo = Memo()


def is_older(file: Path, seconds: float) -> bool:
    """Whether a file of this operator's own was laid so long ago, by this machine's clock; no file is not old."""
    return file.exists() and time.time() - file.stat().st_mtime >= seconds


def seen_of(*files: Path) -> tuple[tuple[str, int, int], ...]:
    """What files look like without reading them: changed files look different."""
    found = []
    for file in files:
        try:
            there = file.stat()
        except FileNotFoundError:
            continue
        found.append((str(file), there.st_mtime_ns, there.st_size))
    return tuple(found)
