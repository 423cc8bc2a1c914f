"""Advice as a person reads it, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape

from abate.advice.advise import Advice
from abate.advice.change import Change, Worth, kg
from abate.advice.footprint import Part
from abate.advice.forecast import LEVEL, BackTest, better
from abate.advice.months import month_period
from abate.advice.outlook import Outlook
from abate.emissions.decimals import plain
from abate.units import kg_text

HIGHEST_HOURS = 3


def as_json(advice: Advice, currency: str) -> dict[str, Any]:
    """All of it; kilograms, credits and money as decimal texts."""
    baseline, emissions, periods = advice.figures
    return {
        "person": advice.person,
        "period": str(advice.period),
        "baseline_kg": kg_text(baseline),
        "emissions_kg": kg_text(emissions),
        "months": periods,
        "why": advice.why,
        "categories": [_part(part) for part in advice.categories],
        "hours": [_part(part) for part in advice.hours],
        "weekdays": [_part(part) for part in advice.weekdays],
        "changes": [_change(change, value, currency) for change, value in advice.changes],
        "outlook": None if advice.outlook is None else _outlook(advice.outlook),
    }


def _part(part: Part) -> dict[str, Any]:
    group = None if part.group is None else kg(part.group)
    return {"category": part.category, "place": part.place, "kg": kg(part.mine), "group_median_kg": group}


def _change(change: Change, value: Worth, currency: str) -> dict[str, Any]:
    return {
        "category": change.category,
        "subject": change.subject,
        "what": change.what,
        "saving_kg": kg(change.saving),
        "credits": kg_text(value.credits),
        "money": None if value.money is None else plain(value.money),
        "currency": currency,
        "arithmetic": change.arithmetic,
        "assumption": change.assumption,
        "source": change.source,
    }


def _outlook(ahead: Outlook) -> dict[str, Any]:
    found = ahead.forecast
    return {
        "month": None if found is None else str(month_period(found.month)),
        "method": None if found is None else found.method,
        "emissions_kg": [kg_text(each) for each in ahead.emissions],
        "baseline_kg": None if ahead.baseline is None else kg_text(ahead.baseline),
        "credits": [kg_text(each) for each in ahead.credits],
        "why": ahead.why,
        "back_test": [_test(each) for each in ahead.tests],
    }


def _test(test: BackTest) -> dict[str, Any]:
    held, of = test.coverage
    return {
        "method": test.method,
        "months": len(test.tested),
        "mean_error_kg": f"{test.mean_error:.3f}",
        "relative_error": f"{test.relative_error:.4f}",
        "interval": f"{LEVEL:.2f}",
        "held": held,
        "of": of,
    }


def print_advice(advice: Advice, currency: str, console: Console | None = None) -> None:
    """Where the grams are, the three changes, the next month."""
    out = console or Console()

    def say(text: str) -> None:
        out.print(escape(text), highlight=False, soft_wrap=True)

    baseline, emissions, periods = advice.figures
    say(f"{advice.person}, {advice.period}")
    if periods:
        months = "1 month that counts" if periods == 1 else f"{periods} months that count"
        say(f"  {kg_text(emissions)} kg against a baseline of {kg_text(baseline)} kg in {months}")
    else:
        say(f"  no credits: {advice.why or 'no month counts; abate credits --months says why'}")
    if baseline < emissions:
        say(f"  a change earns credits once the {kg_text(emissions - baseline)} kg above the baseline are made good")
    for part in advice.categories:
        say(f"  {part.category}: {kg(part.mine)} kg{_beside(part.group)}")
    for category in dict.fromkeys(part.category for part in advice.hours):
        _highest(say, f"  {category}, most a day at", [part for part in advice.hours if part.category == category])
    for category in dict.fromkeys(part.category for part in advice.weekdays):
        _highest(say, f"  {category}, most on", [part for part in advice.weekdays if part.category == category])
    say("")
    say("What would change most:" if advice.changes else "Nothing that would change much was found.")
    for place, (change, value) in enumerate(advice.changes, start=1):
        money = "" if value.money is None else f", {plain(value.money)} {currency}".rstrip()
        say(f"{place}. {change.what}: {kg(change.saving)} kg, {kg_text(value.credits)} credits{money}")
        say(f"   {change.arithmetic}")
        say(f"   assumes: {change.assumption}")
        say(f"   source: {change.source}")
    if len(advice.changes) > 1:
        say("Savings of one category can overlap: do not add them up.")
    if advice.outlook is not None:
        say("")
        _print_outlook(say, advice.outlook)


def _beside(group: Any) -> str:
    return "" if group is None else f" (group's median {kg(group)})"


def _highest(say: Any, title: str, parts: Sequence[Part]) -> None:
    most = sorted(parts, key=lambda part: -part.mine)[:HIGHEST_HOURS]
    say(f"{title} {', '.join(f'{part.place} {kg(part.mine)} kg{_beside(part.group)}' for part in most)}")


def _print_outlook(say: Any, ahead: Outlook) -> None:
    found = ahead.forecast
    if found is None:
        say(f"No forecast: {ahead.why}.")
        return
    interval = ""
    if len(ahead.emissions) > 1:
        interval = f", {LEVEL:.0%} interval {kg_text(ahead.emissions[1])} to {kg_text(ahead.emissions[2])}"
    say(f"{month_period(found.month)}: {kg_text(ahead.emissions[0])} kg{interval} ({found.method})")
    if ahead.baseline is None:
        say(f"  credits: no baseline yet: {ahead.why}")
    else:
        span = ""
        if len(ahead.credits) > 1:
            span = f", from {kg_text(ahead.credits[2])} to {kg_text(ahead.credits[1])}"
        say(f"  credits of the month alone: {kg_text(ahead.credits[0])}{span}; baseline {kg_text(ahead.baseline)} kg")
    print_tests(say, ahead.tests)


def print_tests(say: Any, tests: Sequence[BackTest]) -> None:
    """The back-test, one line for each method."""
    if not tests:
        say("  too few months for a back-test")
        return
    for test in tests:
        held, of = test.coverage
        used = ", used" if test.method == better(tests) else ""
        kept = f"; {LEVEL:.0%} intervals held {held} of {of} ({Decimal(100 * held) / of:.0f} %)" if of else ""
        say(
            f"  {test.method}: off by {test.mean_error:.1f} kg ({test.relative_error:.1%}) in {len(test.tested)} months"
            f"{kept}{used}"
        )
