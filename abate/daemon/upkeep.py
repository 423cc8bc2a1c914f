"""Duties that are nobody's in particular: fetch, relay, finish erasures. Each says whether it did something."""

from __future__ import annotations

from abate.daemon.look import Look
from abate.daemon.office import Office
from abate.daemon.turns import place_of
from abate.daemon.words import Duty, Said
from abate.oracle.erasure import finish, unfinished
from abate.oracle.postings import Standing
from abate.oracle.relay import relay as relay_batch

RELAY_TURNS = 4
"""Relaying takes long: the next operator waits so many times longer, and begins again whenever something was issued."""


def fetch(office: Office, look: Look) -> bool:
    """See what the others laid, and send what a run that was killed had not."""
    office.share.fetch()
    return False


def relay(office: Office, look: Look) -> bool:
    """Issue to everybody what the final batch says, where no other operator does."""
    final = look.final
    # a final batch that was proven wrong issues nothing more
    standing = look.posting(Standing.FINAL)
    if not final.sequence or final.record in office.memo.relayed or standing is None:
        return False
    office.log.say_once(("final", final.record), Said.FINAL, sequence=final.sequence)
    issued = office.vintage.credit().total_issued()
    # whoever begins now where another one is in the middle of it would do the same twice
    behind = issued != office.memo.issued.setdefault(final.record, issued)
    mine = place_of(office.me, look.operator_set.operators, final.sequence)
    if not office.turns.has_come(("relay", final.record, issued), mine, RELAY_TURNS, behind):
        return False
    leaves = office.vintage.final_leaves(office.share.folder)
    assert leaves is not None
    done = relay_batch(office.vintage, leaves, office.sender)
    office.memo.relayed.add(final.record)
    prune(office, final.sequence)
    if done.overtaken:
        office.overtaken(Duty.RELAY, sequence=final.sequence, count=done.overtaken)
    if not done.receipts:
        return False
    office.log.say(
        Said.RELAYED, sequence=final.sequence, accounts=done.accounts, gas=done.gas, count=len(done.receipts)
    )
    return True


def erase(office: Office, look: Look) -> bool:
    """Sign the receipts of erasures that a killed command left, now that the keys are destroyed."""
    enrolment = office.work().desk.enrolment
    begun = unfinished(office.state, enrolment)
    for one in begun:
        finish(office.state, office.receipts, one, office.vintage.deployment, office.key.account, enrolment)
        office.log.say(Said.ERASED, sequence=one.sequence, count=1)
    return bool(begun)


def prune(office: Office, final: int) -> None:
    """Strike the steps of batches before the final one from the journal: a whole window lies between."""
    journal, year = office.sender.journal, office.vintage.year
    assert journal is not None
    for step in journal.steps():
        kind, _, rest = step.partition("/")
        named = rest.split("/")
        if kind in ("post", "relay") and named[0] == str(year) and int(named[1]) < final:
            journal.forget(step)
