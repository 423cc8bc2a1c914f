"""The alert rules use only figures that the daemon exports, and lead to sections that exist."""

import re

import promql_parser
import pytest
import yaml
from prometheus_client import generate_latest

from abate.daemon.metrics import Metrics
from abate.daemon.stand import OUT_OF_FORCE
from abate.daemon.words import Duty
from tests.library.docs.pages import REPO, anchors, text_of

FILE = REPO / "operations" / "alerts.yml"
GROUPS = yaml.safe_load(FILE.read_text())["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
ids = [rule["alert"] for rule in RULES]
GAUGED = {
    "disputed": "DisputedBatch",
    "bond": "BondBelowMinimum",
    "suspended": "Suspended",
    "left": "OperatorLeaving",
    "out_of_force": "OutOfForce",
}
"""Reasons for a person that last: an alert on a gauge ends with them."""


def selected(expression):
    """The selectors of an expression, however deep."""
    found = []

    def seen(part):
        if isinstance(part, promql_parser.VectorSelector):
            found.append(part)
        return True

    promql_parser.walk(promql_parser.parse(expression), seen)
    return found


def test_rules_lead_to_every_section_that_something_wakes_a_person_for():
    named = {rule["annotations"]["runbook"].partition("#")[2] for rule in RULES}
    expected = ["bond-below-minimum", "deficit", "demand-unanswered", "disputed-batch", "faulted-batch", "key-stolen"]
    expected += ["node-behind", "operator-leaving", "period-late", "reorganisation", "stuck-transaction"]
    assert sorted(named) == expected


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_is_whole(rule):
    assert set(rule) - {"for"} == {"alert", "expr", "labels", "annotations"}
    assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["alert"])
    assert re.fullmatch(r"\d+[smhd]", rule.get("for", "0s"))
    assert rule["labels"] in ({"severity": "page"}, {"severity": "ticket"})
    assert set(rule["annotations"]) == {"summary", "runbook"}
    path, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert anchor in anchors(text_of(REPO / path))


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_uses_only_figures_that_are_exported(rule):
    named = {one.name for one in selected(rule["expr"])}
    assert named
    assert named <= Metrics().names()


def test_no_rule_stands_twice():
    assert len(set(ids)) == len(ids) > 20


def test_every_reason_for_a_person_has_a_rule():
    """Each kind that the daemon asks a person with."""
    source = "".join(text_of(file) for file in (REPO / "abate" / "daemon").glob("*.py"))
    kinds = set(re.findall(r'\), "([a-z_]+)",', source)) | set(re.findall(r'\("[a-z ]+", [^)]*\), "([a-z_]+)"', source))
    kinds |= set(OUT_OF_FORCE)
    matched = {
        matcher.value
        for rule in RULES
        for one in selected(rule["expr"])
        for matcher in one.matchers.matchers
        if one.name == "abate_operator_person_needed_total"
    }
    assert {"own_fault", "no_data", "unanswerable_demand", "not_provable", "figures_differ"} <= kinds
    assert matched <= kinds
    assert kinds - matched == set(GAUGED)
    assert set(GAUGED.values()) <= set(ids)


def test_promtool_takes_the_rules(promtool):
    done = promtool("check", "rules", str(FILE))
    assert (done.returncode, f"{len(RULES)} rules found" in done.stdout.decode()) == (0, True), done.stderr


def test_promtool_takes_what_the_daemon_shows(promtool):
    metrics = Metrics()
    metrics.begin(duty.value for duty in Duty)
    done = promtool("check", "metrics", input=generate_latest(metrics.registry))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
