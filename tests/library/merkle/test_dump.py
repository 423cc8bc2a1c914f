import json

import pytest
from eth_utils import to_checksum_address

from abate.errors import InputError
from abate.merkle import MerkleTree
from tests.library.merkle.columns import sample_tree


def test_a_dump_survives_json_and_gives_the_tree_back():
    tree = sample_tree(77)

    again = MerkleTree.load(json.loads(json.dumps(tree.dump())))

    assert again.nodes == tree.nodes
    assert [again.entry(i) for i in range(77)] == [tree.entry(i) for i in range(77)]


def test_addresses_in_a_dump_carry_their_checksum():
    tree = sample_tree(50)

    for row, value in enumerate(tree.dump()["values"]):
        assert value["value"][0] == to_checksum_address(tree.entry(row).account)


@pytest.mark.parametrize("written", [int, str, hex], ids=["number", "decimal", "hexadecimal"])
def test_credits_may_be_written_as_other_tools_write_them(written):
    document = sample_tree(5).dump()
    for row in document["values"]:
        row["value"][1] = written(int(row["value"][1]))

    assert MerkleTree.load(document).root == sample_tree(5).root


def changed(**parts) -> dict:
    return {**sample_tree(3).dump(), **parts}


def with_value(row: int, **parts) -> dict:
    document = sample_tree(3).dump()
    document["values"][row].update(parts)
    return document


def flipped_node() -> dict:
    document = sample_tree(3).dump()
    document["tree"][0] = "0x" + "00" * 32
    return document


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ([], "format: this is not a tree of format standard-v1"),
        (changed(format="simple-v1"), "format: this is not a tree of format standard-v1"),
        (
            changed(leafEncoding=["address", "uint256"]),
            "leafEncoding: the leaf encoding is ['address', 'uint256'], not ['address', 'uint256', 'bytes32']",
        ),
        (changed(values=[]), "a tree needs at least one leaf"),
        (changed(values=[{"value": ["0x00"]}]), "tree and values are needed, each value an account, credits and"),
        (changed(tree=None), "tree and values are needed, each value an account, credits and a report hash"),
        (
            with_value(1, value=[sample_tree(3).dump()["values"][1]["value"][0], 1.5, "0x"]),
            "credits: 1.5 is not a whole number from 0 to 2**128 - 1",
        ),
        (flipped_node(), "tree: the nodes are not those that the values give, with leaves sorted by hash"),
        (with_value(1, value=sample_tree(4).dump()["values"][3]["value"]), "tree: the nodes are not those"),
        (with_value(1, treeIndex=3), "values: a treeIndex does not point to its value's leaf"),
        (with_value(1, value=["0x00", "5", "0x"]), "account: 0x00 has 1 bytes, not 20"),
    ],
)
def test_a_dump_that_was_changed_is_refused(document, line):
    with pytest.raises(InputError) as refusal:
        MerkleTree.load(document)
    assert str(refusal.value).startswith(line)
