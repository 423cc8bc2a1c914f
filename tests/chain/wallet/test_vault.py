from brownie import LocalCurrency


def test_a_deposit_approves_and_moves_exactly_that(as_person, contracts, alice, fund):
    fund(alice, 9_000_000)

    done = as_person("alice", "deposit", "5.5", "--json")

    assert (done.code, done.json["amount"], done.json["vault"], done.json["currency"]) == (
        0,
        "5.500000",
        "5.500000",
        "LOC",
    )
    assert done.err == "approving 5.500000 LOC for the auction\n"
    assert contracts.auction.vault_of(alice.address) == 5_500_000
    assert contracts.currency.balance_of(alice.address) == 3_500_000
    assert contracts.currency.allowance(alice.address, contracts.auction.address) == 0


def test_an_older_approval_that_is_too_small_is_replaced_by_way_of_zero(as_person, contracts, alice, fund):
    fund(alice, 9_000_000)
    LocalCurrency.at(contracts.currency.address).approve(contracts.auction.address, 1, {"from": alice})

    done = as_person("alice", "deposit", "2")

    assert done.err.splitlines() == [
        "approving 0 first, to replace an older approval",
        "approving 2.000000 LOC for the auction",
    ]
    assert contracts.auction.vault_of(alice.address) == 2_000_000


def test_a_deposit_beyond_the_wallet_is_refused_before_anything_is_sent(as_person, alice, fund):
    fund(alice, 1_000_000)
    before = alice.nonce

    refused = as_person("alice", "deposit", "1.000001")

    assert refused.code == 2
    assert refused.err == "abate: AMOUNT: the wallet holds 1.000000 LOC, less than 1.000001 LOC\n"
    assert alice.nonce == before


def test_a_withdrawal_brings_exactly_that_back(as_person, contracts, alice, fund):
    fund(alice, 5_000_000)
    as_person("alice", "deposit", "5")

    done = as_person("alice", "withdraw", "1.25", "--json")

    assert (done.json["amount"], done.json["vault"]) == ("1.250000", "3.750000")
    assert contracts.currency.balance_of(alice.address) == 1_250_000


def test_everything_can_be_withdrawn_at_once(as_person, contracts, alice, fund):
    fund(alice, 5_000_000)
    as_person("alice", "deposit", "5")

    done = as_person("alice", "withdraw", "all", "--json")

    assert (done.json["amount"], done.json["vault"]) == ("5.000000", "0.000000")
    assert contracts.currency.balance_of(alice.address) == 5_000_000


def test_more_than_the_vault_holds_is_refused(as_person, alice):
    refused = as_person("alice", "withdraw", "0.000001")

    assert refused.code == 2
    assert refused.err == "abate: AMOUNT: the vault holds 0.000000 LOC; withdraw at most that\n"
