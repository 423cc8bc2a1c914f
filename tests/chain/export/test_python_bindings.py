"""The exported Python package, used by an integrator's program that knows nothing else of Abate."""

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest
from brownie import accounts, web3

from tests.chain.wallet.conftest import ALICE, CAROL

HERE = Path(__file__).parent
PROGRAMS = ("trader.py", "mistakes.py")


@pytest.fixture(scope="module")
def package(folder, tmp_path_factory):
    """The folder that holds the package, importable: a copy, since importing leaves files."""
    home = tmp_path_factory.mktemp("integrator") / "python"
    shutil.copytree(folder / "python", home)
    sys.path.insert(0, str(home))
    yield home
    sys.path.remove(str(home))


@pytest.fixture(scope="module")
def generated(package):
    return import_module("abate_contracts")


@pytest.fixture(scope="module")
def trader(generated, contracts):
    """Somebody's program, by their place among the node's accounts."""
    kind = import_module("tests.chain.export.trader").Trader
    credit, auction = contracts.credit.address, contracts.auction.address
    return lambda place: kind.at(web3.provider.endpoint_uri, credit, auction, accounts[place].address)


def test_it_is_strictly_typed_and_so_is_what_uses_it(package):
    command = ["mypy", "--strict", "--python-version", "3.11", "--cache-dir", package.parent / "mypy"]
    programs = [HERE / name for name in PROGRAMS]
    done = subprocess.run([*command, "abate_contracts", *programs], cwd=package, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_it_imports_nothing_of_abate(package):
    lines = [line for file in package.rglob("*.py") for line in file.read_text().splitlines()]

    assert [line for line in lines if line.startswith(("import abate.", "from abate."))] == []
    # tidy enough for whoever keeps it in a repository
    subprocess.run(["ruff", "check", "--isolated", "--select", "F,E9", package], check=True, capture_output=True)


def test_it_is_installable(package, tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path]
    subprocess.run(command, cwd=package, check=True, capture_output=True)

    (wheel,) = tmp_path.iterdir()
    with ZipFile(wheel) as packed:
        assert {
            f"abate_contracts/{file.name}" for file in (package / "abate_contracts").iterdir() if file.is_file()
        } <= {*packed.namelist()}


def test_docstrings_are_the_contracts_own_words(generated):
    said = generated.CarbonCredit.issue.__doc__
    assert said.startswith("Issues to one account what its leaf in the final batch is above what it was issued.\n")
    assert "account: Account of the leaf.\n" in said
    assert "Returns:\n            Base units issued." in said
    assert generated.errors.NothingDue.__doc__ == "The figure is not above what the account was issued already."
    assert generated.CarbonCredit.__doc__.startswith("An ERC-20 with 3 decimals: 1.000 credit stands for 1 kg CO2e")


def test_overloads_have_names_of_their_own(generated):
    certificate = generated.RetirementCertificate
    assert certificate.safe_transfer_from.__annotations__.keys() == {"from_", "to", "token_id", "return"}
    assert "data" in certificate.safe_transfer_from_with_data.__annotations__


def test_claiming_answers_what_it_issues_and_shows_the_event(trader, final_tree, contracts):
    entry, proof = final_tree.entry(0), final_tree.proof(0)

    promised, issued = trader(ALICE).claim(entry.credits, entry.report_hash, proof)

    alice = accounts[ALICE].address
    assert promised == 50_000
    assert (issued.from_, issued.to, issued.value) == ("0x" + "0" * 40, alice, 50_000)
    assert issued.log["address"] == contracts.credit.address
    assert trader(ALICE).credit.issued_to(alice) == contracts.credit.balance_of(alice) == 50_000


def test_sending_moves_credits_and_shows_the_event(trader, holders, contracts):
    alice, carol = accounts[ALICE].address, accounts[CAROL].address

    moved = trader(ALICE).send(carol, 1_234)

    assert (moved.from_, moved.to, moved.value) == (alice, carol, 1_234)
    assert (contracts.credit.balance_of(alice), contracts.credit.balance_of(carol)) == (48_766, 1_234)
    logs = trader(ALICE).credit.logs(type(moved), moved.log["blockNumber"])
    assert logs == [moved]
    earlier = trader(ALICE).credit.balance_of(carol, block=moved.log["blockNumber"] - 1)
    assert earlier == 0


def test_a_refusal_is_the_contracts_own_error_with_its_evidence(trader, holders, generated):
    alice, carol = accounts[ALICE].address, accounts[CAROL].address

    assert trader(ALICE).needed(carol, 50_001) == (50_000, 50_001)
    for refused in (
        lambda call: call.call(alice),
        lambda call: call.estimate_gas(alice),
        lambda call: call.send(alice),
    ):
        with pytest.raises(generated.errors.ERC20InsufficientBalance) as told:
            refused(trader(ALICE).credit.transfer(carol, 50_001))
        assert str(told.value) == f"ERC20InsufficientBalance(sender='{alice}', balance=50000, needed=50001)"


def test_bidding_takes_and_answers_structs(trader, bidding, contracts, generated):
    step = generated.structs.Step

    placed = trader(CAROL).bid(1, [step(5, 6), step(4, 7)])

    assert (placed.round, placed.bidder) == (1, accounts[CAROL].address)
    assert [(each.tick, each.lots) for each in placed.steps] == [(5, 6), (4, 7)]
    found = trader(CAROL).round(1)
    assert (found.supply, found.opening_price) == (40, 20_000)
    answer = trader(CAROL).auction.steps_of(accounts[CAROL].address)
    assert [(each.tick, each.lots) for each in answer.steps] == [(5, 6), (4, 7)]
    assert answer.retires is False


def test_a_transaction_is_built_for_whoever_signs_elsewhere(trader, holders, contracts):
    alice, carol = accounts[ALICE].address, accounts[CAROL].address

    built = trader(ALICE).credit.transfer(carol, 5).build(alice)

    assert (built["from"], built["to"], built["chainId"]) == (alice, contracts.credit.address, 1337)
    assert bytes(built["data"]) == contracts.credit.call("sending", "transfer", carol, 5).data
    assert built["nonce"] == accounts[ALICE].nonce
    assert 20_000 < built["gas"] < 100_000
