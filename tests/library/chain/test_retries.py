from itertools import chain

import pytest

from abate.chain import connection
from abate.chain.connection import connect
from abate.errors import ChainError, InputError
from tests.library.chain.scripted_node import LOCAL, UNAVAILABLE, ScriptedNode


@pytest.fixture
def flaky(monkeypatch):
    """Starts a node on chain 1337 that fails its first requests with status 503."""
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    started = []

    def start(failures):
        said = chain([UNAVAILABLE] * failures, [LOCAL["eth_chainId"]])
        started.append(ScriptedNode({"eth_chainId": lambda: next(said)}))
        return started[-1]

    yield start
    for node in started:
        node.stop()


def test_transport_errors_are_retried_until_the_node_answers(flaky):
    node = flaky(failures=3)

    assert connect(node.url).chain_id == 1337
    assert len(node.asked) == 4


def test_a_node_that_stays_away_is_named_by_its_host_only(flaky):
    node = flaky(failures=1000)

    with pytest.raises(
        ChainError, match=rf"^the node at 127\.0\.0\.1:{node.server.server_port} gives no answer"
    ) as caught:
        connect(f"{node.url}/secret-path")
    assert "secret-path" not in str(caught.value)
    assert len(node.asked) == connection.RETRIES


def test_another_chain_than_expected_is_refused(flaky):
    with pytest.raises(InputError, match="is on chain 1337, expected 11155111"):
        connect(flaky(failures=0).url, chain_id=11155111)


def test_an_address_that_is_not_http_is_refused():
    with pytest.raises(InputError, match="must begin with http"):
        connect("ws://127.0.0.1:8545")
