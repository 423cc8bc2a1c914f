"""What is looked at before anything is sent: mistakes that would otherwise show half-way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from eth_typing import ChecksumAddress

from abate.chain.connection import Chain
from abate.chain.currency import Erc20
from abate.chain.times import moment
from abate.deploy.plan import Plan
from abate.deploy.probe import require_shanghai
from abate.errors import ChainError, InputError


def preflight(plan: Plan, chain: Chain) -> None:
    """Check the programme against the chain it shall run on.

    Raises:
        InputError: local currency on a live network, a currency that is not what the programme says, or a vintage
            that is over already, or a network that does not run the code.
    """
    require_shanghai(chain)
    currency, live = plan.programme.currency, not chain.is_local
    if currency.local and live:
        raise InputError(
            "local = true is for Ganache and Anvil only", field="currency", mend="name a real currency's address"
        )
    if plan.programme.simulation is not None and live:
        raise InputError("a programme with a simulation runs on local networks only", field="simulation")
    if currency.address is not None:
        check_currency(Erc20(chain, cast(ChecksumAddress, currency.address)), currency.symbol, currency.decimals)
    closes_at = year_end(plan.programme.vintage) + plan.programme.oracle.closing_delay
    if chain.now() >= closes_at:
        raise InputError(
            f"vintage {plan.programme.vintage} takes no batches since {moment(closes_at)}",
            field="oracle.closing_delay",
            mend="a later vintage or a longer closing_delay",
        )


def check_currency(token: Erc20, symbol: str, decimals: int) -> None:
    """Check that a token is the one the programme means.

    Raises:
        InputError: no token stands there, or its symbol or decimals differ.
    """
    if not token.chain.code_at(token.address):
        raise InputError(f"no contract stands at {token.address}", field="currency.address")
    try:
        found = (token.symbol(), token.decimals())
    except ChainError as problem:
        raise InputError(f"the contract at {token.address} is no token ({problem})", field="currency.address") from None
    if found != (symbol, decimals):
        raise InputError(
            f"the token at {token.address} is {found[0]} with {found[1]} decimals, not {symbol} with {decimals}",
            field="currency",
        )


def year_end(year: int) -> int:
    """First second after a year, unix, UTC."""
    return int(datetime(year + 1, 1, 1, tzinfo=UTC).timestamp())
