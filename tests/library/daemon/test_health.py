"""``/healthz`` says why the daemon is not healthy, ``/metrics`` what Prometheus asks for."""

import re

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from abate.daemon.health import SILENT_SECONDS, Health
from abate.daemon.metrics import Metrics
from abate.daemon.server import address_of, serving
from abate.errors import InputError


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def health(clock):
    return Health(lambda: clock[0])


@pytest.fixture
def ask(health):
    metrics = Metrics()
    with serving(("127.0.0.1", 0), metrics, health) as address:
        yield lambda path: requests.get(f"http://{address}{path}", timeout=10)


def test_a_daemon_is_healthy_after_its_first_round(health, ask):
    answer = ask("/healthz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["the first look at the chain is not over"])
    assert "abate_operator_healthy 0.0" in ask("/metrics").text
    health.went_round()
    answer = ask("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"healthy": True, "reasons": []})
    assert "abate_operator_healthy 1.0" in ask("/metrics").text


def test_reasons_come_and_go(health):
    health.went_round()
    health.set("node", "the node gives no answer")
    assert health.reasons() == ["the node gives no answer"]
    health.set("node", None)
    health.set("node", None)
    assert health.reasons() == []


def test_a_daemon_that_stands_still_is_not_healthy(health, clock):
    health.went_round()
    clock[0] = SILENT_SECONDS + 1
    assert health.reasons() == ["no round of duties was finished for 901 s"]


def test_every_figure_is_served_with_its_type_and_what_it_means(ask):
    families = {family.name: family for family in text_string_to_metric_families(ask("/metrics").text)}
    described = {family.name: (family.documentation, family.type) for family in Metrics().registry.collect()}
    assert {name: (family.documentation, family.type) for name, family in families.items()} == described
    assert [name for name, (words, _) in described.items() if not re.fullmatch(r"[A-Z0-9].*\.", words)] == []
    assert {kind for _, kind in described.values()} == {"gauge", "counter", "summary"}


def test_nothing_else_is_served(ask):
    assert ask("/").status_code == 404


@pytest.mark.parametrize("text", ["9464", ":9464", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_told(text):
    with pytest.raises(InputError) as refused:
        address_of(text)
    assert str(refused.value) == f"--metrics: '{text}' is not HOST:PORT; such as 127.0.0.1:9464"


def test_an_address_that_is_taken_is_told(health):
    with serving(("127.0.0.1", 0), Metrics(), health) as address:
        port = int(address.rpartition(":")[2])
        second = serving(("127.0.0.1", port), Metrics(), health)
        with pytest.raises(InputError, match=rf"^--metrics: cannot listen at 127.0.0.1:{port}: "), second:
            pass
