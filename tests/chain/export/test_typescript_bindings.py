"""The exported TypeScript package, built by tsc and used by a program that knows nothing else of Abate."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from brownie import accounts, web3

from abate.chain.local_time import advance_to
from abate.wallet import market, vault
from tests.chain.export.conftest import REPOSITORY
from tests.chain.keys import local_key
from tests.chain.programmes import sender_of
from tests.chain.wallet.conftest import ALICE, BOB, CAROL

PROGRAM = Path(__file__).parent / "typescript"
MODULES = REPOSITORY / "node_modules"
DEPENDENCIES = ("viem", "ethers", "abitype")


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(folder, tmp_path_factory):
    """The integrator's folder: its program, and the package as npm would put it there."""
    home = tmp_path_factory.mktemp("integrator")
    shutil.copytree(PROGRAM, home, dirs_exist_ok=True)
    (home / "node_modules").mkdir()
    for name in DEPENDENCIES:
        (home / "node_modules" / name).symlink_to(MODULES / name)
    package = home / "node_modules" / "abate-contracts"
    shutil.copytree(folder / "typescript", package)
    run(MODULES / ".bin" / "tsc", "-p", ".", cwd=package)
    run(MODULES / ".bin" / "tsc", "-p", ".", cwd=home)
    return home / "out" / "trader.js"


@pytest.fixture(scope="module")
def offered(contracts, final_tree, wallet):
    """Round 1 in its bidding time: bob offers 20 lots, carol's vault holds 10.000000; alice has not claimed yet."""
    relayer = sender_of(accounts[8])
    entry = final_tree.entry(1)
    bobs = contracts.credit.issue(accounts[BOB].address, entry.credits, entry.report_hash, final_tree.proof(1))
    relayer.send_all([bobs, contracts.auction.open_round()])
    market.consign(wallet(BOB), 20)
    relayer.send(contracts.currency.mint(accounts[CAROL].address, 10_000_000))
    vault.deposit(wallet(CAROL), 10_000_000)
    advance_to(contracts.chain, contracts.auction.round_of(1).start)


@pytest.fixture(scope="module")
def found(program, contracts, final_tree, offered):
    """What the program did and read on the chain."""
    entry, proof = final_tree.entry(0), final_tree.proof(0)
    asked = {
        "url": web3.provider.endpoint_uri,
        "chainId": web3.eth.chain_id,
        "credit": contracts.credit.address,
        "auction": contracts.auction.address,
        "keys": {
            name: f"0x{bytes(local_key(place).key).hex()}" for name, place in (("alice", ALICE), ("carol", CAROL))
        },
        "claim": [str(entry.credits), f"0x{entry.report_hash.hex()}", [f"0x{each.hex()}" for each in proof]],
    }
    return json.loads(run("node", program, json.dumps(asked), cwd=program.parent))


def test_viem_claims_sends_and_decodes_the_events(found):
    alice, carol, viem = accounts[ALICE].address, accounts[CAROL].address, found["viem"]

    assert viem["promised"] == 50_000
    assert viem["issued"] == {"from": "0x" + "0" * 40, "to": alice, "value": 50_000}
    assert viem["moved"] == {"from": alice, "to": carol, "value": 1_234}
    assert viem["balance"] == 1_234


def test_viem_decodes_a_refusal_with_its_evidence(found):
    refused = found["viem"]["refused"]
    assert refused == {"sender": accounts[ALICE].address, "balance": 48_766, "needed": 10**12}


def test_viem_bids_with_structs(found):
    viem = found["viem"]
    assert viem["placed"] == {"bidder": accounts[CAROL].address, "ticks": [5, 4]}
    assert viem["round"] == {"supply": 20, "opening": 20_000}


def test_ethers_sends_reads_and_decodes_with_the_same_constants(found, contracts):
    alice, carol, ethers = accounts[ALICE].address, accounts[CAROL].address, found["ethers"]

    assert ethers["answered"] is True
    assert ethers["moved"] == [[alice, carol, 766]]
    assert ethers["balance"] == contracts.credit.balance_of(carol) == 2_000
    assert (ethers["supply"], ethers["lots"]) == (20, [6, 7])
    assert ethers["refused"] == "ERC20InsufficientBalance"
