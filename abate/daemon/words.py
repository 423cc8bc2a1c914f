"""The daemon's vocabulary: its duties, what it says in its log, and the fields that a line may have."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Duty(StrEnum):
    """What the daemon does, in the order in which it does it."""

    FETCH = "fetch"
    ERASE = "erase"
    ANSWER = "answer"
    CHALLENGE = "challenge"
    DEMAND = "demand"
    DISPUTE = "dispute"
    STAND = "stand"
    OBSERVE = "observe"
    SHOW = "show"
    AGGREGATE = "aggregate"
    SIGN = "sign"
    POST = "post"
    RELAY = "relay"


FEEDING: Final = (Duty.OBSERVE, Duty.SHOW, Duty.AGGREGATE, Duty.SIGN, Duty.POST)
"""Duties of an operator in force; who only watches has none of them."""


class Said(StrEnum):
    """What happened; every line of the log is one of these."""

    STARTED = "started"
    STOPPING = "stopping"
    STOPPED = "stopped"
    WAITING = "waiting"
    OBSERVED = "observed"
    SHOWN = "shown"
    AGGREGATED = "aggregated"
    SIGNED = "signed"
    POSTED = "posted"
    FINAL = "final"
    RELAYED = "relayed"
    PAID = "transaction"
    FAULT_FOUND = "fault_found"
    CHALLENGED = "challenged"
    DEMANDED = "demanded"
    ASKED = "asked"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    RULED = "ruled"
    ERASED = "erased"
    PERSON_NEEDED = "person_needed"
    OVERTAKEN = "overtaken"
    REORGANISED = "reorganised"
    NODE_LOST = "node_lost"
    NODE_BACK = "node_back"
    FAILED = "failed"


WARNINGS: Final = (Said.FAULT_FOUND, Said.ASKED, Said.PERSON_NEEDED, Said.REORGANISED, Said.NODE_LOST, Said.FAILED)

FIELDS: Final = frozenset(
    {
        *("operator", "chain", "programme", "vintage", "period", "sequence", "duty"),
        *("tx", "gas", "cost_wei", "action", "kind", "accounts", "count", "seconds", "reason", "command"),
    }
)
"""Names that a line may have beside time, level and event; ``accounts`` is how many, never whose."""
