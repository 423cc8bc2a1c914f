"""Moving the clock of a local chain; works the same on Ganache and on Anvil."""

from __future__ import annotations

from typing import Any

from web3.types import RPCEndpoint

from abate.chain.connection import Chain
from abate.errors import ChainError


def advance(chain: Chain, seconds: int) -> int:
    """Let time pass and mine a block.

    Args:
        chain: a local chain.
        seconds: how long, at least 0.

    Returns:
        The new block's time in unix seconds.

    Raises:
        ChainError: the chain is not a local one, or its node refused.
    """
    if not chain.is_local:
        raise ChainError("time moves by itself on a live network")
    if seconds < 0:
        raise ValueError("time moves forward only")
    _ask(chain, "evm_increaseTime", [seconds])
    _ask(chain, "evm_mine", [])
    return chain.now()


def advance_to(chain: Chain, moment: int) -> int:
    """Let time pass until the latest block's time is at least ``moment``; does nothing when it is already."""
    now = chain.now()
    if moment <= now:
        return now
    # the node's clock runs ahead of its latest block while nothing happens; a fresh block shows where it stands
    mine(chain)
    now = chain.now()
    return advance(chain, moment - now) if moment > now else now


def mine(chain: Chain, blocks: int = 1) -> None:
    """Mine empty blocks."""
    for _ in range(blocks):
        _ask(chain, "evm_mine", [])


def _ask(chain: Chain, method: str, params: list[Any]) -> Any:
    answer = chain.web3.provider.make_request(RPCEndpoint(method), params)
    if answer.get("error"):
        raise ChainError(f"the node refused {method}: {answer['error']}")
    return answer.get("result")
