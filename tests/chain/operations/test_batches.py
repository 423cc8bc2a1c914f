"""Rehearsals of docs/operations.md that are about a batch: disputed, demanded, proven wrong, revoked; and deficits."""

import pytest
from brownie import accounts

from abate.chain.times import moment
from abate.credits import load_methodology
from abate.enrolment import load_enrolment
from abate.oracle.desk import Desk
from abate.oracle.draft_files import write_draft
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import publish_signature
from tests.chain.feeding.bent import wrong_credits
from tests.chain.operations.conftest import STEP, through_a_period
from tests.chain.operations.runbook import run
from tests.chain.operators.people import PASSPHRASE
from tests.library.oracle.conftest import keys_of

DAY = 24 * 3600
WINDOW, AUGUST_ENDS = 3 * DAY, 1_377_957_600
FILES = "--exchange exchange --enrolment people.enrolment"
STATUS = "oracle status programme.toml --exchange exchange"


def credit_of(contracts, account):
    return contracts.credit.issued_to(account.address)


@pytest.fixture
def disputed(operators, funded, contracts):
    """Somebody disputes one home's data; the dispute's id."""
    third = operators[2]
    funded(third, contracts.disputes.dispute_terms().stake)
    home = accounts[12].address
    run(third, f"oracle dispute programme.toml --of {home} --evidence 0x{'11' * 32}")
    ((name, _),) = contracts.disputes.disputes_since(0)
    return f"0x{name.hex()}"


def test_a_disputed_batch_is_verified_defended_and_ruled_right(disputed, operators, arbiter, contracts, funded, wait):
    first, second, _ = operators
    stake, end = contracts.disputes.dispute_terms().stake, contracts.oracle.window_of(2013, 1).end
    told = run(first, STATUS)["disputes"]
    assert told == (
        f"{disputed} of batch 1: open, to be defended by {moment(end + DAY)}, ruling by {moment(end + 3 * DAY)}"
    )
    looked = run(second, STEP.format("verify", "2013-07"))
    assert looked["on chain"] == "this very batch"
    token = funded(second, stake)
    assert run(second, f"oracle defend programme.toml --dispute {disputed}")["ruling by"] == moment(end + 3 * DAY)
    assert run(first, STATUS)["disputes"] == f"{disputed} of batch 1: open, defended, ruling by {moment(end + 3 * DAY)}"

    code, line = run(first, f"oracle rule programme.toml --dispute {disputed} --right")
    assert (code, line.startswith(f"abate: only the arbiter {arbiter.address} may do this")) == (2, True)
    call = run(arbiter, f"oracle rule programme.toml --dispute {disputed} --right --calldata")
    accounts.at(call["from"]).transfer(call["to"], data=call["data"])
    assert run(first, STATUS)["disputes"] == f"{disputed} of batch 1: ruled right"
    run(second, "oracle withdraw-reward programme.toml")
    assert token.balanceOf(second.address) == stake + stake // 2
    wait(7 * DAY)
    assert contracts.oracle.final_batch(2013).sequence == 1


def test_a_batch_that_is_ruled_wrong_falls_and_is_collected(disputed, operators, arbiter, contracts, wait):
    first, second, _ = operators
    wait(WINDOW + DAY)
    assert run(arbiter, f"oracle rule programme.toml --dispute {disputed} --wrong")["ruling"] == "ruled wrong"
    status = run(first, STATUS)
    assert (status["proven wrong"], status["pending batch"]) == ("batch 1", "none")

    terms = contracts.registry.bond_terms()
    assert run(second, f"oracle challenge programme.toml {FILES} --dry-run")["ruled"] == 1
    assert run(second, f"oracle challenge programme.toml {FILES}")["ruled"] == 1
    assert run(second, f"oracle challenge programme.toml {FILES}")["ruled"] == 0
    held = [contracts.registry.operator_of(who.address).bond for who in operators]
    assert held == [terms.size - terms.slice, terms.size, terms.size - terms.slice]


def test_without_a_ruling_the_stakes_are_released(disputed, operators, contracts, funded, wait):
    first, _, third = operators
    code, line = run(first, f"oracle release programme.toml --dispute {disputed}")
    assert (code, "RulingTimeRunning" in line) == (1, True)
    wait(WINDOW + 3 * DAY)
    run(first, f"oracle release programme.toml --dispute {disputed}")
    stake = contracts.disputes.dispute_terms().stake
    assert run(third, "oracle withdraw-reward programme.toml")["from disputes"] == str(stake)
    assert funded(third, 0).balanceOf(third.address) == stake
    assert contracts.oracle.final_batch(2013).sequence == 1
    code, line = run(first, f"oracle release programme.toml --dispute {disputed}")
    assert (code, line) == (
        2,
        f"abate: --dispute: {disputed} is not open any more; abate oracle withdraw-reward pays",
    )


def test_a_demand_is_answered_before_its_time_is_over(operators, contracts, funded):
    first, _, third = operators
    bond = contracts.demands.demand_terms().bond
    funded(third, bond)
    run(third, f"oracle demand programme.toml {FILES} --of {accounts[12].address}")
    assert run(first, STATUS)["open demands"].startswith("1, the next to be answered by ")
    told = run(first, f"oracle answer programme.toml {FILES}")
    assert (told["answered"], told["the files do not answer"]) == ("1", "0")
    assert run(first, STATUS)["open demands"] == "0"
    assert run(first, "oracle withdraw-reward programme.toml")["from demands"] == str(bond // 2)


@pytest.fixture
def bent(operators, contracts, wait):
    """July is final; two operators sign an August in which one home has 1 g too much, and post it."""
    first, second, _ = operators
    wait(WINDOW + 31 * DAY)
    run(first, "oracle relay programme.toml --exchange exchange")
    for who in (*operators, *operators[:2]):
        run(who, STEP.format("observe", "2013-08"))
    keys, vintage = keys_of(3), Vintage(contracts.oracle, 2013)
    enrolment = load_enrolment(first.home / "people.enrolment", PASSPHRASE)
    desk = Desk(keys[0], first.home / "oracle-state", first.home / "exchange", enrolment)
    terms = vintage.terms(load_methodology(first.home / "programmes" / "demo" / "methodology.toml"))
    at, known = vintage.moment(AUGUST_ENDS), vintage.operator_set([key.address for key in keys])
    previous = vintage.final_leaves(desk.exchange)
    draft = wrong_credits(desk.derive(at, terms, known, previous, contracts.chain.now() + WINDOW))
    write_draft(desk.folder(at), draft)
    for key in keys[:2]:
        publish_signature(desk.folder(at), at.deployment, draft.batch, key, contracts.chain.now())
    run(second, "oracle post programme.toml --exchange exchange --period 2013-08")


def test_a_faulted_batch_is_proven_and_a_right_one_takes_its_place(bent, operators, contracts, funded, wait):
    first, second, third = operators
    terms = contracts.registry.bond_terms()
    dry = run(third, f"oracle challenge programme.toml {FILES} --dry-run")
    assert [(one["sequence"], len(one["faults"])) for one in dry["batches"] if one["faults"]] == [(2, 1)]
    assert run(third, f"oracle challenge programme.toml {FILES}")["reward"] == str(terms.slice // 2)
    status = run(third, STATUS)
    lost = f"bond {terms.size - terms.slice} of {terms.size} base units: abate oracle top-up"
    assert [status[f"out of force: {who.address}"] for who in (first, second)] == [lost, lost]

    for who in (first, second):
        funded(who, terms.slice)
        assert run(who, "oracle top-up programme.toml")["in force"] == "yes"
    for who in (*operators, *operators[:2]):
        run(who, STEP.format("observe", "2013-08"))
    run(first, STEP.format("aggregate", "2013-08"))
    for who in (first, third):
        run(who, STEP.format("sign", "2013-08"))
    posted = run(first, "oracle post programme.toml --exchange exchange --period 2013-08")
    assert posted["batch"] == "3 of 2013"
    wait(WINDOW)
    assert contracts.oracle.final_batch(2013).sequence == 3


def test_a_bond_below_a_whole_one_is_topped_up(bent, operators, contracts, funded):
    first, _, third = operators
    terms = contracts.registry.bond_terms()
    run(third, f"oracle challenge programme.toml {FILES}")
    token = funded(first, terms.slice)
    told = run(first, "oracle top-up programme.toml")
    assert (told["paid"], told["bond"], told["in force"]) == (str(terms.slice), str(terms.size), "yes")
    assert token.balanceOf(first.address) == 0
    assert first.address in run(third, STATUS)["operators in force"]


def test_the_guardian_revokes_a_batch_and_the_operators_post_again(operators, guardian_of_the_programme, contracts):
    first, _, third = operators
    assert run(guardian_of_the_programme, "oracle revoke programme.toml")["batch"] == "1 of 2013"
    assert run(first, STATUS)["pending batch"] == "none"
    posted = through_a_period(operators, "2013-07", signers=(first, third))
    assert posted["batch"] == "2 of 2013"
    code, line = run(guardian_of_the_programme, "oracle revoke programme.toml")
    assert (code, "RevocationSpent" in line) == (1, True)


def test_a_deficit_is_shown_and_burnt_from_the_reserve(bent, operators, contracts, wait):
    """The last batch gives a home 1 g too much and is relayed; proven wrong when final, it leaves a deficit."""
    first, _, third = operators
    wait(WINDOW)
    run(first, "oracle relay programme.toml --exchange exchange")
    run(third, f"oracle challenge programme.toml {FILES}")
    assert contracts.oracle.is_final_batch_faulted(2013)
    code, line = run(third, "oracle correct programme.toml --exchange exchange")
    assert (code, line) == (
        2,
        "abate: the final batch was proven wrong: only opened reports say what accounts earned; give --enrolment",
    )
    early = run(third, f"oracle correct programme.toml {FILES}")
    settled = moment(contracts.oracle.settled_at(2013))
    assert (early["accounts with a deficit"], early["deficits"]) == ("1", "0.001")
    assert early["corrected now"] == f"nothing: run this again from {settled} on"

    held = contracts.credit.balance_of(contracts.reserve.address)
    wait(contracts.oracle.settled_at(2013) - contracts.chain.now())
    done = run(third, f"oracle correct programme.toml {FILES}")
    assert (done["corrected now"], done["burnt from the reserve"], done["not covered"]) == ("1", "0.001", "0.000")
    assert contracts.credit.balance_of(contracts.reserve.address) == held - 1
    again = run(first, f"oracle correct programme.toml {FILES} --dry-run")
    assert (again["accounts with a deficit"], "corrected now" in again) == ("0", False)
