"""A deployed programme whose first batch is final: alice earned 50.000 credits, bob 20.000, carol none."""

import json

import pytest
from brownie import accounts, web3
from eth_account import Account

from abate.chain.local_keys import local_key
from abate.chain.local_time import advance_to
from abate.wallet import Wallet, market, vault
from tests.chain.commands import run_abate
from tests.chain.kept import kept
from tests.chain.programmes import deploy_programme, sender_of, write_programme
from tests.chain.wallet.batches import publish

ALICE, BOB, CAROL = 10, 11, 12


@kept
def record(tmp_path_factory):
    return tmp_path_factory.mktemp("deployments") / "local-test.json"


@kept
def contracts(record):
    return deploy_programme(write_programme(record.parent), record)


@pytest.fixture(scope="module")
def ascending(operators):
    """The operators' addresses as the oracle wants them."""
    return sorted((each.address for each in operators), key=lambda each: int(each, 16))


@kept
def final_tree(contracts, ascending):
    figures = {accounts[ALICE].address: 50_000, accounts[BOB].address: 20_000}
    return publish(contracts, sender_of(accounts[8]), figures, ascending)


@pytest.fixture(scope="module")
def tree_file(final_tree, record):
    file = record.parent / "tree.json"
    file.write_text(json.dumps(final_tree.dump()))
    return file


@pytest.fixture
def abate(capsys, monkeypatch, record, contracts):
    """Run the command ``abate`` against the deployment."""
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    return lambda *arguments: run_abate(capsys, monkeypatch, *arguments)


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A folder with a keystore per person and one passphrase file."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "passphrase").write_text("a long passphrase\n")
    for name, index in {"alice": ALICE, "bob": BOB, "carol": CAROL}.items():
        sealed = Account.encrypt(local_key(index).key, "a long passphrase", kdf="pbkdf2", iterations=10)
        (folder / f"{name}.json").write_text(json.dumps(sealed))
    return folder


@pytest.fixture
def as_person(abate, keys):
    """Run a command as somebody, signing with their keystore."""

    def run(name, *arguments):
        key = ("--keystore", keys / f"{name}.json", "--passphrase-file", keys / "passphrase")
        return abate(*arguments, *key)

    return run


@pytest.fixture(scope="module")
def wallet(contracts, record):
    """Somebody's wallet, by their place among the node's accounts; for what a test stands on, not for what it tests."""
    return lambda index: Wallet(contracts, sender_of(accounts[index]), record.with_name(f"{index}.journal"))


@kept
def holders(contracts, final_tree):
    """Alice and bob hold what they earned."""
    relayer = sender_of(accounts[8])
    for index, account in enumerate((accounts[ALICE], accounts[BOB])):
        entry, proof = final_tree.entry(index), final_tree.proof(index)
        relayer.send(contracts.credit.issue(account.address, entry.credits, entry.report_hash, proof))


@pytest.fixture
def fund(contracts):
    """Give somebody currency, in base units."""
    return lambda account, amount: sender_of(accounts[8]).send(contracts.currency.mint(account.address, amount))


@pytest.fixture
def open_round(contracts):
    """Open the next round; its number."""
    sender_of(accounts[8]).send(contracts.auction.open_round())
    return contracts.auction.current_round()


@kept
def bidding(contracts, holders, wallet):
    """Round 1 in its bidding time, opening at 0.02: alice offers 30 lots, bob 10; three vaults hold 10.000000 each."""
    sender_of(accounts[8]).send(contracts.auction.open_round())
    market.consign(wallet(ALICE), 30)
    market.consign(wallet(BOB), 10)
    for index in (ALICE, BOB, CAROL):
        sender_of(accounts[8]).send(contracts.currency.mint(accounts[index].address, 10_000_000))
        vault.deposit(wallet(index), 10_000_000)
    advance_to(contracts.chain, contracts.auction.round_of(1).start)
