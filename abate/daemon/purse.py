"""What the daemon may spend on gas in a day, across restarts; what a unit of gas may cost is its sender's ceiling."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from web3.types import TxParams, TxReceipt

from abate.chain.call import Call
from abate.daemon.log import Log
from abate.daemon.metrics import Metrics
from abate.daemon.words import Said
from abate.errors import ChainError
from abate.files import PRIVATE, json_text, read_json, write_atomically


class OverLimitError(ChainError):
    """A transaction would cost more than the daemon may spend; it was not signed."""


@dataclass
class Purse:
    """See ``abate.chain.sender.Purse``.

    Attributes:
        file: where the day's transactions are noted before they are signed, at what they cost at most.
        log: told of each transaction that landed.
        metrics: likewise.
        daily: most wei that a day (UTC) may cost; None for no limit.
        clock: unix seconds.
        timer: seconds that only grow.
    """

    file: Path
    log: Log
    metrics: Metrics
    daily: int | None = None
    clock: Callable[[], float] = field(default=time.time, repr=False)
    timer: Callable[[], float] = field(default=time.monotonic, repr=False)
    _begun: dict[str, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """What an earlier run signed waits from now on; how long anything waits is told even while it is waited for."""
        for nonce in self.under_way():
            self._begun[str(nonce)] = self.timer()
        self.metrics.stuck.set_function(self.waited)

    def open(self, call: Call, transaction: TxParams) -> None:
        """Note what a transaction costs at most, before it is signed.

        Raises:
            OverLimitError: the day's limit is spent.
        """
        cost = int(transaction["gas"]) * offered(transaction) + int(transaction.get("value", 0))
        day, nonce = self._day(), str(int(transaction["nonce"]))
        others = sum(int(one["wei"]) for name, one in day.items() if name != nonce)
        if self.daily is not None and others + cost > self.daily:
            raise OverLimitError(f"{call.action} may cost {cost} wei, and {others} of the day's {self.daily} are spent")
        day[nonce] = {"wei": str(cost), "landed": False, "action": call.action}
        self._write(day)
        self._begun.setdefault(nonce, self.timer())

    def paid(self, call: Call, receipt: TxReceipt, nonce: int | None) -> None:
        """Note what it did cost, and tell it once."""
        self._begun.pop(str(nonce), None)
        self._land(nonce, receipt)

    def settle(self, nonce: int, receipt: TxReceipt | None) -> None:
        """The same for what an earlier run sent; without a receipt another one took the nonce: it stays at its most."""
        self._begun.pop(str(nonce), None)
        if receipt is not None:
            self._land(nonce, receipt)
            return
        day = self._day()
        if str(nonce) in day:
            day[str(nonce)]["landed"] = True
            self._write(day)

    def under_way(self) -> list[int]:
        """Nonces of this day's transactions, and of this process's, whose receipts were not seen."""
        noted = {nonce for nonce, one in self._day().items() if not one["landed"]}
        return sorted(map(int, noted | set(self._begun)))

    def waited(self) -> float:
        """Seconds for which the oldest transaction under way has waited; 0 where none is."""
        begun = list(self._begun.values())
        return self.timer() - min(begun) if begun else 0.0

    def _land(self, nonce: int | None, receipt: TxReceipt) -> None:
        day = self._day()
        noted = day.get(str(nonce))
        if noted is None or noted["landed"]:
            return
        cost = int(receipt["gasUsed"]) * int(receipt["effectiveGasPrice"])
        day[str(nonce)] = {**noted, "wei": str(cost), "landed": True}
        self._write(day)
        landed = receipt["status"] == 1
        self.metrics.transactions.labels("landed" if landed else "reverted").inc()
        self.metrics.gas.inc(receipt["gasUsed"])
        self.log.say(
            Said.PAID,
            action=noted["action"],
            tx=f"0x{receipt['transactionHash'].hex()}",
            gas=receipt["gasUsed"],
            cost_wei=cost,
            reason=None if landed else "it reverted",
        )

    def spent(self) -> int:
        """Wei of this day: what landed, and what is under way at its most."""
        return sum(int(one["wei"]) for one in self._day().values())

    def _day(self) -> dict[str, Any]:
        today = datetime.fromtimestamp(self.clock(), UTC).date().isoformat()
        content = read_json(self.file) if self.file.exists() else {}
        return dict(content["sent"]) if content.get("day") == today else {}

    def _write(self, sent: dict[str, Any]) -> None:
        today = datetime.fromtimestamp(self.clock(), UTC).date().isoformat()
        write_atomically(self.file, json_text({"day": today, "sent": sent}), PRIVATE)


def offered(transaction: TxParams) -> int:
    """Wei that a transaction offers for a unit of gas at most."""
    return int(transaction.get("maxFeePerGas", transaction.get("gasPrice", 0)))
