"""Bids signed without gas: written to a file, or signed by a foreign wallet, and relayed by somebody else."""

import json

import pytest

from abate.chain.local_keys import local_key
from tests.chain.wallet.conftest import CAROL
from tests.chain.wallet.viem import sign


@pytest.fixture
def relay(as_person, tmp_path):
    """Bob relays files of the test's folder."""
    return lambda *names: as_person("bob", "auction", "relay", *(tmp_path / name for name in names), "--json")


def test_a_bid_signed_to_a_file_is_relayed_by_somebody_else(as_person, contracts, carol, bidding, relay, tmp_path):
    before = carol.nonce
    done = as_person("carol", "bid", 12, "0.026", "--sign", tmp_path / "carol.json", "--json")
    assert (done.code, done.json["round"], done.json["nonce"]) == (0, 1, 0)
    assert contracts.auction.bid_of(carol.address).round == 0

    assert relay("carol.json").json["placed"] == [carol.address]
    found = contracts.auction.bid_of(carol.address)
    assert (found.round, found.tick, found.lots) == (1, 4, 12)
    assert contracts.auction.vault_of(carol.address) == 10_000_000 - 12 * 26_000
    assert carol.nonce == before


def test_an_account_of_a_local_node_signs_without_a_keystore(abate, contracts, carol, bidding, relay, tmp_path):
    done = abate("bid", 12, "0.026", "--sign", tmp_path / "carol.json", "--account", carol.address)

    assert done.code == 0
    assert relay("carol.json").json["placed"] == [carol.address]


def test_a_curve_signed_by_viem_is_accepted(abate, contracts, carol, bidding, relay, tmp_path):
    steps = ("--step", "5@0.03", "--step", "10@0.024")
    data = abate("typed-data", "bid", *steps, "--account", carol.address).json
    content = {"typed_data": data, "signature": "0x" + sign(local_key(CAROL), data).hex()}
    (tmp_path / "carol.json").write_text(json.dumps(content))

    assert relay("carol.json").json["placed"] == [carol.address]
    steps, retires = contracts.auction.steps_of(carol.address)
    assert ([(step.tick, step.lots) for step in steps], retires) == ([(6, 5), (3, 10)], False)


def test_one_bid_that_cannot_be_taken_does_not_stop_another(
    as_person, contracts, alice, carol, bidding, relay, tmp_path
):
    as_person("carol", "bid", 12, "0.026", "--sign", tmp_path / "carol.json")
    as_person("alice", "bid", 41, "0.026", "--sign", tmp_path / "alice.json")

    found = relay("alice.json", "carol.json").json
    assert found["placed"] == [carol.address]
    assert found["skipped"] == [{"bidder": alice.address, "reason": "lots out of range"}]
    assert len(found["transactions"]) == 1


def test_a_signed_bid_is_taken_once(as_person, carol, bidding, relay, tmp_path):
    as_person("carol", "bid", 12, "0.026", "--sign", tmp_path / "carol.json")
    relay("carol.json")

    again = relay("carol.json").json
    assert (again["placed"], again["skipped"]) == ([], [{"bidder": carol.address, "reason": "wrong nonce"}])


def test_a_file_changed_after_signing_is_refused_before_sending(as_person, bidding, relay, tmp_path, bob):
    as_person("carol", "bid", 12, "0.026", "--sign", tmp_path / "carol.json")
    content = json.loads((tmp_path / "carol.json").read_text())
    content["typed_data"]["message"]["steps"][0]["lots"] = 1
    (tmp_path / "carol.json").write_text(json.dumps(content))
    before = bob.nonce

    refused = relay("carol.json")
    assert (refused.code, "did not sign this" in refused.err, bob.nonce) == (2, True, before)


def test_a_bid_for_another_auction_is_refused(as_person, bidding, relay, tmp_path):
    as_person("carol", "bid", 12, "0.026", "--sign", tmp_path / "carol.json")
    content = json.loads((tmp_path / "carol.json").read_text())
    content["typed_data"]["domain"]["chainId"] = 1
    (tmp_path / "carol.json").write_text(json.dumps(content))

    assert "signed for another auction or chain" in relay("carol.json").err


def test_a_file_without_a_bid_is_refused(bidding, relay, tmp_path):
    (tmp_path / "other.json").write_text(json.dumps({"typed_data": {}, "signature": "0x" + "11" * 65}))

    refused = relay("other.json")
    assert (refused.code, "not a bid's typed data" in refused.err) == (2, True)
