"""Post a signed batch; looks at the chain first, so it can be killed and started again."""

from __future__ import annotations

import json
from dataclasses import dataclass

from web3.types import TxReceipt

from abate.chain.sender import Sender
from abate.errors import ChainError, IntegrityError
from abate.files import write_atomically
from abate.oracle.draft_files import StoredDraft, read_draft
from abate.oracle.folder import BatchFolder
from abate.oracle.onchain import Vintage
from abate.oracle.signatures import quorum_of, read_signatures
from abate.oracle.terms import OperatorSet
from abate.oracle.typed_data import Batch, digest
from abate.oracle.verify import check_leaves


@dataclass(frozen=True)
class Posted:
    """A batch that stands on chain.

    Attributes:
        batch: what was posted.
        final_at: when it becomes final, unix seconds; None where it is final already.
        receipt: of the transaction; None where an earlier run, or somebody else, had posted it.
    """

    batch: Batch
    final_at: int | None
    receipt: TxReceipt | None


def post(vintage: Vintage, folder: BatchFolder, operator_set: OperatorSet, sender: Sender) -> Posted:
    """Send the batch of the folder with a quorum of its signatures, unless it stands on chain already.

    Args:
        vintage: where to.
        folder: of the batch.
        operator_set: the operators in force.
        sender: who pays; need not be an operator.

    Raises:
        InputError: no batch in the folder, or too few signatures.
        IntegrityError: the batch does not agree with its leaves, or a signature is not one of it.
        ChainError: another batch took its place, or the oracle refused.
    """
    stored = read_draft(folder, vintage.deployment)
    check_leaves(stored)
    batch = stored.batch
    earlier = posted(vintage, batch)
    if earlier is not None:
        publish_tree(folder, stored)
        return earlier
    chosen = quorum_of(read_signatures(folder, vintage.deployment, batch, operator_set), operator_set)
    theirs = vintage.oracle.digest_of(batch.as_tuple())
    if theirs != digest(vintage.deployment, batch):
        raise IntegrityError(f"the oracle at {vintage.oracle.address} hashes batches in another way")
    signatures = [one.signature for one in chosen]
    call = vintage.oracle.post_batch(batch.as_tuple(), list(operator_set.operators), signatures)
    receipt = sender.send(call, f"post/{vintage.year}/{batch.sequence}/{batch.root.hex()}")
    _, final_at = vintage.oracle.pending_batch(vintage.year)
    publish_tree(folder, stored)
    return Posted(batch, final_at, receipt)


def publish_tree(folder: BatchFolder, stored: StoredDraft) -> None:
    """Lay the tree that people claim with beside the batch."""
    if not folder.tree.exists():
        write_atomically(folder.tree, json.dumps(stored.leaves.tree.dump()))


def posted(vintage: Vintage, batch: Batch) -> Posted | None:
    """The batch as it stands on chain, or None where it was not posted yet.

    Raises:
        ChainError: a batch with its number was posted, and it is another one or was revoked.
    """
    if vintage.oracle.last_sequence(vintage.year) < batch.sequence:
        return None
    pending, final_at = vintage.oracle.pending_batch(vintage.year)
    if pending.sequence == batch.sequence and pending.root == batch.root:
        return Posted(batch, final_at, None)
    final = vintage.oracle.final_batch(vintage.year)
    if final.sequence == batch.sequence and final.root == batch.root:
        return Posted(batch, None, None)
    raise ChainError(
        f"batch {batch.sequence} of {vintage.year} was posted with another root, was revoked, or has been followed by "
        f"another; the final one is {final.sequence}"
    )
