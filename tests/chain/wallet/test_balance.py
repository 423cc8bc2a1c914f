from decimal import Decimal


def test_a_balance_is_exact_and_needs_no_passphrase(abate, keys, alice, fund, holders):
    fund(alice, 7)

    done = abate("balance", "--keystore", keys / "alice.json", "--json")

    assert done.code == 0
    found = done.json
    assert Decimal(found.pop("coin")) == Decimal(alice.balance()).scaleb(-18)
    assert found == {
        "account": alice.address,
        "vintage": 2013,
        "credits": "50.000",
        "issued": "50.000",
        "retired": "0.000",
        "currency": "LOC",
        "wallet": "0.000007",
        "vault": "0.000000",
        "escrow": "0.000000",
        "bid": None,
    }


def test_without_an_account_it_says_what_to_give(abate):
    refused = abate("balance")

    assert refused.code == 2
    assert refused.err == "abate: not set: --account, or --keystore (or ABATE_KEYSTORE)\n"


def test_without_a_node_it_says_what_to_give(abate, monkeypatch):
    monkeypatch.delenv("ABATE_RPC_URL")

    assert abate("balance").err.startswith("abate: not set: --rpc or --network (or ABATE_RPC_URL, ABATE_NETWORK)")
