"""A certificate leaves the chain in a file, and a stranger holds it against a block's hash."""

import json
import random
from dataclasses import replace
from types import SimpleNamespace

import pytest
from brownie import KeyWallet, accounts, chain, web3

from abate.certificates.document import CertificateDocument
from abate.certificates.export import export as export_certificate
from abate.certificates.verification import verify
from abate.cli.certificate import read
from abate.errors import AbateError, ChainError, IntegrityError
from abate.wallet.retire import retire
from tests.chain.programmes import sender_of
from tests.chain.wallet.batches import publish

SHORT = "For my trip to Łódź"
LONG = "Three winters of cold showers, two summers without a car, and one very patient family. " * 3
FIRST, SECOND = 20130000000001, 20130000000002


@pytest.fixture(scope="module")
def retired(wallet, holders):
    """Two certificates of alice; the block of each."""
    blocks = []
    for amount, statement in ((1_234, SHORT), (2_000, LONG)):
        retire(wallet(10), amount, statement=statement)
        blocks.append(len(chain) - 1)
    chain.mine(2)
    return blocks


@pytest.fixture
def exported(abate, retired, tmp_path):
    """The file of a certificate, and the hash of its block."""

    def export(certificate=FIRST, *more):
        file = tmp_path / f"{certificate}.json"
        done = abate("certificate", "export", certificate, "--output", file, *more)
        assert done.code == 0, done.err
        return file, web3.eth.get_block(retired[certificate - FIRST])["hash"].hex()

    return export


def test_a_stranger_verifies_it_without_a_node(exported, abate, contracts, alice, retired, monkeypatch):
    file, block_hash = exported()
    monkeypatch.delenv("ABATE_RPC_URL")
    monkeypatch.delenv("ABATE_DEPLOYMENT")

    done = abate("certificate", "verify", file, "--block-hash", f"0x{block_hash}", "--json")

    assert (done.code, done.json["oracleTrusted"]) == (0, False)
    assert done.json["retired"] == "1.234 PCC13 (kg CO2e)"
    assert (done.json["vintage"], done.json["statement"]) == ("2013", SHORT)
    assert done.json["in the name of"] == alice.address
    assert done.json["methodology"] == "0x" + contracts.credit.methodology_id().hex()
    assert done.json["final batch"] == "1 of 2013, through 2013-08-01"
    assert done.json["root"] == "0x" + contracts.oracle.final_batch(2013).root.hex()
    assert done.json["block"] == f"{retired[0]}, 0x{block_hash}"


def test_it_names_the_oracle_that_must_be_trusted(exported, abate, contracts, monkeypatch, bob):
    file, block_hash = exported()
    given = ("certificate", "verify", file, "--block-hash", f"0x{block_hash}")
    monkeypatch.delenv("ABATE_DEPLOYMENT")

    assert f"as far as you trust the oracle {contracts.oracle.address}" in abate(*given).out
    assert "as far as" not in abate(*given, "--oracle", contracts.oracle.address).out
    refused = abate(*given, "--oracle", bob.address)
    assert (refused.code, refused.err) == (
        1,
        f"abate: {file}: these credits are of the oracle {contracts.oracle.address}, not of {bob.address}\n",
    )


def test_a_node_can_stand_in_for_the_hash(exported, abate):
    file, _ = exported()

    assert abate("certificate", "verify", file, "--json").json["oracleTrusted"] is True


def test_a_long_statement_is_proven_whole(exported, abate):
    file, block_hash = exported(SECOND)

    found = verify(read(file), bytes.fromhex(block_hash)).document.retirement

    assert (found.amount, found.statement) == (2_000, LONG)


def test_it_is_proven_in_a_later_block_too(exported, abate, retired):
    later = retired[1] + 1
    file, _ = exported(FIRST, "--block", str(later))

    verified = verify(read(file), bytes(web3.eth.get_block(later)["hash"]))

    assert verified.header.number == later


def test_it_names_the_batch_of_its_time_after_the_next_one(exported, contracts, ascending, retired):
    publish(contracts, sender_of(accounts[8]), {accounts[10].address: 80_000}, ascending)
    file, _ = exported(FIRST, "--block", str(len(chain) - 1))

    verified = verify(read(file), bytes(web3.eth.get_block("latest")["hash"]))

    assert verified.document.batch.sequence == 1


def test_another_block_is_refused(exported, abate):
    file, _ = exported()
    wrong = "0x" + "11" * 32

    refused = abate("certificate", "verify", file, "--block-hash", wrong)

    assert refused.code == 1
    assert refused.err.startswith("abate: hash of the block is 0x")
    assert refused.err.endswith(f"in the file, {wrong} by the proof\n")


@pytest.mark.parametrize("certificate", [FIRST, SECOND])
def test_any_changed_byte_fails(exported, certificate):
    file, block_hash = exported(certificate)
    whole = file.read_bytes()
    assert verify(read(file), bytes.fromhex(block_hash))
    drawn = random.Random(certificate)
    places = {*range(0, whole.index(b'"certificateContract"'), 5), *(drawn.randrange(len(whole)) for _ in range(250))}
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << drawn.randrange(7)
        file.write_bytes(changed)
        with pytest.raises(AbateError):
            verify(read(file), bytes.fromhex(block_hash))


FORGED = {
    "a larger amount": (("cadTrust", "unitCount"), "9999", "amount is 9999 in the file, 1234 by the proof"),
    "another statement": (("statement",), "For my trip to Rome", "statement is For my trip to Rome in the file"),
    "another day": (("retiredOn",), "2013-01-01", "retiredOn is 2013-01-01 in the file"),
    "another factor set": (("finalBatch", "factorSetHash"), "0x" + "22" * 32, "no record of this batch 1 of 2013"),
    "another methodology": (("methodologyId",), "0x" + "22" * 32, "a proof of slot"),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_forged_value_is_named(exported, forgery):
    file, block_hash = exported()
    path, value, reason = FORGED[forgery]
    content = json.loads(file.read_text())
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    # written as an honest file would be, so that only the proof can tell
    document = CertificateDocument.read(content)
    with pytest.raises(IntegrityError, match=reason):
        verify(CertificateDocument.read(json.loads(document.text())), bytes.fromhex(block_hash))


def test_a_certificate_that_is_not_there_is_refused(abate, retired, tmp_path):
    file = tmp_path / "none.json"

    refused = abate("certificate", "export", FIRST + 7, "--output", file)

    assert (refused.code, refused.err) == (2, f"abate: CERTIFICATE: there is no certificate {FIRST + 7}\n")
    assert not file.exists()


def test_a_block_before_it_is_refused(abate, retired, tmp_path):
    refused = abate("certificate", "export", FIRST, "--output", tmp_path / "x.json", "--block", str(retired[0] - 1))

    assert (refused.code, refused.err) == (2, f"abate: --block: the certificate was made in block {retired[0]}\n")


def test_neither_hash_nor_node_is_refused(exported, abate, monkeypatch):
    file, _ = exported()
    monkeypatch.delenv("ABATE_RPC_URL")

    refused = abate("certificate", "verify", file)

    assert refused.code == 2
    assert refused.err == "abate: not given: --block-hash, or a node with --rpc (or ABATE_RPC_URL)\n"


def test_a_block_that_is_to_come_is_refused(abate, retired, tmp_path):
    refused = abate("certificate", "export", FIRST, "--output", tmp_path / "x.json", "--block", 10**6)

    assert (refused.code, refused.err) == (2, "abate: --block: the node has no block 1000000\n")


def test_a_node_that_refuses_is_told_in_its_own_words(abate, retired, tmp_path):
    refused = abate("certificate", "export", FIRST, "--output", tmp_path / "x.json", "--block", 2**70)

    if "anvil" in web3.client_version.lower():
        assert refused.code == 1
        assert refused.err.startswith("abate: the node does not answer eth_getBlockByNumber (")
        assert refused.err.endswith("; for an old block ask an archive node, or prove a newer one with --block\n")
    else:  # to Ganache it is a block that is to come
        assert (refused.code, refused.err) == (2, f"abate: --block: the node has no block {2**70}\n")


def test_a_node_that_forgot_the_batch_is_told(contracts, retired):
    oracle = contracts.deployment.contracts["oracle"]
    later = {**contracts.deployment.contracts, "oracle": replace(oracle, block=retired[0])}
    forgetful = replace(contracts, deployment=replace(contracts.deployment, contracts=later))

    with pytest.raises(ChainError, match=r"^the node has no event of batch 1 of 2013$"):
        export_certificate(forgetful, FIRST, None)


def test_a_batch_posted_through_a_contract_cannot_be_exported(contracts, wallet, retired, ascending):
    through = accounts[0].deploy(KeyWallet, accounts[15])
    carrier = SimpleNamespace(send=lambda call: through.run(call.to, call.data, {"from": accounts[0]}))
    publish(contracts, carrier, {accounts[10].address: 80_000}, ascending)
    retire(wallet(10), 1_000)

    said = rf"^batch 2 of 2013 was posted through the contract {through.address}$"
    with pytest.raises(ChainError, match=said):
        export_certificate(contracts, SECOND + 1, None)
