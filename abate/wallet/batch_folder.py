"""The tree of a batch from the operators' shared folder."""

from __future__ import annotations

from pathlib import Path

from abate.deploy.contracts import Contracts
from abate.merkle import MerkleTree
from abate.oracle.draft_files import read_draft
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment


def tree_of_batch(folder: Path, contracts: Contracts) -> MerkleTree:
    """Read the leaves of a batch.

    Args:
        folder: the batch's own, such as ``exchange/2013-0001``.
        contracts: the deployment it was made for.

    Raises:
        InputError: the folder holds no batch.
        IntegrityError: the batch is of another deployment, or its files do not add up.
    """
    deployment = Deployment(contracts.chain.chain_id, contracts.oracle.address)
    return read_draft(BatchFolder(folder), deployment).leaves.tree
