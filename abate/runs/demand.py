"""Demanding: a bond is approved for each demand, and the demand sent, whatever a run that was killed had done of it."""

from __future__ import annotations

from collections.abc import Sequence

from abate.chain.call import Call
from abate.chain.currency import Erc20
from abate.wallet.wallet import Wallet


def stake_demands(wallet: Wallet, calls: Sequence[Call]) -> int:
    """Send these demands, each with its bond; the bond of one, in base units.

    Raises:
        RefusalError: a demand is not taken, or the wallet cannot pay the bond.
        ChainError: the node failed; run again to go on.
    """
    demands = wallet.contracts.demands
    bond = demands.demand_terms().bond
    for call in calls:
        if wallet.resumed(call) is None:
            token = Erc20(wallet.contracts.chain, demands.currency())
            wallet.allow(token, demands.address, bond, f"{bond} base units of {token.symbol()}")
            wallet.do(call)
    return bond
