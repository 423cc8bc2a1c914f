"""A deployed programme whose first batch is final: alice earned 50.000 credits, bob 20.000, carol none."""

import json

import pytest
from brownie import accounts, web3
from eth_account import Account

from abate.chain.local_keys import local_key
from abate.chain.local_time import advance_to
from tests.chain.commands import run_abate
from tests.chain.programmes import deploy_programme, sender_of, write_programme
from tests.chain.wallet.batches import publish

ALICE, BOB, CAROL = 10, 11, 12


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return tmp_path_factory.mktemp("deployments") / "local-test.json"


@pytest.fixture(scope="module")
def contracts(record):
    return deploy_programme(write_programme(record.parent), record)


@pytest.fixture(scope="module")
def ascending(operators):
    """The operators' addresses as the oracle wants them."""
    return sorted((each.address for each in operators), key=lambda each: int(each, 16))


@pytest.fixture(scope="module")
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


@pytest.fixture
def holders(contracts, final_tree):
    """Alice and bob hold what they earned."""
    relayer = sender_of(accounts[8])
    for index, account in enumerate((accounts[ALICE], accounts[BOB])):
        entry = final_tree.entry(index)
        proof = final_tree.proof(index)
        relayer.send(contracts.credit.issue(account.address, entry.credits, entry.report_hash, proof))


@pytest.fixture
def fund(contracts):
    """Give somebody currency, in base units."""

    def give(account, amount):
        sender_of(accounts[8]).send(contracts.currency.mint(account.address, amount))

    return give


@pytest.fixture
def open_round(contracts):
    """Open the next round; its number."""
    sender_of(accounts[8]).send(contracts.auction.open_round())
    return contracts.auction.current_round()


@pytest.fixture
def bidding(contracts, open_round, holders, as_person):
    """Round 1 in its bidding time: alice offers 30 lots, bob 10."""
    assert as_person("alice", "consign", 30).code == 0
    assert as_person("bob", "consign", 10).code == 0
    advance_to(contracts.chain, contracts.auction.round_of(open_round).start)
    return open_round
