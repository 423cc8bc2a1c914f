"""What a transaction offers for gas, and what it offers when that was not enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from web3.types import TxParams, Wei

from abate.chain.connection import Chain
from abate.chain.refusals import explained

# the base fee can rise by an eighth a block: twice the present one stays enough for six full blocks
BASE_FEE_HEADROOM: Final = 2
GAS_MARGIN_PERCENT: Final = 20
# nodes take a transaction in place of another for a tenth more; some ask for an eighth
RAISE_PERCENT: Final = 25
CEILING: Final = 8
"""A transaction never offers more than this many times what it first offered ..."""
LEAST_CEILING: Final = 10**9
"""... or this many wei per gas, where it first offered next to nothing."""
FEES: Final = ("gasPrice", "maxFeePerGas", "maxPriorityFeePerGas")


def fee_fields(chain: Chain) -> TxParams:
    """EIP-1559 fees for the present base fee; a gas price on a chain that has no base fee."""
    base_fee = chain.block().get("baseFeePerGas")
    with explained("asking for the fee"):
        if base_fee is None:
            return {"gasPrice": chain.web3.eth.gas_price}
        tip = chain.web3.eth.max_priority_fee
    return {"maxFeePerGas": Wei(BASE_FEE_HEADROOM * base_fee + tip), "maxPriorityFeePerGas": tip}


def raised(first: Mapping[str, int], last: Mapping[str, int], present: Mapping[str, Any]) -> TxParams | None:
    """Fees for a transaction in place of one that offers too little.

    Args:
        first: what the first transaction under this nonce offered, wei per gas by name.
        last: what the newest offers.
        present: what a new transaction would offer now.

    Returns:
        a quarter more, or the present fee where that is higher; None where that is above the ceiling.
    """
    fees = {
        name: max(int(present.get(name, 0)), last[name] + last[name] * RAISE_PERCENT // 100 + 1)
        for name in FEES
        if name in last
    }
    if any(fee > max(first[name] * CEILING, LEAST_CEILING) for name, fee in fees.items()):
        return None
    return cast(TxParams, fees)


def gas_limit(chain: Chain, estimate: int) -> int:
    """An estimate with a margin for what changes before the transaction lands, at most what a block holds."""
    return min(estimate + estimate * GAS_MARGIN_PERCENT // 100, int(chain.block()["gasLimit"]))
