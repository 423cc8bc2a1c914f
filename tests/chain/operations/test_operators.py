"""Rehearsals of docs/operations.md that are about one operator: its key, its bond, its files."""

import shutil

import pytest
from brownie import accounts
from eth_account import Account

from abate.chain.times import moment
from tests.chain.operations.conftest import STEP, lay_key
from tests.chain.operations.runbook import run
from tests.chain.operators.people import PROGRAMME

DAY = 24 * 3600
WINDOW, ADMISSION, UNBONDING = 3 * DAY, 7 * DAY, 14 * DAY
FRESH = Account.from_key(b"\x07" * 32)


@pytest.fixture
def size(contracts):
    return contracts.registry.bond_terms().size


@pytest.fixture
def newcomer(operators, funded, size):
    """The second operator with a fresh key, and money for its bond and for gas."""
    second = operators[1]
    lay_key(second.home, FRESH, "new-key.json")
    fresh = second.under("new-key.json", FRESH.address)
    funded(fresh, size)
    accounts[0].transfer(fresh.address, "1 ether")
    return fresh


def test_a_key_is_rotated(operators, newcomer, owner_of_the_programme, contracts, wait, size):
    first, second, third = operators
    new = ",".join([first.address, newcomer.address, third.address])
    everybody = f"{new},{second.address}"
    assert (
        run(newcomer, "oracle init programme.toml --keystore new-key.json --passphrase-file passphrase")["in force"]
        == "no"
    )

    told = run(owner_of_the_programme, f"oracle announce programme.toml --new {new}")
    assert told["may be activated from"] == moment(contracts.registry.scheduled_operator_set()[1])
    # the bond can be there before: whoever waits for it loses no day
    assert run(newcomer, f"oracle join programme.toml --operators {everybody}")["in force"].startswith("not yet")
    code, line = run(first, "oracle activate programme.toml")
    assert (code, "OperatorSetNotYetActive" in line) == (1, True)
    wait(ADMISSION)
    told = run(first, "oracle activate programme.toml")
    assert (set(told["in force"].split(", ")), told["admitted, not ready"]) == (set(new.split(",")), "none")

    status = run(first, f"oracle status programme.toml --exchange exchange --operators {everybody}")
    assert newcomer.address in status["operators in force"]
    assert status[f"out of force: {second.address}"] == "not admitted by the owner"
    run(second, f"oracle leave programme.toml --operators {everybody}")
    wait(UNBONDING)
    assert run(second, "oracle withdraw-bond programme.toml")["base units paid back"] == str(size)
    assert contracts.registry.operator_of(second.address).bond == 0


def test_the_others_go_on_without_a_lost_key(operators, owner_of_the_programme, contracts, wait):
    first, second, third = operators
    wait(WINDOW + 31 * DAY)
    for who in (first, third, first):
        told = run(who, STEP.format("observe", "2013-08") + f" --without {second.address}")
    assert told["figures"] == "shown, sealed"
    assert run(first, STEP.format("aggregate", "2013-08"))["operators"] == "2"
    for who in (first, third):
        run(who, STEP.format("sign", "2013-08"))
    posted = run(third, "oracle post programme.toml --exchange exchange --period 2013-08")
    assert posted["batch"] == "2 of 2013"

    left = f"{first.address},{third.address}"
    call = run(owner_of_the_programme, f"oracle announce programme.toml --new {left} --quorum 2 --calldata")
    assert call["to"] == contracts.registry.address
    accounts.at(call["from"]).transfer(call["to"], data=call["data"])
    wait(ADMISSION)
    assert run(first, "oracle activate programme.toml")["in force"].count("0x") == 2


def test_who_holds_a_stolen_key_is_suspended_and_dismissed(
    operators, owner_of_the_programme, guardian_of_the_programme, contracts
):
    first, second, _ = operators
    everybody = ",".join(who.address for who in operators)
    suspend = f"oracle suspend programme.toml --operator {second.address}"
    assert run(first, suspend) == (
        2,
        f"abate: only the guardian {guardian_of_the_programme.address} may do this, not {first.address}; "
        "give the role's keystore, or --calldata for its multisig or timelock",
    )
    told = run(guardian_of_the_programme, suspend)["suspended until"]
    assert told == moment(contracts.registry.operator_of(second.address).suspended_until)
    status = run(first, "oracle status programme.toml --exchange exchange")
    assert status[f"out of force: {second.address}"] == f"suspended until {told}"
    assert second.address not in status["operators in force"]

    run(owner_of_the_programme, f"oracle confirm-suspension programme.toml --operator {second.address}")
    status = run(first, "oracle status programme.toml --exchange exchange")
    assert status[f"out of force: {second.address}"] == "suspended by guardian and owner"
    told = run(second, f"oracle join programme.toml --operators {everybody}")
    assert told["in force"] == "not yet: not admitted by the owner, leaving, or suspended"

    run(owner_of_the_programme, f"oracle lift-suspension programme.toml --operator {second.address}")
    assert run(second, f"oracle join programme.toml --operators {everybody}")["in force"] == "yes"
    assert contracts.registry.is_ready(second.address)


def test_an_operator_leaves_and_takes_its_bond(operators, contracts, wait, size, funded):
    first, second, _ = operators
    told = run(second, "oracle leave programme.toml")
    free_from = moment(contracts.registry.operator_of(second.address).unbonded_at)
    assert told["bond free from"] == free_from
    status = run(first, "oracle status programme.toml --exchange exchange")
    assert status[f"out of force: {second.address}"] == f"left; its bond is free from {free_from}"
    code, line = run(second, "oracle withdraw-bond programme.toml")
    assert (code, "StillBonded" in line) == (1, True)
    begin = "oracle init programme.toml --exchange exchange"
    assert run(second, begin)["next"] == f"abate oracle withdraw-bond {PROGRAMME}, then join again: you have left"

    wait(UNBONDING)
    run(second, "oracle withdraw-bond programme.toml")
    assert funded(second, 0).balanceOf(second.address) == size
    assert run(second, begin)["next"] == f"abate oracle join {PROGRAMME}: pays {size} base units and puts you in force"
    # two are left and both must sign
    assert contracts.oracle.quorum() == 2


def test_a_late_period_is_found_and_finished_without_who_is_silent(operators, wait):
    first, second, third = operators
    wait(WINDOW + 31 * DAY)
    for who in (first, third):
        run(who, STEP.format("observe", "2013-08"))
    status = run(first, "oracle status programme.toml --exchange exchange")
    assert status["roots missing from"] == second.address
    assert status["batch 2 in the folder"] == "2 roots, 0 operators' figures, not drafted, 0 signatures"

    for who in (first, third):
        told = run(who, STEP.format("observe", "2013-08") + f" --without {second.address}")
        assert told["figures"] == "shown, sealed"
    run(first, STEP.format("aggregate", "2013-08"))
    run(first, STEP.format("sign", "2013-08"))
    assert run(first, "oracle status programme.toml --exchange exchange")["signatures missing from"] == ", ".join(
        sorted((second.address, third.address), key=str.lower)
    )
    run(third, STEP.format("sign", "2013-08"))
    posted = run(first, "oracle post programme.toml --exchange exchange --period 2013-08")
    assert posted["batch"] == "2 of 2013"


def test_without_the_state_folder_no_second_root_is_signed(operators, wait, tmp_path):
    """A lost disk: the blinding is gone, so the old root cannot be made again; another one would cost a slice."""
    first, second, third = operators
    wait(WINDOW + 31 * DAY)
    root = run(first, STEP.format("observe", "2013-08"))["root"]
    backup = shutil.copytree(first.home / "oracle-state", tmp_path / "backup")
    shutil.rmtree(first.home / "oracle-state")

    code, line = run(first, STEP.format("observe", "2013-08"))
    said = f"abate: {first.address} has already signed another root for batch 2 of 2013: {root}, now 0x"
    assert (code, line.startswith(said)) == (1, True)
    for who in (second, third, second):
        run(who, STEP.format("observe", "2013-08") + f" --without {first.address}")

    shutil.rmtree(first.home / "oracle-state", ignore_errors=True)
    shutil.copytree(backup, first.home / "oracle-state")
    assert run(first, "oracle init programme.toml --exchange exchange")["in force"] == "yes"
    again = run(first, STEP.format("observe", "2013-08"))
    assert (again["root"], again["figures"]) == (root, "shown, sealed")


def test_the_enrolments_secrets_are_changed_between_two_batches(operators, wait):
    first, second, third = operators
    wait(WINDOW + 31 * DAY)
    old = (first.home / "people.enrolment").read_bytes()
    told = run(first, "enrol people.enrolment --renew-keys")
    assert told.startswith("8 fresh keys; the old ones are in people.old.enrolment")
    assert (first.home / "people.old.enrolment").read_bytes() != old
    new = "another passphrase"
    run(first, "enrol people.enrolment --change-passphrase", ABATE_NEW_ENROLMENT_PASSPHRASE=new)
    for who in (second, third):
        shutil.copy(first.home / "people.enrolment", who.home)
        code, line = run(who, STEP.format("observe", "2013-08"))
        assert (code, line) == (
            2,
            "abate: people.enrolment: the passphrase is wrong, or the file was changed",
        )
    for who in (*operators, first, second):
        told = run(who, STEP.format("observe", "2013-08"), ABATE_ENROLMENT_PASSPHRASE=new)
    assert told["figures"] == "shown, sealed"
    run(first, STEP.format("aggregate", "2013-08"), ABATE_ENROLMENT_PASSPHRASE=new)
    for who in (first, second):
        run(who, STEP.format("sign", "2013-08"), ABATE_ENROLMENT_PASSPHRASE=new)
    posted = run(first, "oracle post programme.toml --exchange exchange --period 2013-08")
    assert posted["batch"] == "2 of 2013"


def test_an_announcement_is_withdrawn_or_expires(operators, owner_of_the_programme, contracts, wait):
    first, _, third = operators
    status = "oracle status programme.toml --exchange exchange"
    left = f"{first.address},{third.address}"
    told = run(owner_of_the_programme, f"oracle announce programme.toml --new {left}")
    shown = run(first, status)["announced operators"]
    assert shown.endswith(f"; 2 sign; from {told['may be activated from']} to {told['until']}")
    run(owner_of_the_programme, "oracle cancel-announced programme.toml")
    assert run(first, status)["announced operators"] == "none"
    assert run(first, "oracle activate programme.toml") == (
        2,
        "abate: no operators are announced; the owner announces them: abate oracle announce",
    )

    run(owner_of_the_programme, f"oracle announce programme.toml --new {left}")
    wait(2 * ADMISSION)
    assert run(first, status)["announced operators"].endswith("; 2 sign; expired")
    code, line = run(first, "oracle activate programme.toml")
    assert (code, "OperatorSetExpired" in line) == (1, True)
