"""An account's credits over time as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure as Drawing

from abate.records.history import Line
from abate.report.palette import STAND_INS as C
from abate.report.svg import STYLE, drawing, standalone_svg
from abate.units import GRAMS_PER_KG, kg_text

# kinds that get a mark of their own: its shape, its colour and its name
MARKS: Final = {
    "issued": ("^", "below", "issued"),
    "bought": ("D", "accent", "bought"),
    "consigned": ("s", "above", "consigned"),
    "retired": ("v", "reserve", "retired"),
}


def credits_plot(lines: Sequence[Line], account: str, until: int) -> str:
    """What the account held over time, with marks where credits were issued, bought, consigned and retired.

    Args:
        lines: its history.
        account: whose.
        until: unix time to which the last balance is drawn.
    """
    steps = [line for line in lines if line.change]
    words = "; ".join(f"{datetime.fromtimestamp(at.time, UTC):%Y-%m-%d}: {kg_text(at.balance)}" for at in steps)
    return standalone_svg(drawn(lines, account, until), f"Credits of {account} over time", words or "No credits yet.")


def drawn(lines: Sequence[Line], account: str, until: int) -> Drawing:
    """The drawing of ``credits_plot``."""
    with mpl.rc_context(STYLE):
        figure = drawing(620, 340)
        axes = figure.subplots()
        steps = [line for line in lines if line.change]
        times = [_date(line.time) for line in steps] + ([_date(until)] if steps else [])
        held = [line.balance / GRAMS_PER_KG for line in steps]  # floats only to draw with
        if steps:
            # a new account begins at nothing
            axes.plot([times[0], *times], [0, *held, held[-1]], drawstyle="steps-post", color=C["below"], linewidth=2.2)
            axes.fill_between(times, [*held, held[-1]], step="post", color=C["below"], alpha=0.12, linewidth=0)
        for kind, (shape, colour, name) in MARKS.items():
            marked = [line for line in steps if line.what == kind]
            if marked:
                axes.plot(
                    [_date(line.time) for line in marked],
                    [line.balance / GRAMS_PER_KG for line in marked],
                    shape,
                    markersize=8.5,
                    color=C[colour],
                    markeredgecolor=C["panel"],
                    label=name,
                    clip_on=False,
                    zorder=5,
                )
        _frame(axes, account, max(held, default=1.0))
        if any(line.what in MARKS for line in steps):
            figure.legend(loc="outside lower center", ncols=len(MARKS), frameon=False, fontsize=10.5, handlelength=1.2)
        return figure


def _frame(axes: Axes, account: str, most: float) -> None:
    axes.set_ylim(0, most * 1.15 or 1)
    axes.set_ylabel("credits held (kg)")
    axes.set_title(f"Credits of {account[:8]}…{account[-4:]}", fontweight="bold")
    dates(axes)
    axes.grid(axis="y")
    axes.tick_params(length=0, labelcolor=C["muted"])


def dates(axes: Axes) -> None:
    """Write days on the horizontal axis, as few as are needed."""
    locator: Any = cast(Any, AutoDateLocator)(minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(cast(Any, ConciseDateFormatter)(locator))


def _date(seconds: int) -> float:
    return float(cast(Any, date2num)(datetime.fromtimestamp(seconds, UTC)))
