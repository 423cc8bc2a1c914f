"""Two operators collude on a false batch: the third's daemon makes it fall, and answers for its own batches in time."""

import pytest
from brownie import accounts, chain, web3

from abate.credits import load_methodology
from abate.enrolment import load_enrolment
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import publish_signature
from tests.chain.daemon.running import until
from tests.chain.feeding.bent import wrong_credits
from tests.chain.feeding.conftest import DAY, JULY, WINDOW
from tests.chain.operators.people import ENROLMENT, PASSPHRASE, PERIOD
from tests.chain.programmes import sender_of
from tests.library.docs.test_operations_page import parsed
from tests.library.oracle.conftest import keys_of

MINUTE = 60
ARBITER = 6
IN_TURN = ["--turn", "2"]
"""A turn in which a busy machine too can answer a demand; the next signer would answer after it."""


@pytest.fixture
def bent(shown, abate, operators, contracts, place, exchange):
    """The first two sign a batch that credits one home 1 g too much, and post it."""
    enrolment = load_enrolment(operators[0].home / "people.enrolment", PASSPHRASE)
    keys, vintage = keys_of(3), Vintage(contracts.oracle, 2013)
    desk = Desk(keys[0], operators[0].home / "oracle-state", exchange, enrolment)
    terms = vintage.terms(load_methodology(place / "programmes" / "demo" / "methodology.toml"))
    moment, known = vintage.moment(JULY), vintage.operator_set([key.address for key in keys])
    draft = wrong_credits(desk.derive(moment, terms, known, None, contracts.chain.now() + WINDOW))
    write_draft(desk.folder(moment), draft)
    for key in keys[:2]:
        publish_signature(desk.folder(moment), moment.deployment, draft.batch, key, contracts.chain.now())
    abate(operators[0], "post", "--exchange", exchange, *PERIOD)


def test_the_third_operators_daemon_makes_a_false_batch_fall(bent, nursery, operators, contracts, exchange):
    third, registry = operators[2], contracts.registry
    terms, before = registry.bond_terms(), web3.eth.get_transaction_count(third.address)
    daemon = nursery.start(third, exchange)

    until(lambda: daemon.said("challenged", reason="committed: the credits are not what the figures earn"))
    assert daemon.said("fault_found", sequence=1, kind="WrongCredits", count=1)
    until(lambda: daemon.metric("provable_faults") == 1)
    # the commitment is not old enough: the daemon goes on with other duties, and outlives being killed meanwhile
    daemon.kill()
    daemon = nursery.start(third, exchange)
    until(lambda: daemon.said("started") and daemon.metric("looked_at_seconds"))
    assert contracts.oracle.pending_batch(2013)[0].sequence == 1
    chain.sleep(MINUTE)
    chain.mine()

    until(lambda: registry.reward_of(third.address) == terms.slice // 2)
    assert contracts.oracle.pending_batch(2013)[0].sequence == 0
    bonds = [registry.operator_of(who.address).bond for who in operators]
    assert bonds == [terms.size - terms.slice, terms.size - terms.slice, terms.size]
    until(lambda: daemon.metrics()["faulted_batches",] == 1 and daemon.metric("reward") == terms.slice // 2)
    # commit, prove, collect; each once
    assert web3.eth.get_transaction_count(third.address) - before == 3
    assert not list((third.home / "oracle-state" / "challenges").iterdir())
    assert daemon.stop() == 0


def test_who_signed_a_false_batch_itself_asks_a_person(bent, nursery, operators, contracts, exchange):
    """The first operator's key signed it: proving it would cost its own bond."""
    first, before = operators[0], web3.eth.get_transaction_count(operators[0].address)
    daemon = nursery.start(first, exchange)
    (line,) = until(lambda: daemon.said("person_needed", kind="own_fault"))
    assert line["command"] == (
        f"abate oracle challenge programmes/demo/programme.toml --exchange {exchange} --enrolment people.enrolment "
        "--state oracle-state"
    )
    until(lambda: daemon.metric("person_needed_total", "own_fault") == 1)
    assert contracts.oracle.pending_batch(2013)[0].sequence == 1
    assert web3.eth.get_transaction_count(first.address) == before


def test_who_lost_a_slice_is_told_until_the_bond_is_whole(bent, abate, nursery, operators, contracts, exchange, money):
    first, terms = operators[0], contracts.registry.bond_terms()
    daemon = nursery.start(first, exchange)
    until(lambda: daemon.metric("looked_at_seconds"))
    assert daemon.said("person_needed", kind="bond") == []
    abate(operators[2], "challenge", "--exchange", exchange, *ENROLMENT)
    (wrong,) = until(lambda: daemon.said("person_needed", kind="own_batch_faulted", sequence=1))
    assert wrong["command"].startswith("abate oracle status programmes/demo/programme.toml --exchange ")
    (out,) = until(lambda: daemon.said("person_needed", kind="bond"))
    assert out["command"] == "abate oracle top-up programmes/demo/programme.toml"
    assert [parsed(line["command"])[-1] for line in (wrong, out)] == ["status", "top-up"]
    until(lambda: daemon.health()[0] == 503)
    assert daemon.metric("person_needed_total", "bond") == 1
    assert daemon.metric("bond") == terms.size - terms.slice

    money(first, terms.slice)
    assert abate(first, "top-up")["in force"] == "yes"
    until(lambda: daemon.metric("in_force") == 1)
    until(lambda: daemon.health() == (200, []))
    assert len(daemon.said("person_needed", kind="bond")) == 1


@pytest.fixture
def posted(signed, abate, operators, exchange):
    """An honest batch of the first and the third operator."""
    abate(operators[0], "post", "--exchange", exchange, *PERIOD)


@pytest.fixture
def demanded(posted, abate, operators, exchange, money, contracts):
    """The second operator demands the numbers of one account."""
    money(operators[1], contracts.demands.demand_terms().bond)
    abate(operators[1], "demand", "--exchange", exchange, *ENROLMENT, "--of", accounts[12].address)


def test_a_demand_is_answered_once_by_one_of_the_signers(demanded, nursery, operators, contracts, exchange):
    before = [web3.eth.get_transaction_count(who.address) for who in operators]
    daemons = [nursery.start(who, exchange, *IN_TURN) for who in operators]
    until(lambda: [daemon for daemon in daemons if daemon.said("answered", sequence=1)])
    assert [len(daemon.said("asked", sequence=1)) for daemon in daemons] == [1, 0, 1]
    (event,) = contracts.demands.events("NumbersAnswered", 0)
    assert (event["account"], event["numbers"]["emissions"]) == (accounts[12].address, 236_269)
    until(lambda: all(daemon.metrics().get(("open_demands", "own")) == 0 for daemon in daemons))
    sent = [web3.eth.get_transaction_count(who.address) - count for who, count in zip(operators, before, strict=True)]
    assert (sum(sent), sent[1]) == (1, 0)
    assert "236269" not in "".join(daemon.text for daemon in daemons)
    assert [daemon.stop() for daemon in daemons] == [0, 0, 0]


def test_a_dispute_is_told_with_the_command_that_defends(posted, abate, nursery, operators, contracts, exchange, money):
    money(operators[1], contracts.disputes.dispute_terms().stake)
    abate(operators[1], "dispute", "--evidence", "0x" + "11" * 32, "--of", accounts[12].address)
    ((name, _),) = contracts.disputes.disputes_since(0)
    daemon, before = nursery.start(operators[2], exchange), web3.eth.get_transaction_count(operators[2].address)
    (line,) = until(lambda: daemon.said("person_needed", kind="disputed"))
    assert line["command"] == f"abate oracle defend programmes/demo/programme.toml --dispute 0x{name.hex()}"
    assert parsed(line["command"]) == ("oracle", "defend")
    until(lambda: daemon.metric("disputed_batches") == 1)
    assert web3.eth.get_transaction_count(operators[2].address) == before

    chain.sleep(WINDOW + DAY)
    chain.mine()
    dispute = contracts.disputes.disputes_since(0)[0][1]
    sender_of(accounts[ARBITER]).send(contracts.disputes.rule(dispute, True))
    (ruled,) = until(lambda: daemon.said("ruled", sequence=1))
    assert ruled["kind"] == "wrong"
    assert until(lambda: daemon.said("person_needed", kind="own_batch_faulted", sequence=1))


def test_what_is_withheld_is_demanded(posted, nursery, operators, contracts, exchange, money):
    """Reports and figures of the others' batch are gone; the second operator did not sign it."""
    folder, terms = exchange / "2013-0001", contracts.demands.demand_terms()
    for file in (folder / "reports.parquet", *folder.glob("observations/*")):
        file.unlink()
    money(operators[1], 8 * terms.bond)
    daemon = nursery.start(operators[1], exchange)
    until(lambda: daemon.metric("looked_at_seconds"))
    assert contracts.demands.events("Demanded", 0) == []
    chain.sleep(terms.demand_time // 2)
    chain.mine()
    # one after the other, until it has enough of them
    until(lambda: len(contracts.demands.events("Demanded", 0)) == 4)
    until(lambda: daemon.metrics().get(("open_demands", "other")) == 4)
    chain.sleep(terms.answer_time)
    chain.mine()
    until(lambda: contracts.oracle.pending_batch(2013)[0].sequence == 0)
    until(lambda: daemon.metric("reward") == contracts.registry.bond_terms().slice // 2)
    assert len(contracts.demands.events("Demanded", 0)) == 4
