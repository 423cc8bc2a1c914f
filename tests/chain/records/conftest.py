"""A small real story, told once for all tests: issued, sent, consigned, bought, paid, retired, withdrawn."""

import pytest
from brownie import accounts, web3

from abate.chain.local_time import advance_to
from abate.config import REPOSITORY
from abate.records import Index, update
from abate.wallet import Wallet, market, retire, vault
from tests.chain.commands import run_abate
from tests.chain.kept import kept
from tests.chain.programmes import deploy_programme, sender_of, write_programme
from tests.chain.wallet.batches import publish

ALICE, BOB, CAROL, DAVE = 10, 11, 12, 13
HOME = REPOSITORY / "samples/uk-home"
ADVISE = ("advise", HOME / "manifest.toml", "--methodology", HOME / "methodology.toml", "--person", "home0")


def ask(method, *params):
    return web3.provider.make_request(method, list(params))


@kept
def record(tmp_path_factory):
    return tmp_path_factory.mktemp("deployments") / "local-test.json"


@kept
def contracts(record):
    return deploy_programme(write_programme(record.parent), record)


@pytest.fixture(scope="module")
def relayer_sender():
    return sender_of(accounts[8])


@pytest.fixture(scope="module")
def wallet(contracts, record):
    return lambda index: Wallet(contracts, sender_of(accounts[index]), record.with_name(f"{index}.journal"))


@kept
def issued(contracts, relayer_sender, operators):
    """Alice was issued 50.000 credits, bob 20.000."""
    ascending = sorted((each.address for each in operators), key=lambda each: int(each, 16))
    tree = publish(
        contracts, relayer_sender, {accounts[ALICE].address: 50_000, accounts[BOB].address: 20_000}, ascending
    )
    for index in range(2):
        entry, proof = tree.entry(index), tree.proof(index)
        relayer_sender.send(
            contracts.credit.issue(accounts[ALICE + index].address, entry.credits, entry.report_hash, proof)
        )
    return tree


@kept
def story(contracts, issued, relayer_sender, wallet):
    """What is in the tests' tables; the round opens at 0.02 and clears there: 30 + 10 lots, bids for 12 and 8."""
    sender_of(accounts[BOB]).send(contracts.credit.transfer(accounts[CAROL].address, 1_500))
    relayer_sender.send(contracts.auction.open_round())
    market.consign(wallet(ALICE), 30)
    market.consign(wallet(BOB), 10)
    advance_to(contracts.chain, contracts.auction.round_of(1).start)
    for index, lots in ((CAROL, 12), (DAVE, 8)):
        relayer_sender.send(contracts.currency.mint(accounts[index].address, 2_000_000))
        vault.deposit(wallet(index), 2_000_000)
        market.bid(wallet(index), lots, 40_000)
    sender_of(accounts[DAVE]).send(contracts.auction.retire_on_claim(True))
    advance_to(contracts.chain, contracts.auction.round_of(1).end)
    relayer_sender.send(contracts.auction.publish_result(1))
    for bidder in (CAROL, DAVE):
        relayer_sender.send(contracts.auction.claim(accounts[bidder].address))
    for before in (0, 30):
        relayer_sender.send(contracts.auction.pay((1 << 32) | before))
    retire.retire(wallet(ALICE), 1_234, None, '=A quiet week, "really"')
    retire.retire(wallet(BOB), 2_000, accounts[CAROL].address)
    vault.withdraw(wallet(CAROL), 1_000_000)


@pytest.fixture
def abate(capsys, monkeypatch, record, contracts, tmp_path):
    """Run the command with an index of the test's own."""
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_abate(capsys, monkeypatch, *arguments, "--index", tmp_path / "history.sqlite")


@pytest.fixture
def advise(capsys, monkeypatch, record, contracts):
    """Ask for advice to a home of the samples."""
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    return lambda *more: run_abate(capsys, monkeypatch, *ADVISE, "--period", "2021-01", "--json", *more)


@pytest.fixture
def index(contracts, story, tmp_path):
    """An index of the story, read to the head."""
    opened = Index.open(tmp_path / "own.sqlite", contracts.deployment)
    update(opened, contracts)
    yield opened
    opened.close()
