from hypothesis import assume, given
from hypothesis import strategies as st

from abate.merkle import MerkleTree, verify
from tests.library.merkle.columns import sample_tree

rows = st.lists(
    st.tuples(st.binary(min_size=20, max_size=20), st.integers(0, 2**128 - 1), st.binary(min_size=32, max_size=32)),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[0],
)


@given(rows)
def test_every_leaf_has_a_proof_that_verifies(entries):
    tree = MerkleTree.of(*map(list, zip(*entries, strict=True)))

    for index, (account, credits, report_hash) in enumerate(entries):
        assert verify(tree.root, account, credits, report_hash, tree.proof(index))
        assert tree.index_of(account) == index
        assert tree.entry(index) == (account, credits, report_hash)


@given(rows, st.randoms(use_true_random=False))
def test_the_root_does_not_depend_on_the_order_of_rows(entries, dice):
    shuffled = dice.sample(entries, len(entries))

    roots = {MerkleTree.of(*map(list, zip(*each, strict=True))).root for each in (entries, shuffled)}
    assert len(roots) == 1


@given(rows, st.integers(0, 2**128 - 1), st.data())
def test_another_figure_does_not_verify(entries, other, data):
    tree = MerkleTree.of(*map(list, zip(*entries, strict=True)))
    index = data.draw(st.integers(0, len(entries) - 1))
    account, credits, report_hash = entries[index]
    assume(other != credits)

    assert not verify(tree.root, account, other, report_hash, tree.proof(index))


def test_a_changed_proof_does_not_verify():
    tree = sample_tree(9)
    account, credits, report_hash = tree.entry(4)
    proof = tree.proof(4)

    assert verify(tree.root, account, credits, report_hash, proof)
    assert not verify(tree.root, account, credits, report_hash, proof[:-1])
    assert not verify(tree.root, account, credits, report_hash, [*proof, tree.root])
    assert not verify(tree.root, account, credits, report_hash, [bytes(32), *proof[1:]])


def test_the_leaf_is_the_double_hash_of_the_encoded_entry():
    from eth_abi import encode
    from web3 import Web3

    tree = sample_tree(4)
    account, credits, report_hash = tree.entry(3)
    encoded = encode(["address", "uint256", "bytes32"], ["0x" + account.hex(), credits, report_hash])
    assert tree.leaf(3) == bytes(Web3.keccak(Web3.keccak(encoded)))


def test_the_proof_of_a_single_leaf_is_empty():
    tree = sample_tree(1)

    assert tree.proof(0) == []
    assert tree.root == tree.leaf(0)
