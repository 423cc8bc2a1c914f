"""Only known operators come in, each request once, and for minutes."""

from dataclasses import replace

import pytest

from abate.chain.signer import KeySigner
from abate.errors import IntegrityError
from abate.exchange.requests import LIFETIME, Doorkeeper, authorisation
from tests.library.oracle.conftest import NOW, keys_of

PATH, CONTENT = "/v1/files/2013-0001/batch.json", bytes(range(32))
KEYS = keys_of(3)


@pytest.fixture
def doorkeeper(moment):
    return Doorkeeper(moment.deployment, frozenset(key.address for key in KEYS[:2]), NOW - 3600)


@pytest.fixture
def header(moment):
    def make(key=KEYS[0], now=NOW, deployment=moment.deployment):
        return authorisation(deployment, KeySigner(key), "PUT", PATH, CONTENT, now)

    return make


def refused(words):
    return pytest.raises(IntegrityError, match=words)


def test_an_operator_comes_in(doorkeeper, header):
    assert doorkeeper.admit(header(), "PUT", PATH, CONTENT, NOW) == KEYS[0].address


def test_the_same_request_comes_in_once(doorkeeper, header):
    overheard = header()
    doorkeeper.admit(overheard, "PUT", PATH, CONTENT, NOW)
    with refused("this request came before"):
        doorkeeper.admit(overheard, "PUT", PATH, CONTENT, NOW + 1)
    assert doorkeeper.admit(header(), "PUT", PATH, CONTENT, NOW + 1) == KEYS[0].address


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [("GET", PATH, CONTENT), ("PUT", PATH + "x", CONTENT), ("PUT", PATH, bytes(32))],
    ids=["method", "path", "body"],
)
def test_another_request_is_not_signed_by_it(method, path, content, doorkeeper, header):
    with refused(f"this request is not signed by {KEYS[0].address}"):
        doorkeeper.admit(header(), method, path, content, NOW)


def test_another_deployments_request_is_refused(doorkeeper, header, moment):
    other = replace(moment.deployment, chain_id=1)
    with refused(f"this request is not signed by {KEYS[0].address}"):
        doorkeeper.admit(header(deployment=other), "PUT", PATH, CONTENT, NOW)


def test_a_stranger_is_refused(doorkeeper, header):
    with refused(f"{KEYS[2].address} is no operator of this exchange"):
        doorkeeper.admit(header(KEYS[2]), "PUT", PATH, CONTENT, NOW)


def test_a_stranger_cannot_name_an_operator(doorkeeper, header):
    forged = header(KEYS[2]).replace(KEYS[2].address, KEYS[0].address)
    with refused(f"this request is not signed by {KEYS[0].address}"):
        doorkeeper.admit(forged, "PUT", PATH, CONTENT, NOW)


@pytest.mark.parametrize("off", [-LIFETIME - 1, LIFETIME + 1])
def test_a_request_of_another_time_is_refused(off, doorkeeper, header):
    with refused(f"this request is of {NOW + off}, the server's clock shows {NOW}: more than 5 minutes apart"):
        doorkeeper.admit(header(now=NOW + off), "PUT", PATH, CONTENT, NOW)


def test_a_request_from_before_the_server_was_started_again_is_refused(doorkeeper, header):
    """It may have come in before; the server does not remember."""
    restarted = replace(doorkeeper, opened_at=NOW)
    with refused(f"this request is of {NOW - 1}, before this server was started at {NOW}"):
        restarted.admit(header(now=NOW - 1), "PUT", PATH, CONTENT, NOW)


@pytest.mark.parametrize("header", [None, "", "Bearer abc", "Abate 0x00 1 2 3"])
def test_a_request_without_a_signature_is_refused(header, doorkeeper):
    with refused("no signed request"):
        doorkeeper.admit(header, "PUT", PATH, CONTENT, NOW)
