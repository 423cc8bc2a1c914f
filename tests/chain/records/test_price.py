"""Advice in money at the auction's last clearing price; the node learns nothing of the person."""

from decimal import Decimal

import pytest
from brownie import web3

from abate.chain.connection import RetryingProvider
from abate.config import REPOSITORY
from tests.chain.commands import run_abate

HOME = REPOSITORY / "samples/uk-home"
ADVISE = ("advise", HOME / "manifest.toml", "--methodology", HOME / "methodology.toml", "--person", "home0")


@pytest.fixture
def advise(capsys, monkeypatch, record, contracts):
    monkeypatch.setenv("ABATE_RPC_URL", web3.provider.endpoint_uri)
    monkeypatch.setenv("ABATE_DEPLOYMENT", str(record))
    return lambda *more: run_abate(capsys, monkeypatch, *ADVISE, "--period", "2021-01", "--json", *more)


def test_before_anything_is_sold_it_says_so(advise, contracts):
    refused = advise("--market")

    assert (refused.code, refused.err) == (
        2,
        "abate: --market: the auction has sold nothing yet; give a --price\n",
    )


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
