"""A round with two sellers and three bidders, settled by the command and by the script."""

import json

import pytest
from brownie import accounts, web3

from abate.chain.local_time import advance_to
from abate.wallet import Wallet, market, vault
from tests.chain.commands import run_abate
from tests.chain.kept import kept
from tests.chain.programmes import deploy_programme, sender_of, write_programme
from tests.chain.wallet.batches import publish

ALICE, BOB, CAROL, DAVE, EVE = (10, 11, 12, 13, 14)


@kept
def record(tmp_path_factory):
    return tmp_path_factory.mktemp("deployments") / "local-test.json"


@kept
def contracts(record, operators):
    """A deployment whose first batch gave alice 50.000 credits and bob 20.000, both issued."""
    made = deploy_programme(write_programme(record.parent), record)
    ascending = sorted((each.address for each in operators), key=lambda each: int(each, 16))
    relayer = sender_of(accounts[8])
    tree = publish(made, relayer, {accounts[ALICE].address: 50_000, accounts[BOB].address: 20_000}, ascending)
    for index in range(2):
        entry, proof = tree.entry(index), tree.proof(index)
        relayer.send(made.credit.issue(accounts[ALICE + index].address, entry.credits, entry.report_hash, proof))
    return made


@pytest.fixture(scope="module")
def wallet(contracts, record):
    """Somebody's wallet, by their place among the node's accounts."""

    def of(index):
        return Wallet(contracts, sender_of(accounts[index]), record.with_name(f"{index}.journal"))

    return of


@kept
def bidding(contracts, wallet):
    """30 lots of alice and 10 of bob are offered at 0.02; bids for 55 lots stand in the book."""
    relayer = sender_of(accounts[8])
    relayer.send(contracts.auction.open_round())
    market.consign(wallet(ALICE), 30)
    market.consign(wallet(BOB), 10)
    advance_to(contracts.chain, contracts.auction.round_of(1).start)
    for index, lots, limit in ((CAROL, 15, 60_000), (DAVE, 20, 40_000), (EVE, 20, 40_000)):
        relayer.send(contracts.currency.mint(accounts[index].address, 2_000_000))
        vault.deposit(wallet(index), 2_000_000)
        market.bid(wallet(index), lots, limit)


@kept
def ended(contracts, bidding):
    """The round's time is over."""
    advance_to(contracts.chain, contracts.auction.round_of(1).end)


@pytest.fixture
def settle(capsys, monkeypatch, record, contracts, tmp_path):
    """Run ``abate settle``, with its files below ``tmp_path``."""
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    return lambda *arguments: run_abate(capsys, monkeypatch, "settle", "--out", tmp_path / "result", *arguments)


@pytest.fixture
def auction(capsys, monkeypatch, record, contracts):
    """Run ``abate auction``."""
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    return lambda *arguments: run_abate(capsys, monkeypatch, "auction", *arguments)


@pytest.fixture
def result(tmp_path):
    """What was written."""
    return lambda: json.loads((tmp_path / "result" / "round-1.json").read_text())
