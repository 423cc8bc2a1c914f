"""What the daemon lets Prometheus read; every name begins with ``abate_operator_``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Summary, disable_created_metrics

PREFIX: Final = "abate_operator_"
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """All figures, in a registry of their own. Money is in base units of the bonds' currency, gas money in wei."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        gauge, counter = self._gauge, self._counter
        self.info = gauge("info", "1; the labels say whose daemon this is.", "operator", "vintage", "oracle", "chain")
        # the operator
        self.bond = gauge("bond", "The operator's bond.")
        self.bond_minimum = gauge("bond_minimum", "What a bond must hold for its operator to be in force.")
        self.in_force = gauge("in_force", "1 where the operator is in force.")
        self.leaving = gauge("leaving", "1 where the operator has left, and its bond waits for the end of unbonding.")
        self.suspended = gauge("suspended_seconds", "Seconds until the guardian's suspension of the operator ends.")
        self.reward = gauge("reward", "What the operator may withdraw for proven faults.")
        # batches
        self.final_sequence = gauge("final_sequence", "Number of the final batch; 0 for none.")
        self.pending_sequence = gauge("pending_sequence", "Number of the batch in its challenge window; 0 for none.")
        self.pending_left = gauge("pending_seconds_left", "Seconds until the pending batch is final; 0 for none.")
        self.period_lag = gauge("period_lag_seconds", "Seconds for which a period is due and no batch of it is posted.")
        self.roots_missing = gauge("roots_missing", "Operators in force whose root of the present batch is missing.")
        self.draft_left = gauge("draft_seconds_left", "Seconds for which the draft may be posted; +Inf for none.")
        self.faults = gauge("provable_faults", "Faults that can be proven in posted batches, as last looked at.")
        self.faulted = gauge("faulted_batches", "Batches of the vintage that were proven wrong.")
        self.final_faulted = gauge("final_batch_faulted", "1 where the final batch is proven wrong: nothing is issued.")
        self.demands = gauge("open_demands", "Demands that wait for an answer.", "batch")
        self.demand_left = gauge("demand_seconds_left", "Seconds until a demand is late; +Inf for none.", "batch")
        self.disputed = gauge("disputed_batches", "Batches with a dispute that waits for a ruling.")
        self.uncovered = gauge("uncovered_grams", "Deficits of the vintage that the reserve could not cover, grams.")
        # the node, and what is sent
        self.head = gauge("head_number", "Number of the newest block.")
        self.head_age = gauge("head_age_seconds", "Seconds since the newest block's time, by this machine's clock.")
        self.node_down = gauge("node_down_seconds", "Seconds since the node last answered.")
        self.reorganisations = counter("reorganisations", "Times that a block that was seen was taken back.")
        self.balance = gauge("balance_wei", "What the sending account holds for gas.")
        self.nonce_gap = gauge("nonce_gap", "Transactions of the account that wait in the node.")
        self.stuck = gauge("stuck_seconds", "Seconds for which transactions wait without any landing; 0 for none.")
        self.transactions = counter("transactions", "Transactions that landed.", "outcome")
        self.overtaken = counter("overtaken", "Times that another operator was quicker; gas may be lost.", "duty")
        self.gas = counter("gas", "Gas of all transactions that landed.")
        self.spent = gauge("spent_wei", "Gas money of this day (UTC), at most.")
        self.spend_limit = gauge("spend_limit_wei", "Gas money that a day may cost; +Inf for no limit.")
        # the daemon
        self.duties = counter("duties", "Duties done, passed over for now, or failed.", "duty", "result")
        self.duty_seconds = Summary(PREFIX + "duty_seconds", "How long duties take.", ["duty"], registry=self.registry)
        self.failing = gauge("duty_failures_in_a_row", "How often a duty failed since it last went well.", "duty")
        self.looked_at = gauge("looked_at_seconds", "When the daemon last went through all duties, unix time.")
        self.person_needed = counter("person_needed", "Times that the daemon asked for a person.", "kind")
        self.healthy = gauge("healthy", "1 where /healthz says so.")

    def names(self) -> set[str]:
        """Every name that an expression may use."""
        found = set()
        for family in self.registry.collect():
            ends = {"counter": ("_total",), "summary": ("_count", "_sum")}.get(family.type, ("",))
            found |= {family.name + end for end in ends}
        return found

    def begin(self, duties: Iterable[str]) -> None:
        """Show every duty from the start, so that rates exist before the first failure."""
        for duty in duties:
            for result in ("done", "idle", "failed"):
                self.duties.labels(duty, result)
            self.duty_seconds.labels(duty)
            self.failing.labels(duty)
            self.overtaken.labels(duty)
        for outcome in ("landed", "reverted"):
            self.transactions.labels(outcome)

    def _gauge(self, name: str, words: str, *labels: str) -> Gauge:
        return Gauge(PREFIX + name, words, list(labels), registry=self.registry)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(PREFIX + name, words, list(labels), registry=self.registry)
