"""Demands are answered from the files, or make a batch fall; disputes are defended."""

import shutil

import pytest
from brownie import accounts, chain

from abate.chain.times import moment
from tests.chain.operators.people import ENROLMENT

DAY = 24 * 3600


@pytest.fixture(scope="module")
def posted_once(signed_once, at_work):
    """The folders once that batch is posted; it stays in its challenge window in every test here."""
    folder, run = at_work(signed_once)
    run(1, "post")
    return folder


@pytest.fixture
def posted(posted_once, operators, tmp_path):
    """A batch of July, in its challenge window, and a copy of all files for the test."""
    shutil.copytree(posted_once, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def demanded(posted, abate, operators, exchange, money, contracts):
    """The third operator demands the numbers of one account."""
    money(operators[2], contracts.demands.demand_terms().bond)
    return abate(operators[2], "demand", *exchange, *ENROLMENT, "--of", accounts[12].address)


def test_a_demand_is_answered_from_the_files(demanded, abate, operators, exchange, contracts, money):
    bond = contracts.demands.demand_terms().bond
    assert demanded == {"demands": "1", "bond of each, base units": str(bond)}
    assert abate(operators[0], "status", *exchange)["open demands"].startswith("1, the next to be answered by 2013-")

    told = abate(operators[0], "answer", *exchange, *ENROLMENT)
    assert (told["open demands"], told["answered"], told["to withdraw"]) == ("1", "1", str(bond // 2))
    (event,) = contracts.demands.events("NumbersAnswered", 0)
    # emissions as the two operators read them who are right
    assert (event["account"], event["numbers"]["emissions"]) == (accounts[12].address, 236_269)
    again = abate(operators[1], "answer", *exchange, *ENROLMENT)
    assert (again["open demands"], again["answered"]) == ("0", "0")

    assert abate(operators[0], "withdraw-reward")["from demands"] == str(bond // 2)
    assert money(operators[0], 0).balanceOf(operators[0].address) == bond // 2
    assert abate(operators[0], "status", *exchange)["open demands"] == "0"


def test_an_unanswered_demand_makes_the_batch_fall(demanded, abate, operators, exchange, contracts):
    third, registry = operators[2], contracts.registry
    dry = abate(third, "challenge", *exchange, *ENROLMENT, "--dry-run")
    assert dry["unanswered"] == 0
    chain.sleep(contracts.demands.demand_terms().answer_time)
    chain.mine()

    assert abate(third, "challenge", *exchange, *ENROLMENT, "--dry-run")["unanswered"] == 1
    assert abate(third, "challenge", *exchange, *ENROLMENT)["unanswered"] == 1
    assert contracts.oracle.pending_batch(2013)[0].sequence == 0
    terms = registry.bond_terms()
    bonds = [registry.operator_of(who.address).bond for who in operators]
    # the third one signed too: whoever challenges its own batch loses more than it gains
    assert bonds == [terms.size - terms.slice, terms.size, terms.size - terms.slice]
    assert registry.reward_of(third.address) == terms.slice // 2
    told = abate(third, "status", *exchange)
    assert (told["proven wrong"], told["pending batch"], told["unanswered demands"]) == ("batch 1", "none", "0")
    assert abate(third, "withdraw-reward")["for proofs"] == str(terms.slice // 2)


def test_what_is_demanded_must_be_named(posted, abate, operators, exchange):
    told = abate(operators[2], "demand", *exchange, *ENROLMENT)
    assert told == (2, "abate: nothing is demanded; name accounts with --of, or give --closed")
    stranger = accounts[29].address
    told = abate(operators[2], "demand", *exchange, *ENROLMENT, "--of", stranger)
    assert told == (2, f"abate: {stranger} has no leaf in batch 1 of 2013, nor in a final batch before it")


def test_closed_reports_are_demanded(posted, abate, operators, exchange, contracts, money, tmp_path):
    """Without reports and figures in the folder, nothing opens."""
    folder = tmp_path / "exchange" / "2013-0001"
    for file in (folder / "reports.parquet", *folder.glob("observations/*")):
        file.unlink()
    bond = contracts.demands.demand_terms().bond
    money(operators[2], 8 * bond)
    told = abate(operators[2], "demand", *exchange, *ENROLMENT, "--closed")
    assert told["demands"] == "8"
    assert abate(operators[0], "answer", *exchange, *ENROLMENT)["the files do not answer"] == "8"


def test_a_dispute_is_defended(posted, abate, operators, exchange, contracts, money):
    stake = contracts.disputes.dispute_terms().stake
    for who in operators[1:]:
        money(who, stake)
    abate(operators[2], "dispute", "--evidence", "0x" + "11" * 32, "--of", accounts[12].address)
    ((name, disputed),) = contracts.disputes.disputes_since(0)
    assert (disputed.account, disputed.sequence) == (accounts[12].address, 1)
    end = contracts.oracle.window_of(2013, 1).end
    assert abate(operators[1], "status", *exchange)["disputes"] == (
        f"0x{name.hex()} of batch 1: open, to be defended by {moment(end + DAY)}, ruling by {moment(end + 3 * DAY)}"
    )

    assert abate(operators[1], "defend", "--dispute", f"0x{name.hex()}")["batch"] == "1 of 2013"
    assert contracts.disputes.standing_of(name).defender == operators[1].address


def test_a_name_that_is_no_dispute_is_told(posted, abate, operators):
    name = "0x" + "22" * 32
    told = abate(operators[1], "defend", "--dispute", name)
    assert told == (2, f"abate: --dispute: {name} is no dispute of this deployment")
    told = abate(operators[1], "dispute", "--evidence", "abc")
    assert told == (2, "abate: 'abc' is not 32 bytes in hexadecimal")
