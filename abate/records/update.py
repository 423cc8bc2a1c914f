"""Bringing an index up to the chain's head: resumed where it ended, taken back where the chain was reorganised."""

from __future__ import annotations

from typing import Final

from abate.chain.contract import LOG_BLOCKS
from abate.deploy.contracts import Contracts
from abate.errors import ChainError
from abate.records.declared import SOURCES
from abate.records.index import Index
from abate.records.scan import Block, Scanner, Trouble

SHRINK: Final = 4
TRIES: Final = 5
"""Reorganisations in a row, while one range is read, after which the node is not trusted."""


def update(index: Index, contracts: Contracts, span: int = LOG_BLOCKS) -> Block:
    """Read what happened since, to the chain's latest block.

    Args:
        index: of the deployment.
        contracts: the deployment on its chain.
        span: blocks asked for at once at most; fewer where the node wants fewer.

    Returns:
        the block that the index is of now.

    Raises:
        ChainError: the node does not answer, or keeps changing what it says.
    """
    scanner = Scanner(contracts, SOURCES)
    width, reorganised = span, 0
    while True:
        tip = _still_true(index, scanner)
        head = scanner.block("latest")
        if head is None:
            raise ChainError("the node has no latest block")
        first = contracts.deployment.first_block() if tip is None else tip.number + 1
        if tip is not None and head.number <= tip.number:
            return tip
        end = scanner.block(min(first + width - 1, head.number)) if first + width - 1 < head.number else head
        found = Trouble.REORGANISED if end is None else scanner.read(min(first, end.number), end)
        if found is Trouble.TOO_WIDE:
            width = max(1, width // SHRINK)
        elif isinstance(found, Trouble) or end is None:
            reorganised += 1
            if reorganised == TRIES:
                raise ChainError("the node keeps changing its blocks while they are read")
        else:
            index.add(*found, end)
            width, reorganised = min(span, 2 * width), 0


def _still_true(index: Index, scanner: Scanner) -> Block | None:
    """Forget what is not of the chain any more; the last block that is.

    A block's hash stands for all blocks before it, so the last true one is found by halving.
    """
    tip = index.tip()
    if tip is None or scanner.block(tip.number) == tip:
        return tip
    true, wrong = 0, index.blocks()  # blocks before `true` are of the chain, those from `wrong` on are not
    while true < wrong:
        middle = (true + wrong) // 2
        kept = index.block_at(middle)
        if scanner.block(kept.number) == kept:
            true = middle + 1
        else:
            wrong = middle
    index.forget_after(index.block_at(true - 1).number if true else -1)
    return index.tip()
