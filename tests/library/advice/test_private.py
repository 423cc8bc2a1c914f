"""Nothing leaves the machine: no socket is opened, whatever is asked for."""

import socket

import pytest

from tests.library.advice.conftest import SAMPLES


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("ABATE_RPC_URL", "http://127.0.0.1:8545")


def test_advice_opens_no_socket_even_where_a_node_is_set(advise, no_network):
    home = SAMPLES / "uk-home"
    arguments = ("--person", "home0", "--methodology", home / "methodology.toml", "--period", "2021-01", "--price", "1")

    assert advise(home / "manifest.toml", *arguments)["changes"]


def test_the_guard_works(no_network):
    with pytest.raises(AssertionError, match="a socket was opened"):
        socket.create_connection(("127.0.0.1", 9))
