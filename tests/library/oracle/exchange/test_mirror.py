"""A copy is not led astray by a server that fails, or lies."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from abate.chain.signer import KeySigner
from abate.errors import ChainError, InputError, IntegrityError
from abate.exchange import mirror as module
from abate.exchange.mirror import Mirror, is_served
from tests.library.oracle.conftest import keys_of

KEY = keys_of(1)[0]
PATH = "2013-0001/batch.json"


@pytest.fixture
def answering(tmp_path, moment, monkeypatch):
    """A copy of a server that gives these answers, one after the other: status and text."""
    monkeypatch.setattr(module, "FIRST_PAUSE_SECONDS", 0.001)
    servers = []

    def make(*answers):
        left = list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, text = left.pop(0) if left else (404, "")
                if not status:
                    self.connection.close()
                    return
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *ignored):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        return Mirror.at(url, tmp_path, moment.deployment, KeySigner(KEY))

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def listing(**files):
    return 200, json.dumps({"files": files})


def test_a_server_that_fails_at_first_is_asked_again(answering):
    copy = answering((503, ""), (0, ""), listing())
    assert copy.fetch() == copy.folder


def test_a_server_that_is_not_there_is_told_in_one_line(answering):
    copy = answering(*[(0, "")] * 5)
    with pytest.raises(ChainError) as told:
        copy.fetch()
    assert str(told.value) == f"the exchange at {copy.host} gives no answer (ConnectionError)"


def test_what_comes_must_be_what_was_listed(answering):
    copy = answering(listing(**{PATH: "00" * 32}), (200, "something else"))
    with pytest.raises(IntegrityError, match=f"{PATH} came from 127.0.0.1:[0-9]+ changed"):
        copy.fetch()
    assert not list(copy.folder.rglob("*.json"))


def test_no_server_writes_outside_the_copy(answering, tmp_path):
    copy = answering(listing(**{"../../outside.json": "00" * 32}), (200, "{}"))
    with pytest.raises(InputError, match="is no file of an exchange"):
        copy.fetch()
    assert not list(tmp_path.rglob("outside.json"))


def test_no_server_fills_memory_or_disk(answering, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_LIST", 1000)
    for answers in ([(200, "x" * 1001)], [listing(**{PATH: "00" * 32}), (200, "x" * 70_000)]):
        copy = answering(*answers)
        with pytest.raises(IntegrityError, match=r"answers with more than [0-9]+ bytes"):
            copy.fetch()
        assert not [file for file in copy.folder.rglob("*") if file.is_file()]


def test_a_list_that_is_nested_without_end_is_no_list(answering):
    copy = answering((200, '{"files":' * 50_000))
    with pytest.raises(IntegrityError, match="answers with no list of files"):
        copy.fetch()


def test_something_else_than_an_exchange_is_told(answering):
    copy = answering((200, "<html>"))
    with pytest.raises(IntegrityError, match="answers with no list of files: is it an exchange\\?"):
        copy.fetch()


@pytest.mark.parametrize("url", ["http://", "http://user:secret@host", "http://host?x=1"])
def test_a_url_that_names_no_server_is_refused(url, tmp_path, moment):
    with pytest.raises(InputError, match="an exchange is a folder, or http"):
        Mirror.at(url, tmp_path, moment.deployment, KeySigner(KEY))


def test_a_folder_is_not_served():
    assert not is_served("exchange")
    assert is_served("http://127.0.0.1:8095")
