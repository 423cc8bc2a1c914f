import json
import subprocess
import sys
from pathlib import Path

import pytest
from brownie import EmissionOracle, web3

from abate.deploy import Deployment
from tests.chain.commands import run_abate
from tests.chain.processes import kept


@pytest.fixture
def abate(capsys, monkeypatch):
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    return lambda *arguments: run_abate(capsys, monkeypatch, *arguments)


def test_deploy_prints_the_record_for_machines(abate, programme, record):
    done = abate("deploy", programme, "--record", record, "--json")

    assert done.code == 0
    assert done.json["record"] == str(record)
    assert done.json["contracts"]["auction"]["address"] == Deployment.load(record).address("auction")


def test_check_passes_on_what_was_deployed(abate, deployed, programme_file, record_file):
    done = abate("check", programme_file, "--deployment", record_file)

    assert done.code == 0
    assert done.out.endswith("checks passed: the chain agrees with the programme\n")


def test_check_fails_with_a_table_and_one_line(abate, deployed, programme_file, record_file, owner, stranger):
    EmissionOracle.at(deployed.oracle.address).transferOwnership(stranger, {"from": owner})

    failed = abate("check", programme_file, "--deployment", record_file)

    assert failed.code == 1
    assert "oracle.pendingOwner" in failed.out
    assert f"oracle.pendingOwner is {stranger.address}, expected 0x0000" in failed.err


def test_check_gives_every_comparison_to_machines(abate, deployed, programme_file, record_file):
    rows = abate("check", programme_file, "--deployment", record_file, "--json").json

    assert {"what": "oracle.quorum", "expected": "3", "found": "3", "right": True} in rows
    assert all(row["right"] for row in rows)


def test_check_shows_every_comparison_where_asked(abate, deployed, programme_file, record_file):
    shown = abate("check", programme_file, "--deployment", record_file, "--all").out

    assert "oracle.codeHash" in shown
    assert shown.endswith("checks passed: the chain agrees with the programme\n")


def test_a_network_is_named_by_its_id(abate, programme, record, tmp_path, monkeypatch):
    host = web3.provider.endpoint_uri
    monkeypatch.delenv("ABATE_RPC_URL")
    monkeypatch.setenv("NODE_HOST", host.removeprefix("http://"))
    for chain_id, name in ((1337, "mine"), (5, "other")):
        network = {"id": name, "host": "http://$NODE_HOST", "chainid": chain_id}
        (tmp_path / f"{name}.yaml").write_text(json.dumps({"live": [{"name": "Tests", "networks": [network]}]}))
    monkeypatch.setenv("ABATE_NETWORKS", str(tmp_path / "mine.yaml"))

    assert abate("deploy", programme, "--network", "mine", "--record", record).code == 0
    assert abate("check", programme, "--network", "mine", "--deployment", record).code == 0
    monkeypatch.setenv("ABATE_NETWORKS", str(tmp_path / "other.yaml"))
    refused = abate("check", programme, "--network", "other", "--deployment", record)
    assert (refused.code, "is on chain 1337, expected 5" in refused.err) == (2, True)


def test_a_record_that_is_not_there_is_an_input_error(abate, programme, tmp_path):
    refused = abate("check", programme, "--deployment", tmp_path / "absent.json")

    assert refused.code == 2
    assert "no such deployment; deploy first: abate deploy PROGRAMME.toml" in refused.err


def test_a_node_that_does_not_answer_is_a_chain_error(abate, programme, record, monkeypatch):
    monkeypatch.setattr("abate.chain.connection.FIRST_PAUSE_SECONDS", 0.001)

    refused = abate("deploy", programme, "--record", record, "--rpc", "http://127.0.0.1:9")

    assert refused.code == 1
    assert refused.err == "abate: the node at 127.0.0.1:9 gives no answer to eth_chainId (ConnectionError)\n"


def test_the_installed_command_ends_with_the_same_codes(programme, tmp_path):
    command = [Path(sys.executable).with_name("abate"), "check", programme]
    done = subprocess.run(command, capture_output=True, text=True, env=kept() | {"HOME": str(tmp_path)}, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("abate: not set: --rpc or --network (or ABATE_RPC_URL, ABATE_NETWORK)")
