"""A grade from two final batches, one that was revoked, and the person's own reports."""

import json

import pytest
from brownie import accounts

from abate.chain.local_time import advance
from abate.wallet import retire
from tests.chain.programmes import sender_of
from tests.chain.records.conftest import ALICE, BOB
from tests.chain.records.reports import post_reports, report

AUGUST, SEPTEMBER, OCTOBER = 1_375_315_200, 1_377_993_600, 1_380_585_600


@pytest.fixture(scope="module")
def reports(contracts, relayer_sender, operators, wallet):
    """Alice: 50.000 credits through July, 60.000 through August; bob 20.000. September's batch is revoked."""
    ascending = sorted((each.address for each in operators), key=lambda each: int(each, 16))
    alice, bob = accounts[ALICE].address, accounts[BOB].address
    made = []
    for sequence, through, figures in (
        (1, AUGUST, (300_000, 250_000, 50_000)),
        (2, SEPTEMBER, (600_000, 540_000, 60_000)),
        (3, OCTOBER, (900_000, 200_000, 700_000)),
    ):
        documents = [
            report(contracts, alice, sequence, through, *figures),
            report(contracts, bob, sequence, through, 300_000, 280_000, 20_000),
        ]
        advance(contracts.chain, 40 * 86_400)
        tree = post_reports(contracts, relayer_sender, documents, ascending)
        made.append(documents[0])
        if sequence == 3:
            sender_of(accounts[2]).send(contracts.oracle.revoke_batch(2013))
            break
        advance(contracts.chain, contracts.oracle.challenge_window() + 1)
        for place, document in enumerate(documents):
            entry, proof = tree.entry(place), tree.proof(place)
            if sequence == 1 or place == 0:
                relayer_sender.send(
                    contracts.credit.issue(document["account"], entry.credits, entry.report_hash, proof)
                )
    retire.retire(wallet(ALICE), 15_000)
    return made


@pytest.fixture
def folder(reports, tmp_path):
    """Alice's reports of the batches that stand."""
    (tmp_path / "reports").mkdir()
    for document in reports[:2]:
        (tmp_path / "reports" / f"{document['sequence']}.json").write_text(json.dumps(document))
    return tmp_path / "reports"


def shares(done):
    assert (done.code, done.err) == (0, "")
    return {row["component"]: (row["share"], row["weight"]) for row in done.json["components"]}


def test_the_chain_alone_gives_a_grade(abate, reports, alice):
    done = abate("rating", alice.address, "--json")

    assert shares(done) == {
        "regularity": ("1.0000", "25"),
        "credits": ("0.4000", "25"),  # 60 of a quarter of 2 x 300
        "trend": ("0.1667", "15"),  # 50, then 10
        "retired": ("0.2500", "15"),
        "vouchers": ("", "0"),
        "below baseline": ("", "0"),
    }
    assert (done.json["score"], done.json["grade"]) == ("51.6", "C")


def test_opened_reports_add_the_share_below_baseline(abate, folder, alice, tmp_path):
    done = abate("rating", alice.address, "--reports", folder, "--json")

    assert shares(done)["below baseline"] == ("0.4000", "20")  # a tenth of a quarter
    assert [each["emissions_kg"] for each in done.json["reports"]] == ["250.000", "540.000"]


def test_the_footprint_is_drawn_against_the_baseline(abate, folder, alice, tmp_path):
    done = abate("rating", alice.address, "--reports", folder, "--plot", tmp_path / "footprint.svg")

    assert "49.2: grade D (from 35)" in done.out
    assert "through Aug 2013: 540.000 kg against 600.000 kg" in (tmp_path / "footprint.svg").read_text()


def test_somebody_who_earned_once_is_not_regular(abate, reports, bob):
    assert shares(abate("rating", bob.address, "--json"))["regularity"] == ("0.5000", "25")


def test_a_changed_report_is_refused(abate, folder, alice):
    changed = json.loads((folder / "2.json").read_text())
    changed["numbers"]["emissions"] -= 1
    (folder / "2.json").write_text(json.dumps(changed))

    refused = abate("rating", alice.address, "--reports", folder)

    assert refused.code == 1
    assert f"2.json: this report of {alice.address} is not part of the batch with the root 0x" in refused.err


def test_the_report_of_a_revoked_batch_is_refused(abate, folder, reports, alice):
    (folder / "3.json").write_text(json.dumps(reports[2]))

    refused = abate("rating", alice.address, "--reports", folder)

    assert (refused.code, refused.out) == (2, "")
    assert refused.err.endswith("3.json: batch 3 was revoked or proven wrong; take the report out\n")


def test_anothers_report_is_refused(abate, folder, bob, alice):
    refused = abate("rating", bob.address, "--reports", folder)

    assert f"this report is of {alice.address}, not of {bob.address}" in refused.err


def test_an_empty_folder_says_where_reports_come_from(abate, reports, alice, tmp_path):
    refused = abate("rating", alice.address, "--reports", tmp_path)

    assert refused.err == f"abate: {tmp_path}: no opened reports; an operator writes them: abate oracle disclose\n"
