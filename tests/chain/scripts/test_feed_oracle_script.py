"""One month of the ten real homes, fed by the script: the operators' whole work on a local network."""

import shutil

import pytest
from brownie.project.scripts import run

from abate.deploy import Contracts, Deployment
from abate.wallet.batch_folder import tree_of_batch
from tests.chain.programmes import sender_of

DEMO = "programmes/demo/programme.toml"


@pytest.fixture(scope="module")
def contracts(script, record, relayer):
    script("deploy", DEMO, f"record={record}")
    return Contracts(Deployment.load(record), sender_of(relayer).chain)


@pytest.fixture(scope="module")
def feed(script, contracts, record):
    """Feed July with the exchange in this folder."""
    return lambda folder: script("feed_oracle", DEMO, "2013-07", f"deployment={record}", f"exchange={folder / 'x'}")


@pytest.fixture(scope="module")
def fed(feed, tmp_path_factory):
    """What the script returned that fed July, and where."""
    folder = tmp_path_factory.mktemp("fed")
    return feed(folder), folder


@pytest.fixture
def place(fed, tmp_path):
    """A copy of all that was written there, for each test."""
    return shutil.copytree(fed[1], tmp_path / "fed")


def test_a_month_is_posted_made_final_and_issued(fed, contracts, place):
    done, _ = fed

    final = contracts.oracle.final_batch(2013)
    assert (done.sequence, final.sequence, done.final_at) == (1, 1, None)
    assert contracts.credit.total_issued() == done.relayed.issued + done.relayed.reserve
    # each account's credits are rounded down once, so less than a gram an account is never issued
    assert 0 <= final.authorised_total - contracts.credit.total_issued() <= done.relayed.accounts
    assert done.relayed.reserve == final.authorised_total * 300 // 10_000
    assert (place / "x" / "2013-0001" / "batch.json").exists()


def test_fed_again_it_sends_nothing(feed, contracts, place):
    block = contracts.chain.block()["number"]

    again = feed(place)

    assert (again.relayed.issued, again.relayed.accounts) == (0, 0)
    assert contracts.chain.block()["number"] == block


def test_the_batchs_folder_serves_claims(contracts, place):
    assert tree_of_batch(place / "x" / "2013-0001", contracts).root == contracts.oracle.final_batch(2013).root


def test_an_honest_batch_is_looked_at_and_stands(contracts, record, place, tmp_path):
    words = [DEMO, f"deployment={record}", f"exchange={place / 'x'}", f"state={tmp_path / 'challenger'}"]
    done = run("scripts/feed_oracle.py", "challenge", words)

    assert [(one.posting.batch.sequence, one.faults, one.closed) for one in done.found] == [(1, [], 0)]
    assert (done.count, done.proven, done.unanswered) == (0, [], 0)
    assert contracts.oracle.final_batch(2013).sequence == 1
