"""What a transaction offers for gas."""

from __future__ import annotations

from typing import Final

from web3.types import TxParams, Wei

from abate.chain.connection import Chain
from abate.chain.refusals import explained

# the base fee can rise by an eighth a block: twice the present one stays enough for six full blocks
BASE_FEE_HEADROOM: Final = 2
GAS_MARGIN_PERCENT: Final = 20


def fee_fields(chain: Chain) -> TxParams:
    """EIP-1559 fees for the present base fee; a gas price on a chain that has no base fee."""
    base_fee = chain.block().get("baseFeePerGas")
    with explained("asking for the fee"):
        if base_fee is None:
            return {"gasPrice": chain.web3.eth.gas_price}
        tip = chain.web3.eth.max_priority_fee
    return {"maxFeePerGas": Wei(BASE_FEE_HEADROOM * base_fee + tip), "maxPriorityFeePerGas": tip}


def gas_limit(chain: Chain, estimate: int) -> int:
    """An estimate with a margin for what changes before the transaction lands, at most what a block holds."""
    return min(estimate + estimate * GAS_MARGIN_PERCENT // 100, int(chain.block()["gasLimit"]))
