import importlib
import sys

import pytest

from abate.merkle import keccak

EMPTY = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize("hidden", [None, "sha3"])
def test_both_hashers_give_keccak_256(monkeypatch, hidden):
    if hidden:
        monkeypatch.setitem(sys.modules, hidden, None)
    module = importlib.reload(keccak)
    try:
        assert module.keccak256(b"").hex() == EMPTY
        assert (module.keccak256 is module._slower) == (hidden == "sha3")
    finally:
        monkeypatch.undo()
        importlib.reload(keccak)
