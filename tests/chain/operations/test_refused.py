"""What the runbook's commands refuse, with July in its window or final: one line, and nothing is changed."""

import json

import pytest
from brownie import accounts

from abate.merkle import MerkleTree
from tests.chain.operations.conftest import STEP
from tests.chain.operations.runbook import run
from tests.chain.operators.people import HOMES

WINDOW = 3 * 24 * 3600
FILES = "--exchange exchange --enrolment people.enrolment"
CHECK = "oracle disclose programme.toml --exchange exchange --check report.json"
FORGET = f"oracle forget programme.toml {FILES}"


@pytest.fixture
def report(operators):
    """Somebody's opened report, with other values where a test gives some."""
    first = operators[0]
    run(first, f"oracle disclose programme.toml {FILES} --person {HOMES[2]} --output report.json")
    file = first.home / "report.json"
    content = json.loads(file.read_text())

    def changed(**values):
        file.write_text(json.dumps(content | values))

    return changed


def test_a_report_is_checked_against_its_own_oracle(report, operators, contracts):
    report(chainId=1)
    oracle = contracts.oracle.address
    said = f"abate: this report is for {oracle} on chain 1, not for {oracle} on chain 1337"
    assert run(operators[0], CHECK) == (1, said)


def test_a_report_is_checked_against_the_batch_that_it_names(report, operators):
    report(sequence="next")
    assert run(operators[0], CHECK) == (1, "abate: this report names no batch")
    report(sequence=9)
    said = "abate: the oracle keeps no batch 9 of 2013 any more; give the --root that it was posted with"
    assert run(operators[0], CHECK) == (2, said)


def test_without_a_batch_nothing_is_disclosed_disputed_demanded_corrected_or_claimed(
    operators, guardian_of_the_programme
):
    run(guardian_of_the_programme, "oracle revoke programme.toml")
    first, home = operators[0], accounts[12].address
    output = f"oracle disclose programme.toml {FILES} --person {HOMES[2]} --output report.json"
    assert run(first, output) == (2, "abate: there is no batch of 2013 yet")
    assert not (first.home / "report.json").exists()
    pending = (2, "abate: no batch of 2013 is pending")
    assert run(first, f"oracle dispute programme.toml --of {home} --evidence 0x{'11' * 32}") == pending
    assert run(first, f"oracle demand programme.toml {FILES} --of {home}") == pending
    assert run(guardian_of_the_programme, "oracle revoke programme.toml") == (
        2,
        "abate: no batch of 2013 is pending; a final batch is not revoked: abate oracle challenge",
    )
    final = (2, "abate: no batch of 2013 is final yet; see abate oracle status")
    assert run(first, "oracle correct programme.toml --exchange exchange") == final
    assert run(first, "oracle relay programme.toml --exchange exchange") == final
    (first.home / "tree.json").write_text(json.dumps(MerkleTree.of([home], [1], [bytes(32)]).dump()))
    said = "abate: vintage 2013 has no final batch yet; wait for the window's end"
    assert run(first, "claim tree.json") == (2, said)


def test_calldata_that_the_contract_would_refuse_is_not_printed(operators):
    address = operators[1].address
    code, line = run(operators[0], f"oracle lift-suspension programme.toml --operator {address} --calldata")
    assert (code, "NotSuspended" in line) == (1, True), line


def test_a_final_batch_is_verified_no_more(operators, wait):
    wait(WINDOW)
    said = "abate: batch 1 of 2013 is final; verify it before that"
    assert run(operators[0], STEP.format("verify", "2013-07")) == (2, said)


def test_nobody_is_forgotten_while_a_batch_is_under_way(operators, tmp_path, wait):
    wait(WINDOW)
    (tmp_path / "exchange" / "2013-0002").mkdir()
    said = "abate: batch 2 of 2013 is under way; finish it first, then forget"
    assert run(operators[0], f"{FORGET} --person {HOMES[2]}") == (2, said)


def test_who_is_to_be_forgotten_is_named(operators):
    assert run(operators[0], FORGET) == (2, "abate: nothing was left unfinished; name a --person")


def test_a_daemon_begins_with_a_period_of_its_vintage(operators):
    command = f"oracle run programme.toml {FILES} --from"
    for period, every in (("2014-01", "month"), ("2013", "month"), ("2013-07", "year")):
        said = f"abate: --from: {period} is no {every} of vintage 2013"
        assert run(operators[0], f"{command} {period} --every {every}") == (2, said)


def test_a_daemon_waits_for_no_vintage_that_is_not_open(operators):
    programme = operators[0].home / "programmes" / "demo" / "programme.toml"
    programme.write_text(programme.read_text().replace("\nvintage = 2013", "\nvintage = 2014", 1))
    said = "abate: vintage 2014 is not open yet; its owner opens it"
    assert run(operators[0], f"oracle run programme.toml {FILES}") == (2, said)
