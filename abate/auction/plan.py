"""What is left to send for a round: clock, result, claims and payments, in batches that fit into a block."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from eth_typing import ChecksumAddress

from abate.auction.settlement import Settlement
from abate.chain.auction import CreditAuction
from abate.chain.auction_state import Stage
from abate.chain.sender import Call

T = TypeVar("T")

# upper bounds, above the worst cases of gas/snapshot.json: a first-ever credit or vault balance each time
BASE_GAS: Final = 60_000
CLAIM_GAS: Final = 60_000
RETIRE_GAS: Final = 300_000
PAY_GAS: Final = 75_000
WORD_GAS: Final = 5_000
WORDS: Final = 256
"""Words of the ladder: a clock that lags needs at most this many steps in all."""


@dataclass(frozen=True)
class Batches:
    """Claims and payments of a round, each batch within the gas limit.

    Attributes:
        publish: whether the result must still be published.
        claims: batches of bidders.
        payments: batches of consignment ids.
        retiring: bidders whose credits are retired on claim.
    """

    publish: bool
    claims: tuple[tuple[ChecksumAddress, ...], ...]
    payments: tuple[tuple[int, ...], ...]
    retiring: frozenset[str] = frozenset()

    def calls(self, auction: CreditAuction, number: int) -> list[Call]:
        """The transactions, in the order in which to send them; each may be sent by anybody."""
        publish = [auction.publish_result(number)] if self.publish else []
        claims = [
            replace(auction.claim_many(batch), least_gas=BASE_GAS + sum(map(self._claim_gas, batch)))
            for batch in self.claims
        ]
        payments = [
            replace(auction.pay_many(batch), least_gas=BASE_GAS + PAY_GAS * len(batch)) for batch in self.payments
        ]
        return publish + claims + payments

    def _claim_gas(self, bidder: str) -> int:
        return RETIRE_GAS if bidder in self.retiring else CLAIM_GAS


def cranks(auction: CreditAuction, number: int, gas_limit: int) -> list[Call]:
    """Calls that bring up a clock that lags at the end of a round; none where it does not."""
    if auction.stage_of(number) != Stage.CLEARING:
        return []
    words = min(WORDS, max(1, (gas_limit - BASE_GAS) // WORD_GAS))
    return [auction.crank(number, words) for _ in range(-(-WORDS // words))]


def batches(settlement: Settlement, gas_limit: int, retiring: Collection[str] = ()) -> Batches:
    """Who must still be served, in batches sized to a gas limit.

    Args:
        settlement: the checked round.
        gas_limit: gas that one transaction may use; at least one claim or payment goes into a batch.
        retiring: bidders whose credits are retired on claim, which costs more.
    """
    plain = [bidder for bidder in settlement.unclaimed if bidder not in retiring]
    dear = [bidder for bidder in settlement.unclaimed if bidder in retiring]
    return Batches(
        publish=not settlement.published,
        claims=split(plain, (gas_limit - BASE_GAS) // CLAIM_GAS) + split(dear, (gas_limit - BASE_GAS) // RETIRE_GAS),
        payments=split(settlement.unpaid, (gas_limit - BASE_GAS) // PAY_GAS),
        retiring=frozenset(retiring),
    )


def split(items: Sequence[T], size: int) -> tuple[tuple[T, ...], ...]:
    """Parts of at most ``size`` items, and at least one each.

    >>> split([1, 2, 3], 2)
    ((1, 2), (3,))
    """
    step = max(1, size)
    return tuple(tuple(items[i : i + step]) for i in range(0, len(items), step))
