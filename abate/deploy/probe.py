"""Whether a network runs the code at all: it is compiled for Shanghai."""

from __future__ import annotations

from typing import Final

from hexbytes import HexBytes
from web3.exceptions import Web3Exception

from abate.chain.connection import Chain
from abate.errors import InputError

RETURNS_NOTHING: Final = HexBytes("60006000f3")
RETURNS_NOTHING_BY_PUSH0: Final = HexBytes("5f5ff3")


def require_shanghai(chain: Chain) -> None:
    """Run two tiny creations without sending them, one with the newest instruction that the contracts use.

    Raises:
        InputError: the network runs the plain one only.
    """
    if _runs(chain, RETURNS_NOTHING_BY_PUSH0) or not _runs(chain, RETURNS_NOTHING):
        return  # or the node runs no creation without sending it: the first step's estimate will tell
    raise InputError(
        f"chain {chain.chain_id} does not know the instruction PUSH0: it is older than Shanghai",
        mend="use a network that has had the Shanghai upgrade",
    )


def _runs(chain: Chain, code: HexBytes) -> bool:
    try:
        chain.web3.eth.call({"data": code})
    except (Web3Exception, ValueError):
        return False
    return True
