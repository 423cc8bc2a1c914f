"""The page of a run: a summary in, one self-contained HTML file out."""

from __future__ import annotations

import base64
import shutil
import tempfile
from functools import partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from abate.report.figures import figure_text
from abate.report.palette import css_variables
from abate.report.plots_homes import month_plot, to_date_plot
from abate.report.plots_market import round_plot, supply_plot
from abate.report.plots_oracle import misreading_plot
from abate.report.summary import Summary
from abate.report.words import joined, month_name, number_word, percent, short_hash, who, with_article


def data_uri(svg: str) -> str:
    """An SVG as a data URI: shown as an image, it can neither run scripts nor load anything."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _own(text: str) -> Markup:
    """Text of our own making; every foreign word in it was escaped when it was drawn."""
    return Markup(text)  # noqa: S704 - drawings and colours, never a value of the summary


def render(summary: Summary) -> str:
    """The whole page as HTML; it loads nothing from outside of itself."""
    environment = Environment(
        loader=PackageLoader("abate.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "figure": figure_text,
        "month": month_name,
        "percent": percent,
        "short": short_hash,
        "data_uri": data_uri,
        "joined": joined,
        "word": number_word,
        "who": partial(who, one=summary.programme.words.one),
        "a": with_article,
    }
    plots = {
        "to_date": _own(to_date_plot(summary)),
        "months": {period: _own(month_plot(summary, period)) for period in summary.periods},
        "misreadings": [_own(misreading_plot(case, at)) for at, case in enumerate(summary.misreadings)],
        "rounds": {round_.number: _own(round_plot(summary, round_)) for round_ in summary.rounds},
        "supply": _own(supply_plot(summary)),
    }
    return environment.get_template("index.html.j2").render(
        summary=summary, plots=plots, light=_own(css_variables(0)), dark=_own(css_variables(1))
    )


def write_report(summary: Summary, folder: Path) -> tuple[Path, Path]:
    """Write ``summary.json`` and ``index.html`` into a folder, both or neither; an older report is replaced.

    Returns:
        the paths of the summary and of the page.
    """
    texts = {"summary.json": summary.model_dump_json(indent=2) + "\n", "index.html": render(summary)}
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder))
    try:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8")
        for name in texts:
            (draft / name).replace(folder / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder / "summary.json", folder / "index.html"
