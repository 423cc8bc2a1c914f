"""Names in the runbook are those of the alert rules, the daemon's metrics and the contracts' errors."""

import re

import pytest

from abate.daemon.metrics import PREFIX, Metrics
from abate.daemon.stand import OUT_OF_FORCE
from abate.daemon.words import Said
from tests.library.daemon.test_alerts import RULES, ids, selected
from tests.library.docs.pages import DOCS, REPO, anchors, headings, text_of

PAGE = text_of(DOCS / "operations.md")
TITLES = [title for level, title in headings(PAGE) if level == 2]
ERRORS = set(re.findall(r"^\| `(\w+)", text_of(DOCS / "errors.md"), flags=re.MULTILINE))
CONTRACTS = {file.stem for file in (REPO / "contracts").rglob("*.sol")}
NAMES = {name.removeprefix(PREFIX) for name in Metrics().names()}
TIMES = set(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE))
"""Settings of the programme, in the table of times."""


def shows_as(anchor):
    """What a section shows as: the alerts and metrics that lead a person there."""
    (title,) = [one for one in TITLES if anchor in anchors(f"## {one}")]
    text = PAGE.partition(f"\n## {title}\n")[2]
    return text.partition("**Shows as**")[2].partition("\n\n")[0]


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_the_section_that_an_alert_leads_to_names_it(rule):
    anchor = rule["annotations"]["runbook"].partition("#")[2]
    assert re.search(rf"\b{rule['alert']}\b", shows_as(anchor))


def test_every_alert_that_the_page_names_has_a_rule():
    named = set(re.findall(r"\b(?:[A-Z][a-z]+){2,}\b", PAGE))
    assert len(named & set(ids)) > 20
    assert named - set(ids) - ERRORS - CONTRACTS == set()


def test_every_metric_and_event_that_the_page_names_is_exported():
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAGE)) - TIMES
    assert len(named & NAMES) > 10
    assert {name for name in named - NAMES - set(Said) - set(OUT_OF_FORCE) if not name.startswith("test_")} == set()


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_asks_for_labels_that_the_daemon_gives(rule):
    given = {gauge._name: gauge._labelnames for gauge in vars(Metrics()).values() if hasattr(gauge, "_labelnames")}
    for one in selected(rule["expr"]):
        asked = {matcher.name for matcher in one.matchers.matchers}
        assert asked <= set(given[one.name.removesuffix("_total")])
