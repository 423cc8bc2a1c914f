"""What a transaction offers for gas, and what it offers when that was not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self, cast

from eth_typing import BlockNumber
from web3.exceptions import MethodUnavailable, Web3RPCError
from web3.types import RPCEndpoint, TxParams, Wei

from abate.chain.connection import Chain
from abate.chain.refusals import explained
from abate.errors import ChainError

# the base fee can rise by an eighth a block: twice the present one stays enough for six full blocks
BASE_FEE_HEADROOM: Final = 2
GAS_MARGIN_PERCENT: Final = 20
TRANSACTION_GAS: Final = 2**24
"""The most that a transaction may use since EIP-7825; networks without that rule take it too."""
# nodes take a transaction in place of another for a tenth more; some ask for an eighth
RAISE_PERCENT: Final = 25
CEILING: Final = 8
"""Without a ceiling of its sender, a transaction never offers more than this many times what it first offered ..."""
LEAST_CEILING: Final = 10**9
"""... or this many wei per gas, where it first offered next to nothing."""
HISTORY_BLOCKS: Final = 10
MODEST_PERCENTILE: Final = 5.0
FEES: Final = ("gasPrice", "maxFeePerGas", "maxPriorityFeePerGas")


@dataclass(frozen=True)
class Market:
    """What a network asks for gas now; wei per gas.

    Attributes:
        base_fee: what every transaction pays; None on a network without EIP-1559, where there is only one price.
        tip: what block producers are given beyond it; the whole price where there is no base fee.
    """

    base_fee: int | None
    tip: int

    @classmethod
    def of(cls, chain: Chain) -> Self:
        """The fees that the network asks now."""
        base_fee = chain.block().get("baseFeePerGas")
        with explained("asking for the fee"):
            if base_fee is None:
                return cls(None, int(chain.web3.eth.gas_price))
            return cls(int(base_fee), tip_of(chain))

    @property
    def price(self) -> int:
        """What gas costs now."""
        return (self.base_fee or 0) + self.tip

    @property
    def least(self) -> int:
        """What a transaction must offer to land at all."""
        return self.tip if self.base_fee is None else self.base_fee

    def offer(self, ceiling: int | None) -> TxParams:
        """Fees of a new transaction: room for the base fee to double, never more than the ceiling.

        Args:
            ceiling: wei per gas; None for none.
        """
        most = self.price if self.base_fee is None else BASE_FEE_HEADROOM * self.base_fee + self.tip
        most = most if ceiling is None else min(most, ceiling)
        if self.base_fee is None:
            return {"gasPrice": Wei(most)}
        return {"maxFeePerGas": Wei(most), "maxPriorityFeePerGas": Wei(min(self.tip, most))}


def tip_of(chain: Chain) -> int:
    """What block producers are given now, wei per gas: as the node advises, else as modest transactions gave lately."""
    try:
        # web3 itself would ask for the history of the block to come then, and warn whoever looks
        return int(chain.web3.manager.request_blocking(RPCEndpoint("eth_maxPriorityFeePerGas"), []), 16)
    except (Web3RPCError, MethodUnavailable):
        # EthereumJS advises nothing; it shows a block before it has written down what was used in it, and then has no
        # history of it
        last = BlockNumber(max(0, int(chain.block()["number"]) - 1))
        blocks = min(HISTORY_BLOCKS, last + 1)
        rewards = chain.web3.eth.fee_history(blocks, last, [MODEST_PERCENTILE])["reward"]
        return max((int(given[0]) for given in rewards), default=0)


def fee_fields(chain: Chain, ceiling: int | None = None) -> TxParams:
    """EIP-1559 fees for the present base fee; a gas price on a chain that has no base fee.

    Args:
        chain: where to send.
        ceiling: wei per gas that is never offered more than; None for none.

    Raises:
        ChainError: the network asks more than the ceiling now.
    """
    market = Market.of(chain)
    if ceiling is not None and market.least > ceiling:
        raise ChainError(
            f"gas costs {gwei(market.least)} gwei now, above the ceiling of {gwei(ceiling)} gwei; wait for lower fees "
            "or raise --max-fee, then run the same command again"
        )
    return market.offer(ceiling)


def gwei(wei: int) -> str:
    """Wei as gwei, exact, without empty decimals.

    >>> gwei(1_500_000_000), gwei(30 * 10**9), gwei(7)
    ('1.5', '30', '0.000000007')
    """
    whole, part = divmod(wei, 10**9)
    return f"{whole}.{part:09d}".rstrip("0").rstrip(".")


def raised(
    first: Mapping[str, int], last: Mapping[str, int], present: Mapping[str, Any], ceiling: int | None = None
) -> TxParams | None:
    """Fees for a transaction in place of one that offers too little.

    Args:
        first: what the first transaction under this nonce offered, wei per gas by name.
        last: what the newest offers.
        present: what a new transaction would offer now.
        ceiling: wei per gas; None for eight times the first offer.

    Returns:
        a quarter more, or the present fee where that is higher; None where that is above the ceiling.
    """
    fees = {
        name: max(int(present.get(name, 0)), last[name] + last[name] * RAISE_PERCENT // 100 + 1)
        for name in FEES
        if name in last
    }
    if any(fee > (ceiling or max(first[name] * CEILING, LEAST_CEILING)) for name, fee in fees.items()):
        return None
    return cast(TxParams, fees)


def gas_limit(chain: Chain, estimate: int) -> int:
    """An estimate with a margin for what changes before the transaction lands, at most what a network takes."""
    wanted = estimate + estimate * GAS_MARGIN_PERCENT // 100
    return min(wanted, max(estimate, TRANSACTION_GAS), int(chain.block()["gasLimit"]))
