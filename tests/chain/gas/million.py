"""Trees of 2^20 leaves, the same in every run: those that a case measures, all others derived from numbers."""

from collections.abc import Sequence

import numpy as np

from abate.merkle import MerkleTree
from abate.merkle.columns import byte_column
from abate.merkle.rows import keccak_rows
from tests.chain.oracle.batches import JULY_ENDS, draft, hexed, make_final, post
from tests.chain.oracle.deployments import METHODOLOGY_ID, VINTAGE

DEPTH = 20
LEAVES = 2**DEPTH
CREDITS = 1_234_567


def million(measured: Sequence[tuple[bytes | str, int, bytes | str]], leaves: int = LEAVES) -> MerkleTree:
    """A tree of 2^20 leaves, or so many, whose first rows are these: account, credits, report hash.

    The other accounts and report hashes are hashes of the row's number. An account may stand there twice, which
    ``MerkleTree.of`` refuses and a faulty batch does not.
    """
    count = len(measured)
    accounts, credits, reports = zip(*measured, strict=True)
    numbers = np.arange(leaves, dtype=">u8").view(np.uint8).reshape(leaves, 8)
    others = keccak_rows(numbers)
    account_rows = others[:, :20].copy()
    report_rows = keccak_rows(others).copy()
    account_rows[:count] = byte_column(accounts, 20, "account")
    report_rows[:count] = byte_column(reports, 32, "report_hash")
    return MerkleTree(account_rows, [*credits, *range(CREDITS + count, CREDITS + leaves)], report_rows)


def post_third(oracle, tree: MerkleTree, relayer) -> tuple[int, int, str]:
    """Two batches become final, so that all slots are in use, and the third, of this tree, is pending; what it is."""
    for day in (3, 2):
        post(oracle, draft(oracle, through=JULY_ENDS - day), relayer)
        make_final(oracle)
    post(oracle, draft(oracle, root=hexed(tree.root), count=len(tree)), relayer)
    return (VINTAGE, oracle.lastSequence(VINTAGE), METHODOLOGY_ID)
