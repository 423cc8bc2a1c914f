"""A local node that does not start is told with what it printed, and nothing of it stays."""

import os
import time

import pytest

from abate.chain import local_node
from abate.chain.local_node import ATTEMPTS, LocalNode
from abate.errors import ChainError, InputError


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program in the place of Anvil; it notes each start."""
    monkeypatch.setattr(local_node, "REPOSITORY", tmp_path)
    monkeypatch.setattr(local_node.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    def write(text):
        file = tmp_path / "anvil"
        file.write_text(f"#!/bin/sh\necho $$ >>{tmp_path / 'starts'}\n{text}\n")
        file.chmod(0o700)

    return write


def starts(tmp_path):
    return (tmp_path / "starts").read_text().split()


def refused(error, **more):
    with pytest.raises(error) as told, LocalNode("anvil", **more):
        pass
    return str(told.value)


def test_a_node_that_is_not_installed_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(local_node, "REPOSITORY", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(InputError) == "anvil is not installed; run through ./with-env, which sets it up"


def test_a_node_that_ends_at_once_is_told_in_its_last_words(program, tmp_path):
    program("echo one; echo two; echo three; echo Address in use >&2; exit 1")
    said = "anvil did not start on port 8999: two / three / Address in use"
    assert refused(ChainError, port=8999) == said
    assert len(starts(tmp_path)) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["anvil", "starts"]


def test_another_free_port_is_tried_where_none_was_chosen(program, tmp_path):
    program("exit 1")
    assert refused(ChainError).endswith(": no output")
    assert len(starts(tmp_path)) == ATTEMPTS


def test_a_node_that_never_answers_and_does_not_stop_is_killed(program, tmp_path, monkeypatch):
    monkeypatch.setattr(local_node, "START_TIMEOUT", 0.1)
    monkeypatch.setattr(local_node, "STOP_TIMEOUT", 0.1)
    program("trap '' TERM; while :; do sleep 0.05; done")
    begun = time.monotonic()
    assert refused(ChainError, port=local_node.free_port()).endswith(": no output")
    assert time.monotonic() - begun < 30
    (process,) = starts(tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)


def test_stopping_twice_is_harmless():
    node = LocalNode("anvil")
    node.stop()
    node.stop()
