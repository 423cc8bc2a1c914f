"""``brownie networks add``, ``brownie accounts`` and ``brownie run`` as a deployer uses them."""

import os
import subprocess
from pathlib import Path

import pytest
from brownie.network.account import LocalAccount
from eth_account import Account

from abate.chain import Sender, connect
from abate.chain.artefacts import load_artefact
from abate.chain.local_node import LocalNode
from abate.chain.sender import deployment
from abate.chain.signer import KeySigner
from abate.deploy import Deployment
from tests.chain.programmes import write_programme

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def node():
    with LocalNode("anvil", chain_id=100_202) as running:
        yield running


@pytest.fixture
def key(node):
    made, web3 = Account.create(), connect(node.rpc_url).web3
    web3.eth.send_transaction({"from": web3.eth.accounts[0], "to": made.address, "value": 10**18})
    return made


@pytest.fixture
def live_programme(tmp_path, node, key):
    sender = Sender(connect(node.rpc_url), KeySigner(key))
    currency = sender.send(deployment(load_artefact("LocalCurrency")))["contractAddress"]
    text = f'address = "{currency}"\nsymbol = "LOC"\ndecimals = 6'
    return write_programme(tmp_path, currency=text, owner=key.address)


@pytest.fixture
def brownie(tmp_path):
    """Brownie with a home of its own."""
    environment = {**os.environ, "HOME": str(tmp_path / "home"), "ABATE_USER_HOME": str(tmp_path / "home")}
    (tmp_path / "home" / ".brownie" / "accounts").mkdir(parents=True)

    def run(*words):
        command = [str(each) for each in words]
        return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)

    return run


def test_from_an_added_network_and_an_account_of_brownie(brownie, node, key, live_programme, tmp_path):
    keystore = tmp_path / "home" / ".brownie" / "accounts" / "deployer.json"
    LocalAccount(key.address, key, key.key).save(keystore, password="words")
    (tmp_path / "passphrase").write_text("words\n")
    added = brownie("brownie", "networks", "add", "Tests", "devnet", f"host={node.rpc_url}", "chainid=100202")
    assert "A new network" in added.stdout

    words = ("brownie", "run", "deploy", "main", live_programme)
    ahead = brownie(*words, "dry_run", f"from={key.address}", "--network", "devnet")
    record = tmp_path / "record.json"
    signing = ("keystore=deployer", f"passphrase_file={tmp_path / 'passphrase'}", "confirmations=1", "yes")
    done = brownie(*words, *signing, f"record={record}", "--network", "devnet")

    assert "network          devnet, chain 100202" in ahead.stdout
    assert f"deployer         {key.address}, keeps no role" in ahead.stdout
    assert "record           " + str(REPOSITORY / "deployments" / "devnet.json") in ahead.stdout
    assert (done.returncode, "waiting for the bonds of" in done.stderr) == (1, True)
    left = Deployment.load(record)
    assert (left.network, left.chain_id, len(left.contracts)) == ("devnet", 100_202, 20)
