"""A served exchange of three operators, and their copies of it."""

import time
from threading import Event, Thread

import pytest

from abate.chain.signer import KeySigner
from abate.exchange.mirror import Mirror
from abate.exchange.requests import Doorkeeper
from abate.exchange.rules import Place, Rules
from abate.exchange.server import Exchange, serve
from tests.library.oracle.conftest import NOW, keys_of

BATCH = "2013-0001"
KEYS = keys_of(3)
NAMES = [key.address for key in KEYS]


@pytest.fixture
def root(tmp_path):
    """The folder that is served."""
    return tmp_path / "served"


@pytest.fixture
def exchange(root, moment):
    operators = frozenset(key.address for key in keys_of(3))
    doorkeeper = Doorkeeper(moment.deployment, operators, int(time.time()))
    return Exchange(root, doorkeeper, Rules(root, moment.deployment, 2), lambda: NOW, 100_000)


@pytest.fixture
def url(exchange):
    ports, ready = [], Event()

    def taken(port):
        ports.append(port)
        ready.set()

    Thread(target=serve, args=(exchange, "127.0.0.1", 0, taken), daemon=True).start()
    assert ready.wait(10)
    return f"http://127.0.0.1:{ports[0]}"


@pytest.fixture
def mirror_of(url, tmp_path, moment):
    """The copy of whoever holds this key."""

    def make(key, name=None):
        return Mirror.at(url, tmp_path / (name or f"state of {key.address}"), moment.deployment, KeySigner(key))

    return make


@pytest.fixture
def mirrors(mirror_of):
    return [mirror_of(key) for key in keys_of(3)]


@pytest.fixture
def worked(drafted, desks, mirrors, tmp_path):
    """Roots, figures and draft as the operators made them, in each one's copy; nothing is sent yet."""
    made = tmp_path / "exchange"
    for number, mirror in enumerate(mirrors):
        for file in made.rglob("*.*"):
            path = file.relative_to(made)
            place = Place.of(path.as_posix())
            if place.operator in (None, NAMES[number]):
                (mirror.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (mirror.folder / path).write_bytes(file.read_bytes())
    return mirrors


@pytest.fixture
def laid(worked):
    for mirror in worked:
        mirror.send_own(BATCH)
    worked[0].send_draft(BATCH)
    return worked
