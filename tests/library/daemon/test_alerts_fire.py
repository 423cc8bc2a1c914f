"""Each alert is silent while all is well, fires where its figures say so, and tells it in words; by promtool itself."""

from dataclasses import dataclass

import pytest
import yaml

from tests.library.daemon.test_alerts import FILE, RULES

PREFIX = "abate_operator_"
HOUR, DAY = 3600, 86_400
LASTS = 24 * 60
"""Minutes after which an alert about what happened lately is over."""


@dataclass(frozen=True)
class Case:
    """One figure that goes wrong.

    Attributes:
        figure: the metric without its prefix, with its labels.
        well, wrong: its value for an hour, and from then on.
        says: the alert's summary.
        beside: other figures, which stay as they are.
        minutes: for how long it must be wrong before the alert fires.
        passes: whether the alert is about what happened lately, and ends by itself a day later.
    """

    figure: str
    well: float
    wrong: float
    says: str
    beside: tuple[tuple[str, float], ...] = ()
    minutes: int = 0
    passes: bool = False


def person(kind, says):
    """An alert on a person who is needed."""
    return Case(f'person_needed_total{{kind="{kind}"}}', 0, 1, says)


PRESENT = ("looked_at_seconds", 1.0)
HERE = ("leaving", 0)
CASES = {
    "DutyFailing": Case(
        'duty_failures_in_a_row{duty="post"}',
        2,
        3,
        "The duty post failed 3 times in a row; the log says why.",
        minutes=10,
    ),
    "NodeDown": Case("node_down_seconds", 300, 301, "The node has not answered for 5m 1s."),
    "NodeBehind": Case("head_age_seconds", 300, 301, "The node's newest block is 5m 1s old.", minutes=5),
    "Reorganisation": Case(
        "reorganisations_total", 0, 6, "The chain took blocks back 6 times in an hour.", passes=True
    ),
    "StuckTransaction": Case(
        "stuck_seconds",
        600,
        660,
        "Transactions of the operator's account have waited for 11m 0s.",
        beside=(("nonce_gap", 1),),
    ),
    "TransactionReverted": Case(
        'transactions_total{outcome="reverted"}',
        0,
        6,
        "6 transactions landed and reverted in an hour.",
        passes=True,
    ),
    "SpendingLimitNear": Case(
        "spent_wei",
        80,
        81,
        "More than four fifths of the day's gas money is spent.",
        beside=(("spend_limit_wei", 100),),
    ),
    "BalanceLow": Case(
        "balance_wei", 2e16, 1.5e16, "The operator's account holds 0.015 of the chain's coin for gas.", minutes=10
    ),
    "BondBelowMinimum": Case(
        "bond",
        1000,
        750,
        "The bond is 750 base units, less than a whole one.",
        beside=(("bond_minimum", 1000), HERE),
        minutes=5,
    ),
    "OutOfForce": Case(
        "in_force", 1, 0, "The operator is not in force and has not left.", beside=(HERE, PRESENT), minutes=10
    ),
    "Suspended": Case("suspended_seconds", 0, 5 * DAY, "The guardian suspended the operator, for 5d 0h 0m 0s more."),
    "OwnFault": person("own_fault", "This operator's key signed what can be proven wrong."),
    "OperatorLeaving": Case("leaving", 0, 1, "The operator has left; its bond waits for the end of unbonding."),
    "PeriodLate": Case(
        "period_lag_seconds",
        3 * DAY,
        3 * DAY + HOUR,
        "A period ended 3d 1h 0m 0s ago and no batch of it is posted.",
    ),
    "RootsMissing": Case(
        "roots_missing",
        0,
        2,
        "2 operators in force have not laid their root.",
        beside=(("period_lag_seconds", 2 * DAY),),
    ),
    "DraftExpires": Case("draft_seconds_left", DAY, DAY - 1, "The draft may be posted for 23h 59m 59s only."),
    "NoData": person("no_data", "The period's activity data have not come; no root is signed."),
    "DemandUnanswered": Case(
        'demand_seconds_left{batch="own"}',
        12 * HOUR,
        11 * HOUR,
        "Demands about a batch that this operator signed wait for an answer.",
        beside=(('open_demands{batch="own"}', 1),),
    ),
    "DemandUnanswerable": person("unanswerable_demand", "The exchange's files do not answer a demand."),
    "DisputedBatch": Case("disputed_batches", 0, 1, "A batch is disputed; the arbiter rules. Defend it after looking."),
    "NoRuling": person("no_ruling", "The arbiter did not rule in time; this operator's stake waits to be taken back."),
    "FiguresDiffer": person(
        "figures_differ", "A pending batch of others says other figures than this operator observed."
    ),
    "FaultFound": Case("provable_faults", 0, 1, "A posted batch can be proven wrong, and still stands.", minutes=10),
    "NotProvable": person(
        "not_provable", "Something is wrong in a posted batch that no proof takes; the guardian can revoke it."
    ),
    "OwnBatchFaulted": person("own_batch_faulted", "A batch that this operator signed was proven or ruled wrong."),
    "BatchFaulted": Case("faulted_batches", 0, 1, "A batch was proven wrong.", passes=True),
    "FinalBatchFaulted": Case(
        "final_batch_faulted",
        0,
        1,
        "The final batch was proven wrong; nothing is issued until the next one is final.",
    ),
    "Deficit": Case("uncovered_grams", 0, 125_000, "The reserve did not cover 125000 g of deficits."),
}


@pytest.fixture
def tried(tmp_path, promtool):
    """Lets promtool play series and compare what an alert says at some minutes."""

    def play(series, alert, expected):
        tests = [{"eval_time": f"{minute}m", "alertname": alert, "exp_alerts": told} for minute, told in expected]
        inputs = [{"series": PREFIX + name, "values": values} for name, values in series]
        played = {"interval": "1m", "input_series": inputs, "alert_rule_test": tests}
        file = tmp_path / "played.yml"
        file.write_text(yaml.safe_dump({"rule_files": [str(FILE)], "evaluation_interval": "1m", "tests": [played]}))
        done = promtool("test", "rules", str(file), text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    return play


def told(alert, says, labels=None):
    """What promtool must find an alert to be."""
    (rule,) = [rule for rule in RULES if rule["alert"] == alert]
    runbook = rule["annotations"]["runbook"]
    return [{"exp_labels": rule["labels"] | (labels or {}), "exp_annotations": {"summary": says, "runbook": runbook}}]


def labels_of(figure):
    """A series' labels."""
    pairs = figure.partition("{")[2].rstrip("}")
    return {key: value.strip('"') for key, _, value in (pair.partition("=") for pair in pairs.split(",") if pair)}


def test_every_alert_is_played():
    assert {*CASES, "DaemonAbsent", "DaemonStalled"} == {rule["alert"] for rule in RULES}


@pytest.mark.parametrize("alert", CASES)
def test_an_alert_fires_when_its_figure_is_wrong_and_not_before(alert, tried):
    case = CASES[alert]
    late = 61 + LASTS if case.passes else 120
    series = [(case.figure, f"{case.well:.0f}+0x60 {case.wrong:.0f}+0x{late - 60}")]
    series += [(name, f"{value:.0f}+0x{late}") for name, value in case.beside]
    fires = told(alert, case.says, labels_of(case.figure))
    expected = [(59, []), (61 + case.minutes, fires)]
    if case.minutes:
        expected.append((60 + case.minutes, []))
    expected.append((late, [] if case.passes else fires))
    tried(series, alert, sorted(expected, key=lambda one: one[0]))


def test_a_daemon_that_goes_through_no_duties_is_stalled(tried):
    series = [('looked_at_seconds{instance="here"}', "1+60x60 3600+0x60")]
    says = "The daemon of here has gone through no round of duties for 15 minutes."
    tried(
        series, "DaemonStalled", [(59, []), (75, []), (80, []), (82, told("DaemonStalled", says, {"instance": "here"}))]
    )


def test_a_daemon_that_is_not_scraped_is_absent(tried):
    series = [("looked_at_seconds", "1+60x60")]
    tried(series, "DaemonAbsent", [(60, []), (70, []), (76, told("DaemonAbsent", "No daemon is scraped."))])
