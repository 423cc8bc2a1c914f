import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from abate.chain import connection
from abate.chain.connection import connect
from abate.errors import ChainError, InputError


class FlakyNode:
    """A node on chain 1337 that fails its first requests with status 503."""

    def __init__(self, failures: int):
        self.failures, self.asked = failures, 0
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                node.asked += 1
                self.rfile.read(int(self.headers["Content-Length"]))
                body = json.dumps({"jsonrpc": "2.0", "id": 1, "result": "0x539"}).encode()
                self.send_response(503 if node.asked <= node.failures else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *ignored):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret-path"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def flaky(monkeypatch):
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    started = []

    def start(failures):
        started.append(FlakyNode(failures))
        return started[-1]

    yield start
    for node in started:
        node.server.shutdown()


def test_transport_errors_are_retried_until_the_node_answers(flaky):
    node = flaky(failures=3)

    assert connect(node.url).chain_id == 1337
    assert node.asked == 4


def test_a_node_that_stays_away_is_named_by_its_host_only(flaky):
    node = flaky(failures=1000)

    with pytest.raises(
        ChainError, match=rf"^the node at 127\.0\.0\.1:{node.server.server_port} gives no answer"
    ) as caught:
        connect(node.url)
    assert "secret-path" not in str(caught.value)
    assert node.asked == connection.RETRIES


def test_another_chain_than_expected_is_refused(flaky):
    with pytest.raises(InputError, match="is on chain 1337, expected 11155111"):
        connect(flaky(failures=0).url, chain_id=11155111)


def test_an_address_that_is_not_http_is_refused():
    with pytest.raises(InputError, match="must begin with http"):
        connect("ws://127.0.0.1:8545")
