"""A published tree is read whole or not at all."""

import json

import pytest

from abate.errors import InputError
from abate.wallet.claim import read_tree


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tree.json"


def refused(file):
    with pytest.raises(InputError) as told:
        read_tree(file)
    return str(told.value)


def test_a_tree_that_is_not_there_is_told(file):
    assert refused(file) == f"{file}: no such file"


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_no_tree(content, file):
    file.write_bytes(content)
    assert refused(file) == f"{file}: cannot be read as JSON"


def test_what_is_wrong_in_a_tree_is_told_with_its_file(file):
    file.write_text(json.dumps({"format": "another"}))
    assert refused(file) == f"{file}: format: this is not a tree of format standard-v1"
