"""A home without a reading in a month has its row in that month's drawing, and no bar."""

from abate.report.plots_homes import month_plot
from abate.report.summary_homes import HomeMonth

from .sample import SUMMARY


def test_it_is_said_in_its_row():
    nothing = HomeMonth(period="2013-07", counted=False, reason="no readings")
    first, *others = SUMMARY.homes
    summary = SUMMARY.model_copy(update={"homes": (first.model_copy(update={"months": (nothing,)}), *others)})

    assert "no reading" not in month_plot(SUMMARY, "2013-07")
    drawn = month_plot(summary, "2013-07")
    assert drawn.count("no reading") == 1
    assert f"{first.person}: not counted" in drawn
