"""Orders about credits signed without gas: written to a file, or signed by a foreign wallet, and relayed by bob."""

import json

import pytest

from abate.chain.local_keys import local_key
from tests.chain.wallet.conftest import ALICE
from tests.chain.wallet.viem import sign


@pytest.fixture
def relay(as_person, tmp_path):
    """Bob relays files of the test's folder."""
    return lambda *names: as_person("bob", "relay", *(tmp_path / name for name in names), "--json")


@pytest.fixture
def listed(abate, holders, accounts, tmp_path):
    (tmp_path / "terms").write_text("x")
    terms = ("--stock", 9, "--open-for", "30d", "--terms", tmp_path / "terms")
    return abate("reward", "offer", "Day pass", "1.5", *terms, "--account", accounts[14].address, "--json").json[
        "listing"
    ]


@pytest.fixture
def woods(abate, holders, accounts):
    """A cause that retires."""
    account = accounts[15].address
    assert abate("cause", "register", "Woods", "--retires", "--account", account).code == 0
    return account


@pytest.fixture(autouse=True)
def no_codes(record):
    yield
    for file in record.parent.glob("*.codes.json"):
        file.unlink()


def test_a_retirement_signed_to_a_file_is_relayed_by_somebody_else(
    as_person, contracts, alice, carol, holders, relay, tmp_path
):
    before = alice.nonce
    signed = as_person(
        "alice", "retire", "1.5", "--for", carol.address, "--statement", "Łódź", "--sign", tmp_path / "a.json", "--json"
    )
    assert (signed.code, signed.json["permit"]) == (0, True)
    assert contracts.certificate.retired_for(carol.address) == 0

    (done,) = relay("a.json").json
    assert (done["order"], done["certificate"]) == ("RetirementOrder", "20130000000001")
    assert contracts.certificate.retirement_of(20130000000001).statement == "Łódź"
    assert (contracts.credit.balance_of(alice.address), alice.nonce) == (48_500, before)


def test_a_retirement_signed_by_viem_is_accepted(abate, as_person, contracts, alice, holders, relay, tmp_path):
    as_person("alice", "retire", "0.001")
    contracts.credit.web3_contract.functions.approve(contracts.certificate.address, 9_000).transact(
        {"from": alice.address}
    )
    words = ("--statement", "signed by another wallet")
    data = abate("typed-data", "retirement", "2", *words, "--account", alice.address).json
    content = {"typed_data": data, "signature": "0x" + sign(local_key(ALICE), data).hex()}
    (tmp_path / "a.json").write_text(json.dumps(content))

    (done,) = relay("a.json").json
    assert contracts.certificate.retirement_of(int(done["certificate"])).statement == "signed by another wallet"
    assert contracts.certificate.retired_for(alice.address) == 2_001


def test_a_redemption_and_its_receipt_are_relayed(
    abate, as_person, contracts, alice, accounts, listed, relay, tmp_path
):
    as_person("alice", "redeem", listed, "--sign", tmp_path / "redeem.json")
    (done,) = relay("redeem.json").json
    found = contracts.catalogue.voucher_of(done["voucher"])
    assert (found.holder, found.amount) == (alice.address, 1_500)
    code = abate("reward", "voucher", done["voucher"], "--json").json["code"]
    assert contracts.catalogue.lock_of(alice.address, listed, code) == found.lock

    as_person("alice", "reward", "receipt", done["voucher"], "--sign", tmp_path / "receipt.json")
    assert relay("receipt.json").json[0]["order"] == "Receipt"
    assert contracts.credit.balance_of(accounts[14].address) == 1_500


def test_a_redemption_and_a_receipt_signed_by_viem(abate, contracts, alice, listed, relay, tmp_path):
    contracts.credit.web3_contract.functions.approve(contracts.catalogue.address, 9_000).transact(
        {"from": alice.address}
    )
    data = abate("typed-data", "redemption", listed, "--code", "7KQM-2ZXD-94RT-HV6B", "--account", alice.address).json
    (tmp_path / "a.json").write_text(
        json.dumps({"typed_data": data, "signature": "0x" + sign(local_key(ALICE), data).hex()})
    )
    voucher = relay("a.json").json[0]["voucher"]
    expected = contracts.catalogue.lock_of(alice.address, listed, "7KQM-2ZXD-94RT-HV6B")
    assert contracts.catalogue.voucher_of(voucher).lock == expected

    data = abate("typed-data", "receipt", voucher, "--account", alice.address).json
    (tmp_path / "b.json").write_text(
        json.dumps({"typed_data": data, "signature": "0x" + sign(local_key(ALICE), data).hex()})
    )
    assert relay("b.json").json[0]["voucher"] == voucher


def test_a_donation_is_relayed(as_person, abate, contracts, woods, alice, relay, tmp_path):
    as_person("alice", "donate", woods, "2", "--sign", tmp_path / "a.json")
    relay("a.json")
    assert contracts.certificate.retired_for(woods) == 2_000

    contracts.credit.web3_contract.functions.approve(contracts.donations.address, 9_000).transact(
        {"from": alice.address}
    )
    data = abate("typed-data", "donation", woods, "3", "--account", alice.address).json
    (tmp_path / "b.json").write_text(
        json.dumps({"typed_data": data, "signature": "0x" + sign(local_key(ALICE), data).hex()})
    )
    relay("b.json")
    assert contracts.certificate.retired_for(woods) == 5_000


def test_one_that_is_refused_stops_no_other(as_person, contracts, alice, carol, holders, relay, tmp_path):
    as_person("alice", "retire", "1", "--sign", tmp_path / "first.json")
    as_person("alice", "retire", "2", "--sign", tmp_path / "second.json")
    as_person("bob", "retire", "3", "--sign", tmp_path / "bob.json")

    done = relay("first.json", "second.json", "bob.json")

    assert done.code == 1
    assert "[InvalidAccountNonce (account" in done.json[1]["refused"]
    assert f"abate: 1 of 3 orders were refused: {tmp_path / 'second.json'}\n" in done.err
    assert contracts.certificate.total_retired(2013) == 4_000


def test_what_was_changed_after_signing_is_refused_before_sending(as_person, bob, carol, holders, relay, tmp_path):
    as_person("alice", "retire", "1", "--sign", tmp_path / "a.json")
    content = json.loads((tmp_path / "a.json").read_text())
    content["typed_data"]["message"]["beneficiary"] = carol.address
    (tmp_path / "a.json").write_text(json.dumps(content))
    before = bob.nonce

    refused = relay("a.json")
    assert (refused.code, "did not sign this" in refused.err, bob.nonce) == (2, True, before)


def test_files_that_are_no_orders_of_this_deployment_are_refused(as_person, holders, relay, tmp_path):
    as_person("alice", "retire", "1", "--sign", tmp_path / "a.json")
    content = json.loads((tmp_path / "a.json").read_text())
    content["typed_data"]["domain"]["chainId"] = 1
    (tmp_path / "a.json").write_text(json.dumps(content))
    assert "signed for another contract or chain" in relay("a.json").err

    for wrong in ({}, {"typed_data": {"primaryType": "Bid"}}):
        (tmp_path / "b.json").write_text(json.dumps({**wrong, "signature": "0x11"}))
        assert "not a signed order" in relay("b.json").err
    del content["typed_data"]["message"]["nonce"]
    (tmp_path / "a.json").write_text(json.dumps(content))
    assert "not the typed data of a RetirementOrder" in relay("a.json").err
