"""Rewards by the commands: a partner lists, alice redeems, the partner honours, declines or is late."""

import json
from dataclasses import replace

import pytest
from brownie import web3

from abate.chain.local_time import advance
from abate.chain.sender import Sender
from abate.wallet.codes import lock_of
from tests.chain.programmes import sender_of

DAY = 86_400


class KilledError(Exception):
    """Stands for a process that ends in the middle."""


@pytest.fixture(scope="module")
def partner(accounts):
    return accounts[14]


@pytest.fixture
def as_partner(abate, partner):
    """Run a command as the partner, whose account the node holds."""
    return lambda *arguments: abate(*arguments, "--account", partner.address)


@pytest.fixture
def listed(as_partner, holders, tmp_path):
    """A day pass for 1.500 credits: its number."""
    (tmp_path / "terms.md").write_text("Good for one day on all buses.")
    terms = ("--terms", tmp_path / "terms.md", "--terms-uri", "https://example.org/terms")
    done = as_partner("reward", "offer", "Day pass", "1.5", "--stock", 2, "--open-for", "30d", *terms, "--json")
    assert done.code == 0
    return done.json["listing"]


@pytest.fixture(autouse=True)
def no_codes(record):
    yield
    for file in record.parent.glob("*.codes.json"):
        file.unlink()


def test_what_is_listed_can_be_seen(abate, listed, partner, contracts):
    found = abate("reward", "list", "--json").json

    assert [(each["listing"], each["title"], each["credits"]) for each in found] == [(listed, "Day pass", "1.500")]
    shown = abate("reward", "show", listed, "--json").json
    assert (shown["partner"], shown["settlement"], shown["stock"]) == (partner.address, "pays-partner", 2)
    assert shown["terms"] == "https://example.org/terms"
    assert shown["honour_seconds"] == 14 * DAY
    assert "Day pass" in abate("reward", "list").out


def test_a_discount_is_a_percentage(as_partner, abate, holders, tmp_path):
    (tmp_path / "terms").write_text("x")
    options = ("--stock", 9, "--open-for", "30d", "--terms", tmp_path / "terms", "--discount", "12.5")
    assert as_partner("reward", "offer", "Bicycle repair", "1", *options).code == 0
    assert "12.5 % off" in abate("reward", "list").out


def test_the_partner_is_paid_when_it_reveals_the_code(as_person, as_partner, abate, contracts, listed, alice, partner):
    done = as_person("alice", "redeem", listed, "--json")
    assert (done.code, done.json["credits"]) == (0, "1.500")
    assert done.err == "approving 1.500 credits for the reward\n"
    assert contracts.credit.balance_of(contracts.catalogue.address) == 1_500
    shown = abate("reward", "voucher", done.json["voucher"], "--json").json
    assert (shown["state"], shown["holder"], shown["code"]) == ("open", alice.address, done.json["code"])

    typed = done.json["code"].lower().replace("-", " ")
    assert as_partner("reward", "honour", done.json["voucher"], typed).code == 0

    assert contracts.credit.balance_of(partner.address) == 1_500
    assert abate("reward", "voucher", done.json["voucher"], "--json").json["state"] == "honoured"


def test_the_code_is_on_disk_for_its_owner_alone(as_person, record, contracts, listed, alice):
    voucher = as_person("alice", "redeem", listed, "--json").json

    (file,) = record.parent.glob("*.codes.json")
    assert file.name == f"local-test.{alice.address}.codes.json"
    assert file.stat().st_mode & 0o777 == 0o600
    lock = lock_of(contracts.catalogue.address, alice.address, listed, voucher["code"])
    assert list(json.loads(file.read_text())) == [f"0x{lock.hex()}"]
    assert lock == contracts.catalogue.lock_of(alice.address, listed, voucher["code"])
    assert lock == contracts.catalogue.voucher_of(voucher["voucher"]).lock


def test_two_vouchers_have_two_codes(as_person, listed):
    codes = {as_person("alice", "redeem", listed, "--json").json["code"] for _ in range(2)}
    assert len(codes) == 2


@pytest.mark.parametrize("permit", [(), ("--permit",)], ids=["approval", "permit"])
def test_a_redemption_that_was_sent_before_the_kill_is_not_sent_again(as_person, contracts, listed, alice, permit):
    as_person("alice", "redeem", listed, *permit)
    wait = Sender.wait

    def end(self, call, *rest):
        if call.action == "redeeming":
            raise KilledError
        return wait(self, call, *rest)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(Sender, "wait", end)
        as_person("alice", "redeem", listed, *permit)
    sent = web3.eth.get_transaction_count(alice.address, "pending")  # it may not have landed yet
    again = as_person("alice", "redeem", listed, *permit, "--json")

    assert again.err == "redeeming: an interrupted run had sent this already; this is its result\n"
    assert alice.nonce == sent
    assert contracts.catalogue.listing_of(listed).redeemed == 2
    lock = contracts.catalogue.lock_of(alice.address, listed, again.json["code"])
    assert lock == contracts.catalogue.voucher_of(again.json["voucher"]).lock


def test_with_a_permit_it_is_one_transaction(as_person, contracts, listed, alice):
    before = alice.nonce

    done = as_person("alice", "redeem", listed, "--no-code", "--permit", "--json")

    assert (done.code, done.err, done.json["code"], alice.nonce) == (0, "", None, before + 1)
    assert contracts.credit.allowance(alice.address, contracts.catalogue.address) == 0


def test_the_holder_gives_the_receipt(as_person, contracts, listed, partner):
    voucher = as_person("alice", "redeem", listed, "--no-code", "--json").json["voucher"]

    assert as_person("alice", "reward", "receipt", voucher).code == 0
    assert contracts.credit.balance_of(partner.address) == 1_500


def test_what_was_not_honoured_goes_back(as_person, contracts, listed, alice):
    voucher = as_person("alice", "redeem", listed, "--json").json["voucher"]
    refused = as_person("bob", "reward", "give-back", voucher)
    assert refused.code == 1
    assert "sending an escrow back refused: The voucher can still be honoured. [DeadlineNotPassed" in refused.err

    advance(contracts.chain, 14 * DAY + 1)
    assert as_person("bob", "reward", "give-back", voucher).code == 0
    assert contracts.credit.balance_of(alice.address) == 50_000


def test_a_partner_declines_and_delists(as_person, as_partner, abate, contracts, listed, alice):
    voucher = as_person("alice", "redeem", listed, "--json").json["voucher"]

    assert as_partner("reward", "delist", listed).code == 0
    assert as_partner("reward", "decline", voucher).code == 0

    assert contracts.credit.balance_of(alice.address) == 50_000
    assert abate("reward", "list", "--json").json == []
    assert "[ListingEnded (listing 1)]" in as_person("alice", "redeem", listed).err


def test_the_price_is_retired_where_the_listing_says_so(as_person, as_partner, contracts, holders, alice, tmp_path):
    (tmp_path / "terms").write_text("x")
    options = ("--stock", 2, "--open-for", "30d", "--terms", tmp_path / "terms")
    as_partner("reward", "offer", "A tree", "2", *options, "--settlement", "retires-for-holder")
    for step in ("honour", "receipt"):
        voucher = as_person("alice", "redeem", 1, "--json").json
        if step == "honour":
            done = as_partner("reward", "honour", voucher["voucher"], voucher["code"])
        else:
            done = as_person("alice", "reward", "receipt", voucher["voucher"])
        assert (done.code, done.err) == (0, "")

    assert contracts.certificate.retired_for(alice.address) == 4_000
    assert contracts.certificate.retirement_of(20130000000002).statement == "A tree"


def test_a_listing_in_another_vintages_credit_is_refused(as_person, contracts, listed, owner, partner, accounts, alice):
    oracle, catalogue = contracts.oracle.web3_contract, contracts.catalogue
    oracle.functions.openVintage(2014, contracts.credit.methodology_id()).transact({"from": owner.address})
    terms = replace(catalogue.listing_of(listed).terms, credit=contracts.oracle.credit_of(2014))
    sender_of(partner).send(catalogue.offer(terms))

    refused = as_person("alice", "redeem", 2)
    assert refused.code == 2
    assert f"priced in the credit {terms.credit}, not in this deployment's" in refused.err


def test_only_the_owner_admits(abate, as_person, contracts, owner, carol):
    assert "[NotProgrammeOwner" in as_person("carol", "reward", "admit", carol.address).err
    assert abate("reward", "admit", carol.address, "--account", owner.address).code == 0
    assert contracts.catalogue.is_admitted(carol.address)
    assert abate("reward", "dismiss", carol.address, "--account", owner.address).code == 0
    assert not contracts.catalogue.is_admitted(carol.address)


def test_wrong_input_is_refused_before_sending(as_person, as_partner, listed, alice):
    before = alice.nonce
    assert "'abc' is no code" in as_partner("reward", "honour", 2**32 + 1, "abc").err
    assert "[UnknownListing (listing 7)]" in as_person("alice", "redeem", 7).err
    refused = as_person("carol", "redeem", listed)
    assert (refused.code, "the wallet holds 0.000 credits, less than 1.500" in refused.err) == (2, True)
    assert alice.nonce == before
