"""What rollups of Optimism's kind charge beside the gas: the price of the transaction's data on the chain below.

No ceiling of a transaction bounds it; their receipts tell what was paid. Other networks charge nothing of the kind, or,
as Arbitrum does, within the gas.
"""

from __future__ import annotations

from typing import Final, cast

from eth_abi.abi import decode, encode
from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak

from abate.chain.connection import Chain
from abate.chain.refusals import explained

PRICE_ORACLE: Final = cast(ChecksumAddress, "0x420000000000000000000000000000000000000F")
"""The contract that these rollups have at this address from their beginning."""


def charges_for_data(chain: Chain) -> bool:
    """Whether this is such a rollup."""
    return bool(chain.code_at(PRICE_ORACLE))


def data_fee(chain: Chain, data: bytes) -> int:
    """What a transaction with this data would be charged for it now, wei; ask only where ``charges_for_data``.

    Raises:
        ChainError: the rollup does not tell.
    """
    asked = keccak(text="getL1Fee(bytes)")[:4] + encode(["bytes"], [data])
    with explained("asking for the fee of the data"):
        (fee,) = decode(["uint256"], bytes(chain.web3.eth.call({"to": PRICE_ORACLE, "data": asked})))
    return int(fee)
