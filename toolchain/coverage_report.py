"""Put the parts of a covered run together and fail where too few branches of the library were taken: `make coverage`.

    python toolchain/coverage_report.py [LEAST]     LEAST is in per cent, 95 unless told

Reads the parts that ``coverage run`` left beside COVERAGE_FILE; writes reports/coverage (HTML and JSON).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from coverage import Coverage
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "reports" / "coverage"
LEAST = 95.0


def combined() -> dict:
    """The whole run's figures, as coverage's JSON report has them; the HTML report lies beside it."""
    run = Coverage()
    run.combine(strict=True)
    run.save()
    OUT.mkdir(parents=True, exist_ok=True)
    run.json_report(outfile=str(OUT / "coverage.json"))
    run.html_report(directory=str(OUT / "html"))
    return json.loads((OUT / "coverage.json").read_text(encoding="utf-8"))


def show(files: dict[str, dict], least: float) -> None:
    """The files below the aim, the poorest first."""
    table = Table("file", title=f"files with less than {least:g} % of their branches taken")
    for heading in ("branches", "taken", "per cent", "lines never run"):
        table.add_column(heading, justify="right")
    poor = []
    for name, file in files.items():
        figures = file["summary"]
        share = 100 * figures["covered_branches"] / figures["num_branches"] if figures["num_branches"] else 100.0
        if share < least:
            poor.append((share, name, figures))
    for share, name, figures in sorted(poor):
        counts = figures["num_branches"], figures["covered_branches"]
        table.add_row(name, *map(str, counts), f"{share:.1f}", str(figures["missing_lines"]))
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def main() -> None:
    """Combine, show, judge."""
    least = float(sys.argv[1]) if len(sys.argv) > 1 else LEAST
    report = combined()
    show(report["files"], least)
    totals = report["totals"]
    branches, taken = totals["num_branches"], totals["covered_branches"]
    share = 100 * taken / branches
    lines = f"{totals['covered_lines']:,} of {totals['num_statements']:,} lines"
    print(f"{taken:,} of {branches:,} branches of abate/ were taken, {share:.1f} %; {lines}")
    print(f"page: {OUT / 'html' / 'index.html'}")
    if share < least:
        sys.exit(f"at least {least:g} % are asked for")


if __name__ == "__main__":
    main()
