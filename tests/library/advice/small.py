"""A manifest of few readings and rules for it, for what the samples never show."""

import math
from pathlib import Path

MANIFEST = """
period_timezone = "UTC"

[[source]]
{keys}
file = "readings.csv"
category = "electricity"
unit = "kWh"
factor = "uk-desnz/{{year}}/electricity"
factor_year = 2025
"""
BY_MONTH = 'person_column = "who"\nkind = "total"\nperiod_column = "month"\nvalue = "kwh"'
BY_DAY = 'person = "ann"\nsource_id = "meter"\nkind = "interval"\ntime = "day"\ntimezone = "UTC"\nvalue = "kwh"'
RULES = """
name = "Small"
version = "1"
factor_sets = ["uk-desnz"]
reserve_share = "0"

[[baseline]]
categories = ["{category}"]
{rule}
"""
OWN_HISTORY = 'rule = "own-history"'


def months(count, *people):
    """Readings of as many months from January 2023 on, with a wobble that repeats in no year."""
    lines = ["who,month,kwh"]
    for person in people:
        for at in range(count):
            used = 100 * (2 + math.cos(at * math.pi / 6)) * math.exp(0.1 * math.sin(at * at))
            lines.append(f"{person},{2023 + at // 12}-{at % 12 + 1:02d},{used:.1f}")
    return "\n".join(lines) + "\n"


def write(folder: Path, readings, keys=BY_MONTH, rule=OWN_HISTORY, category="electricity", beside=""):
    """The manifest with its readings, and the arguments that name ann and the rules."""
    (folder / "readings.csv").write_text(readings)
    (folder / "manifest.toml").write_text(MANIFEST.format(keys=keys) + beside)
    (folder / "rules.toml").write_text(RULES.format(rule=rule, category=category))
    return folder / "manifest.toml", ("--person", "ann", "--methodology", folder / "rules.toml")
