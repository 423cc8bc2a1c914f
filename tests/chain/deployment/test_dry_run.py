"""A dry run tells all that deploying does, asks for no key, sends nothing and writes nothing."""

import json

import pytest
from brownie import accounts, web3

from abate.deploy import Deployment
from tests.chain.commands import run_abate, run_there


@pytest.fixture
def abate(capsys, monkeypatch):
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    return lambda *arguments: run_abate(capsys, monkeypatch, *arguments)


@pytest.fixture
def told(abate, programme, record):
    return lambda *more: abate("deploy", programme, "--record", record, "--dry-run", *more)


@pytest.fixture(scope="module")
def foretold(programme_file, record_file):
    """What a dry run tells machines before anything was deployed, as the command is given."""
    settings = {"ABATE_RPC_URL": web3.provider.endpoint_uri}
    line = ("deploy", programme_file, "--record", record_file, "--dry-run", "--json")
    return run_there(record_file.parent, settings, *line).json


@pytest.fixture(scope="module")
def done(foretold, deployed):
    """The record of the deployment that followed."""
    return deployed.deployment


def test_nothing_is_sent_and_nothing_written(told, record, deployer):
    before = web3.eth.block_number, deployer.nonce

    assert told().code == 0

    assert (web3.eth.block_number, deployer.nonce) == before
    assert not record.parent.exists()


def test_it_is_what_the_deployment_then_does(foretold, done):
    assert [each["part"] for each in foretold["contracts"]] == list(done.contracts)
    for each in foretold["contracts"]:
        made = done.contracts[each["part"]]
        assert (each["contract"], each["address"].lower()) == (made.contract, made.address.lower())
        assert json.dumps(each["arguments"]).lower() == json.dumps(made.arguments).lower()
    assert [each["name"] for each in foretold["steps"]] == list(done.transactions)


def test_gas_is_foretold_within_a_twentieth_and_never_too_low(foretold, done):
    """But for the bonds' four small steps, which depend on what the currency's slots hold."""
    for step in foretold["steps"]:
        used = done.transactions[step["name"]].gas_used
        assert used <= step["gas"], step
        assert step["name"].startswith("bonds.") or step["gas"] <= used * 21 / 20, step
    assert sum(step["gas"] for step in foretold["steps"]) <= done.gas_used * 1.01


def test_roles_fees_and_the_owners_errand_are_told(told, owner, guardian):
    ahead = told("--max-fee", "3.5", "--json").json

    assert ahead["owner"]["address"] == owner.address
    assert ahead["guardian"] == {**ahead["owner"], "address": guardian.address, "kind": "account"}
    assert ahead["fees"]["ceiling"] == 3_500_000_000
    assert ahead["cost_at_ceiling"] == ahead["gas"] * 3_500_000_000
    oracle = next(each["address"] for each in ahead["contracts"] if each["part"] == "oracle")
    (errand,) = ahead["afterwards"]
    assert (errand["to"], errand["data"][:10]) == (
        oracle,
        "0x" + web3.keccak(text="openVintage(uint16,bytes32)")[:4].hex(),
    )


def test_people_read_every_argument_and_cost(told, owner):
    shown = told("--max-fee", "3.5").out

    assert f"owner            {owner.address} (an account, no contract)" in shown
    assert "never more than  3.5 gwei (--max-fee)" in shown
    assert "       config.bonds.size = 1000000000\n" in shown
    assert "       c.capPrice = 300000\n" in shown
    assert f"the owner {owner.address} (an account, no contract): open vintage 2013, by sending 0x" in shown


def test_another_deployer_has_other_addresses(told):
    other = told("--from", accounts[9].address, "--json").json

    assert other["deployer"] == accounts[9].address
    assert other["contracts"][0]["address"] != told("--json").json["contracts"][0]["address"]


def test_half_way_it_tells_the_rest(done, told, record, record_file):
    half = Deployment.load(record_file)
    half.complete = False
    for part in ("catalogue", "donations"):
        del half.contracts[part], half.transactions[part]
    half.save(record)

    ahead = told("--json").json

    assert [each["part"] for each in ahead["contracts"]] == ["catalogue", "donations"]
    assert len(ahead["done"]) == 18


def test_a_deployer_is_named_in_dry_runs_only(abate, programme):
    refused = abate("deploy", programme, "--from", accounts[9].address)

    assert (refused.code, refused.err) == (2, "abate: --from: is for a dry run: whoever's keystore it is deploys\n")
