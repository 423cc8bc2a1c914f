"""Trees, proofs and subtrees of a batch, in the format of OpenZeppelin's StandardMerkleTree."""

from abate.merkle.keccak import keccak256
from abate.merkle.tree import Entry, MerkleTree, Subtree, leaf_hash, verify

__all__ = ["Entry", "MerkleTree", "Subtree", "keccak256", "leaf_hash", "verify"]
