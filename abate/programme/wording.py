"""How a demonstration's story names its people, its data and its periods; without a word of it, it is about homes."""

from __future__ import annotations

from abate.documents import Document


class Wording(Document):
    """The ``[simulation.words]`` table.

    Attributes:
        one, many: what a participant is called.
        guests: what those are called who take part without data of their own and without gas.
        period: what a period of the run is called.
        records: what the emissions were made of.
        sources: what the operators read.
        unit: of the activity; blank where people's activity has no single unit, which then is not shown.
        measured: how the records become kilograms and what the baseline is; the end of the paragraph says when a
            period counts.
        limit: what the baseline does not say.
    """

    one: str = "home"
    many: str = "homes"
    guests: str = "neighbours"
    period: str = "month"
    records: str = "meter readings"
    sources: str = "meters"
    unit: str = "kWh"
    measured: str = (
        "The baseline of a month is what the group used on average in the same month a year earlier, times this year's "
        "factor. A month counts only when every reading is there, in both years; the others earn nothing and say so."
    )
    limit: str = (
        "The baseline is the group's mean, so a small or frugal home earns credits without having changed anything. "
        "That is why the table also shows each home's own change since last year."
    )
