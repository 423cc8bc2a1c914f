"""Advice in money at the auction's last clearing price; the node learns nothing of the person."""

from decimal import Decimal

from abate.chain.connection import RetryingProvider


def test_savings_are_told_at_the_last_clearing_price(advise, story):
    done = advise("--market")

    change = done.json["changes"][0]
    assert (done.code, change["currency"]) == (0, "LOC")
    assert Decimal(change["money"]) == Decimal(change["credits"]) * Decimal("0.02")


def test_what_is_asked_of_the_node_holds_nothing_of_the_person(advise, story, monkeypatch):
    asked = []
    make = RetryingProvider.make_request
    monkeypatch.setattr(RetryingProvider, "make_request", lambda self, *what: asked.append(what) or make(self, *what))
    advise("--market")

    assert {method for method, _ in asked} <= {"eth_call", "eth_chainId", "eth_getCode", "web3_clientVersion"}
    assert "home0" not in repr(asked)
