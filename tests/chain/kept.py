"""Module fixtures that the next module finds as they were left, instead of setting them up again on an empty chain.

The modules of a folder stand on the same deployment, the same batch, the same round, one on top of another. A fixture
marked ``@kept`` is set up once and followed by a snapshot of the node; the next module whose first test asks for it
begins from there. What a module does on top is still its own: going back takes away all of it, on the chain and in
the folders of kept paths.
"""

import functools
import inspect
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from brownie import chain, web3
from brownie.exceptions import RPCRequestError


@dataclass
class Layer:
    """One kept fixture, the block it ended with, and what it takes to go back there."""

    fixture: object
    value: object
    block: bytes
    snapshot: int | str
    files: dict[Path, bytes]


# from the ground up: going back to one costs the node the snapshots above it
_layers: list[Layer] = []
_ground: dict[str, bytes] = {}


def kept(function):
    """A module fixture for the next module to take up.

    It may ask for kept fixtures and for what never changes. Its value is shared: no test may change it. A path stands
    for its folder. It is kept unless something else happened on the chain between the last kept fixture and this one.
    """
    assert not inspect.isgeneratorfunction(function), "what is kept has nothing to tear down"

    @functools.wraps(function)
    def fixture(**asked):
        for layer in _layers:
            if layer.fixture is fixture:
                return layer.value
        before = _block()
        value = function(**asked)
        if before == (_layers[-1].block if _layers else _ground["block"]):
            layer = Layer(fixture, value, _block(), chain._take_snapshot(), {})
            _layers.append(layer)
            layer.files = {file: file.read_bytes() for folder in _folders() for file in _files(folder)}
        return value

    fixture.is_kept = True
    return pytest.fixture(scope="module")(fixture)


def depth(item) -> int:
    """How many kept fixtures a test stands on."""
    return sum(getattr(function, "is_kept", False) for function in _asked_for(item))


def go_back(item) -> None:
    """Bring the chain to where a module's first test can take it up: its start, or the highest layer of its own."""
    wanted = _asked_for(item)
    height = next((at for at, layer in enumerate(_layers) if layer.fixture not in wanted), len(_layers))
    del _layers[height:]
    while _layers and not _restored(_layers[-1]):
        _layers.pop()
    if not _layers:
        start_anew()


def start_anew() -> None:
    """Bring the chain to its start, where nothing is kept."""
    _layers.clear()
    chain.reset()
    _ground["block"] = _block()


def _restored(layer: Layer) -> bool:
    """Whether the node went back; it forgets a snapshot that was taken within a test."""
    try:
        layer.snapshot = chain._current_id = chain._revert(layer.snapshot)
    except RPCRequestError:
        return False
    if _block() != layer.block:
        return False
    for folder in _folders():
        shutil.rmtree(folder)
        folder.mkdir()
    for file, content in layer.files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return True


def _asked_for(item) -> list:
    """The functions of the fixtures that a test asks for, itself or through another one."""
    found = item._fixtureinfo.name2fixturedefs
    return [found[name][-1].func for name in item.fixturenames if name in found]


def _folders() -> list[Path]:
    return [layer.value.parent for layer in _layers if isinstance(layer.value, Path)]


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _block() -> bytes:
    return bytes(web3.eth.get_block("latest")["hash"])
