"""Ten real homes: one beside the median of the others, computed again from the file."""

import csv
import gzip
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from statistics import median

from tests.library.advice.conftest import REPO, SAMPLES

HALF_HOURLY = SAMPLES / "sydney-homes-half-hourly"
RULES = REPO / "programmes/demo/methodology.toml"
HOME = "10006414"


def evening_excess(factor):
    """Grams above the others' median in the hours from 18 to 23."""
    used, days = defaultdict(Fraction), defaultdict(set)
    with gzip.open(HALF_HOURLY / "half-hourly.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["reading_datetime"])
            if at.year == 2013 and at.hour >= 18:
                used[row["customer_id"], at.hour] += Fraction(row["general_supply_kwh"]) * factor
                days[row["customer_id"], at.hour].add(at.date())
    total = Fraction(0)
    for hour in range(18, 24):
        rates = {who: kwh / len(days[who, h]) for (who, h), kwh in used.items() if h == hour}
        mine = rates.pop(HOME)
        total += max(Fraction(0), mine - median(rates.values())) * len(days[HOME, hour])
    return total


def test_the_evening_is_compared_with_the_others_median_hour_by_hour(advise):
    said = advise(HALF_HOURLY / "manifest.toml", "--person", HOME, "--methodology", RULES)
    change = said["changes"][0]

    (factor,) = {
        Fraction(row["value"])
        for row in csv.DictReader((REPO / "data/factors/grid-intensity/factors.csv").open())
        if (row["factor"], row["year"]) == ("australia", "2013")
    }
    assert (change["category"], change["subject"]) == ("electricity", "evening")
    grams = evening_excess(factor)
    assert Decimal(change["saving_kg"]) == Decimal(round(grams)).scaleb(-3)


def test_where_no_month_counts_nothing_is_earned_and_it_is_said(advise):
    said = advise(HALF_HOURLY / "manifest.toml", "--person", HOME, "--methodology", RULES)

    assert {each["credits"] for each in said["changes"]} == {"0.000"}
    assert said["months"] == 0


def test_months_are_compared_a_quarter_at_a_time_and_only_those_that_count(advise):
    arguments = ("--person", HOME, "--methodology", RULES, "--period", "2013", "--price", "0.1")
    said = advise(SAMPLES / "sydney-homes/manifest.toml", *arguments)

    (change,) = said["changes"]
    assert change["arithmetic"] == "618.603 - 413.846 (median of 9 others, 2 months) = 204.757 kg"
    assert (change["credits"], change["money"]) == ("198.614", "19.8614")


def test_the_next_months_credits_follow_the_methodologys_baseline(advise):
    said = advise(SAMPLES / "sydney-homes/manifest.toml", "--person", HOME, "--methodology", RULES, "--period", "2013")
    ahead = said["outlook"]

    baseline, emissions = Decimal(ahead["baseline_kg"]), Decimal(ahead["emissions_kg"][0])
    assert ahead["month"] == "2014-03"
    assert abs(Decimal(ahead["credits"][0]) - (baseline - emissions) * Decimal("0.97")) <= Decimal("0.001")
    low, high = ahead["credits"][2], ahead["credits"][1]
    assert Decimal(low) <= Decimal(ahead["credits"][0]) <= Decimal(high)
