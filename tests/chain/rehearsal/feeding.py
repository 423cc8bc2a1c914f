"""Scenes two and three: an undisturbed period, and one whose first batch is false."""

import shutil

from abate.credits import load_methodology
from abate.emissions import Period, load_manifest
from abate.enrolment import Cost, Enrolment, create_enrolment
from abate.enrolment import file as enrolment_file
from abate.oracle.computed import end_of
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import publish_signature
from tests.chain.feeding.bent import wrong_credits
from tests.chain.rehearsal.deploying import die_or_fall
from tests.chain.rehearsal.people import HOMES
from tests.chain.rehearsal.rehearsal import EXCHANGE, PROGRAMME
from tests.chain.rehearsal.slots import wait_for
from tests.chain.rehearsal.wallet import waiting

PASSPHRASE = "the operators' words"
ENROLLED = ["--enrolment", "people.enrolment", "--enrolment-passphrase-file", "enrolment-passphrase"]


def enrol(rehearsal):
    """Who has which account, in one encrypted file of which each operator has a copy."""
    made = Enrolment.empty().with_people(list(HOMES), [rehearsal[home].address for home in HOMES])
    before, enrolment_file.STANDARD = enrolment_file.STANDARD, Cost(n=2**4)
    try:
        create_enrolment(rehearsal.folder / "people.enrolment", PASSPHRASE, made)
    finally:
        enrolment_file.STANDARD = before
    for operator in rehearsal.operators:
        shutil.copy(rehearsal.folder / "people.enrolment", operator.home)
        (operator.home / "enrolment-passphrase").write_text(PASSPHRASE + "\n")
        (operator.home / "enrolment-passphrase").chmod(0o600)


def step(who, name, *more):
    """A command of an operator, as ``Commands`` takes it."""
    return (who, "oracle", name, PROGRAMME, "--exchange", f"../{EXCHANGE}", *more)


def through(rehearsal, period):
    """The end of a period."""
    manifest = load_manifest(rehearsal.operators[0].home / "samples" / "sydney-homes" / "manifest.toml")
    return end_of(manifest, Period.parse(period))


def observe(rehearsal, period):
    """All operators sign the root of their figures, then show them; each time all at once."""
    rehearsal.slots.skip_to(through(rehearsal, period))
    own = ["--period", period, *ENROLLED]
    for _ in range(2):
        done = rehearsal.commands.done(*(step(who, "observe", *own) for who in rehearsal.operators))
    assert [each["figures"] for each in done] == ["shown, sealed"] * 3


def agree(rehearsal, period):
    """One aggregates, two sign."""
    first, second, third = rehearsal.operators
    own = ["--period", period, *ENROLLED]
    draft = rehearsal.commands.run(*step(second, "aggregate", *own))
    assert draft["disagreements"] == []
    rehearsal.commands.done(*(step(who, "sign", *own) for who in (first, third)))
    return draft


def wait_and_relay(rehearsal, who):
    """After its window the batch is final, and anybody issues what it says."""
    _, final_at = rehearsal.contracts.oracle.pending_batch(2013)
    rehearsal.slots.skip_to(final_at)
    return rehearsal.commands.run(*step(who, "relay"))


def first_period(rehearsal):
    """July 2013; the operator who posts, and its node, die in the middle of it."""
    rehearsal.slots.skip_to(through(rehearsal, "2013-07"))
    observe(rehearsal, "2013-07")
    draft = agree(rehearsal, "2013-07")
    poster = rehearsal.operators[1]
    before, post = rehearsal.nonce(poster), step(poster, "post", "--period", "2013-07")
    with rehearsal.slots.held():
        process = rehearsal.commands.start(*post)
        wait_for(lambda: waiting(poster.url, poster.address) or process.poll() is not None, rehearsal.slots)
        assert process.poll() is None, process.communicate()[0]
        die_or_fall(rehearsal, process, poster, "a batch was being posted")
    posted = rehearsal.commands.run(*post)
    assert (posted["root"], rehearsal.nonce(poster)) == (draft["root"], before + 1)
    relayed = wait_and_relay(rehearsal, rehearsal.operators[0])
    assert relayed["left at the cap"] == "0"


def second_period(rehearsal):
    """August 2013: two operators sign a false batch; the third proves it; it falls, and the right one is posted."""
    observe(rehearsal, "2013-08")
    collude(rehearsal)
    first, second, third = rehearsal.operators
    rehearsal.commands.run(*step(second, "post", "--period", "2013-08"))
    done = rehearsal.commands.run(*step(third, "challenge", *ENROLLED))
    assert [(each["kind"], each["sequence"], each["overtaken"]) for each in done["proven"]] == [
        ("WrongCredits", 2, False)
    ], done
    registry, terms = rehearsal.contracts.registry, rehearsal.contracts.registry.bond_terms()
    rehearsal.seen.slashed = [registry.operator_of(who.address).bond for who in rehearsal.operators]
    assert rehearsal.contracts.oracle.pending_batch(2013)[0].sequence == 0
    assert registry.reward_of(third.address) == terms.slice // 2
    for who in (first, second):
        assert rehearsal.commands.run(who, "oracle", "top-up", PROGRAMME)["in force"] == "yes"
    observe(rehearsal, "2013-08")
    draft = agree(rehearsal, "2013-08")
    assert draft["batch"] == "3 of 2013"
    rehearsal.commands.run(*step(second, "post", "--period", "2013-08"))
    wait_and_relay(rehearsal, first)
    rehearsal.commands.run(third, "oracle", "withdraw-reward", PROGRAMME)


def collude(rehearsal):
    """The first two operators, with a program of their own, credit one home 1 g too much and sign that."""
    first, second, _ = rehearsal.operators
    vintage = Vintage(rehearsal.contracts.oracle, 2013)
    enrolment = enrolment_file.load_enrolment(first.home / "people.enrolment", PASSPHRASE)
    desk = Desk(first.account, first.home / "oracle-state", rehearsal.exchange, enrolment)
    terms = vintage.terms(load_methodology(first.home / "programmes" / "demo" / "methodology.toml"))
    known = vintage.operator_set([who.address for who in rehearsal.operators])
    now, previous = vintage.oracle.chain.now(), vintage.final_leaves(rehearsal.exchange)
    moment = vintage.next_moment(through(rehearsal, "2013-08"))
    draft = wrong_credits(desk.derive(moment, terms, known, previous, now + 7 * 24 * 3600))
    write_draft(desk.folder(moment), draft)
    for who in (first, second):
        publish_signature(desk.folder(moment), moment.deployment, draft.batch, who.account, now)
