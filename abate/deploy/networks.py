"""Names of networks, and where their records lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from abate.brownie_home import networks
from abate.chain.connection import LOCAL_CLIENTS, Chain
from abate.config import REPOSITORY

KNOWN: Final = {
    1: "mainnet",
    10: "optimism",
    100: "gnosis",
    137: "polygon",
    8453: "base",
    42161: "arbitrum",
    42220: "celo",
    17000: "holesky",
    560048: "hoodi",
    80002: "polygon-amoy",
    84532: "base-sepolia",
    421614: "arbitrum-sepolia",
    11155111: "sepolia",
    11155420: "optimism-sepolia",
}


def network_name(chain: Chain) -> str:
    """What a network is called: ``local-ganache``, ``sepolia``, the id of the user's own network, ``chain-5``.

    It follows from the chain, so that one chain has one record, however its node was named.
    """
    if chain.is_local:
        client = chain.client.lower()
        return "local-" + next(name for name in LOCAL_CLIENTS if name in client)
    if chain.chain_id in KNOWN:
        return KNOWN[chain.chain_id]
    named = (each.id for each in networks().values() if each.chain_id == chain.chain_id and not each.is_local)
    return next(named, f"chain-{chain.chain_id}")


def record_path(network: str) -> Path:
    """Where the record of a network lies in a checkout; those of local networks are not kept in git."""
    return REPOSITORY / "deployments" / f"{network}.json"
