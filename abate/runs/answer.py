"""Answering: every open demand that the exchanged files can answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from abate.chain.refusals import RefusalError
from abate.chain.sender import Sender
from abate.oracle.case import Case
from abate.oracle.demanding import Asked, answer_to, asked
from abate.oracle.folder import BatchFolder
from abate.oracle.postings import Posting, postings
from abate.runs.challenge import Docket

LATE = ("NotOpen", "AnswerTooLate")
"""Somebody else answered before, or the time is over."""


@dataclass(frozen=True)
class Answered:
    """What came of one look at all demands.

    Attributes:
        open: demands that could be answered.
        done: those answered now.
        overtaken: those that others had answered meanwhile, or whose time was over.
    """

    open: list[Asked]
    done: list[Asked]
    overtaken: list[Asked]

    @property
    def closed(self) -> int:
        """Demands that the files do not answer."""
        return len(self.open) - len(self.done) - len(self.overtaken)


def answer(docket: Docket, sender: Sender, wanted: Callable[[Asked, Posting], bool] = lambda one, of: True) -> Answered:
    """Answer every open demand that the files answer.

    Args:
        docket: what to look at.
        sender: who answers, and takes half of the bonds.
        wanted: whether a demand about a batch is to be answered.

    Raises:
        RefusalError: a contract does not take an answer that it should.
        ChainError: the node failed; run again to go on.
    """
    vintage, demands, first = docket.vintage, docket.demands, docket.first_block
    now = vintage.oracle.chain.now()
    waiting = [one for one in asked(demands, first, vintage.year) if one.is_open(now)]
    posted = {one.batch.sequence: one for one in postings(vintage, docket.challenges, first)} if waiting else {}
    result = Answered([one for one in waiting if wanted(one, posted[one.demand.sequence])], [], [])
    final = vintage.final_leaves(docket.exchange) if result.open else None
    for one in result.open:
        call = answer_to(demands, one.demand, case_of(docket, posted[one.demand.sequence]), final)
        if call is None:
            continue
        try:
            sender.send(call, f"answer/{one.id.hex()}")
            result.done.append(one)
        except RefusalError as problem:
            if problem.name not in LATE:
                raise
            result.overtaken.append(one)
    return result


def case_of(docket: Docket, posting: Posting) -> Case:
    """A batch with its files."""
    folder = BatchFolder.numbered(docket.exchange, posting.batch.vintage, posting.batch.sequence)
    return Case(folder, docket.vintage.deployment, posting, docket.enrolment, docket.terms)
