import pytest
from brownie import LocalCurrency, web3

from abate.chain.sender import Sender


class KilledError(Exception):
    """Stands for a process that ends in the middle."""


def test_a_deposit_that_was_sent_before_the_kill_is_not_sent_again(as_person, contracts, alice, fund):
    fund(alice, 9_000_000)
    LocalCurrency.at(contracts.currency.address).approve(contracts.auction.address, 4_000_000, {"from": alice})

    def end(*ignored):
        raise KilledError

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(Sender, "wait", end)
        as_person("alice", "deposit", "4")
    sent = web3.eth.get_transaction_count(alice.address, "pending")  # it may not have landed yet
    again = as_person("alice", "deposit", "4", "--json")

    assert again.err == "depositing: an interrupted run had sent this already; this is its result\n"
    assert again.json["vault"] == "4.000000"
    assert contracts.currency.balance_of(alice.address) == 5_000_000
    assert alice.nonce == sent


def test_once_a_command_is_done_the_same_command_is_a_new_one(as_person, contracts, alice, fund):
    fund(alice, 9_000_000)

    as_person("alice", "deposit", "4")
    as_person("alice", "deposit", "4")

    assert contracts.auction.vault_of(alice.address) == 8_000_000


def test_no_journal_is_left_when_all_is_done(as_person, alice, fund, record):
    fund(alice, 9_000_000)

    as_person("alice", "deposit", "4")

    assert list(record.parent.glob("*.journal")) == []
