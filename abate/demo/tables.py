"""The tables at the end of a run, made of a summary alone; each fits into a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from abate.report.figures import figure_text as figure
from abate.report.summary import Summary
from abate.report.words import month_name, percent, short_hash


def all_tables(summary: Summary) -> Iterator[Table]:
    """Every table of a run, in the order of the story."""
    yield homes_table(summary)
    yield batches_table(summary)
    yield rounds_table(summary)
    yield fills_table(summary)
    yield certificates_table(summary)
    yield balances_table(summary)
    yield gas_table(summary)


def table(title: str, text_columns: list[str], figure_columns: list[str]) -> Table:
    """An empty table: words to the left, figures to the right."""
    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for name in text_columns:
        made.add_column(name, justify="left", no_wrap=True)
    for name in figure_columns:
        made.add_column(name, justify="right", no_wrap=True)
    return made


def homes_table(summary: Summary) -> Table:
    """Per home: kWh, kg, baseline, credits and its own change since last year, vintage to date."""
    words = summary.programme.words
    own_change = ["own change"] if summary.looks_back else []
    made = table(
        f"{words.many.capitalize()}: sums over the {words.period}s that "
        + ("are complete in both years" if summary.looks_back else "count"),
        [words.one, f"{words.period}s"],
        [*([words.unit] if words.unit else []), "kg CO₂e", "baseline kg", "credits", *own_change],
    )
    for home in summary.homes:
        change = home.change_percent
        style = "dim" if change is None else "blue" if change < 0 else "yellow"
        made.add_row(
            home.person,
            " ".join(_short(month.period) if month.counted else " – " for month in home.months),
            *([figure(home.kwh)] if words.unit else []),
            figure(home.kg),
            figure(home.baseline_kg),
            figure(home.credits),
            *([Text(percent(change), style)] if summary.looks_back else []),
        )
    return made


def _short(period: str) -> str:
    return month_name(period)[:3] if "-" in period else period


def batches_table(summary: Summary) -> Table:
    """The batches that the operators signed."""
    made = table(
        "Batches: what may be issued in all (cap), and what was issued because of each",
        ["no.", "through", "quorum", "final", "root"],
        ["cap", "people", "reserve"],
    )
    for batch in summary.batches:
        made.add_row(
            str(batch.sequence),
            month_name(batch.period, year=False),
            f"{len(batch.signers)} of {len(summary.programme.operators)}",
            "fell" if batch.fell else batch.final_at[:10],
            short_hash(batch.root),
            figure(batch.authorised),
            figure(batch.issued_people),
            figure(batch.issued_reserve),
        )
    return made


def rounds_table(summary: Summary) -> Table:
    """Each round: supply, demand, opening and clearing price, what was sold and what it brought."""
    made = table(
        f"Auction rounds: lots of {figure(summary.programme.lot_kg)} kg, {summary.programme.currency} per lot",
        ["round", summary.programme.words.period],
        ["supply", "demand", "opening", "clearing", "sold", "paid"],
    )
    for round_ in summary.rounds:
        made.add_row(
            str(round_.number),
            month_name(round_.period, year=False),
            str(round_.supply_lots),
            str(round_.demand_lots),
            figure(round_.opening_price),
            figure(round_.clearing_price),
            str(round_.sold_lots),
            figure(round_.paid_in),
        )
    return made


def fills_table(summary: Summary) -> Table:
    """Who sold and who bought in each round; limit prices are simulated."""
    made = table(
        f"Fills and income in {summary.programme.currency}; limit prices are simulated",
        ["round", summary.programme.words.one, ""],
        ["lots", "limit price", "filled", "income", "paid"],
    )
    for round_ in summary.rounds:
        for sale in round_.consignments:
            made.add_row(
                str(round_.number), sale.person, "sold", str(sale.lots), "", str(sale.sold), figure(sale.income), ""
            )
        for bid in round_.bids:
            for place, step in enumerate(bid.steps):
                first = place == 0
                made.add_row(
                    str(round_.number),
                    bid.person if first else "",
                    bid.way if first else "and",
                    str(step.lots),
                    figure(step.limit_price),
                    str(bid.filled) if first else "",
                    "",
                    figure(bid.paid) if first else "",
                )
        for gone in round_.exits:
            made.add_row(str(round_.number), gone.person, "left", str(gone.lots), figure(gone.limit_price), "0", "", "")
        for unmet in round_.unmet:
            made.add_row(str(round_.number), unmet.person, "no bid", str(unmet.lots), "", "0", "", "")
        made.add_section()
    return made


def certificates_table(summary: Summary) -> Table:
    """The certificates of what was retired."""
    made = table("Certificates, in credits", ["no.", summary.programme.words.one, "statement"], ["retired"])
    made.columns[2].no_wrap = False
    for paper in summary.certificates:
        made.add_row(
            str(paper.number),
            paper.person,
            Text(paper.statement),
            figure(paper.credits),
        )
    return made


def balances_table(summary: Summary) -> Table:
    """Every account at the end, and where all credits of the vintage are."""
    supply, passed = summary.supply, bool(summary.rewards or summary.donations)
    made = table(
        f"Balances (credits; money in {summary.programme.currency})",
        [summary.programme.words.one],
        ["issued", "sold", "bought", *(["given", "got"] if passed else []), "retired", "held", "money"],
    )
    for balance in summary.balances:
        made.add_row(
            balance.person,
            figure(balance.issued),
            figure(balance.sold),
            figure(balance.bought),
            *([figure(balance.given), figure(balance.received)] if passed else []),
            figure(balance.retired),
            figure(balance.credits),
            figure(balance.money_end),
        )
    made.add_section()
    gap = ["", ""] if passed else []
    made.add_row("reserve", figure(supply.reserve), "", "", *gap, "", figure(supply.reserve), "")
    made.add_row(
        "all", figure(supply.issued), "", "", *gap, figure(supply.retired), figure(supply.held + supply.reserve), ""
    )
    return made


def gas_table(summary: Summary) -> Table:
    """What each kind of step cost."""
    made = table(f"Gas on {summary.chain.network}", ["step"], ["transactions", "gas", "for", "gas each"])
    for step in summary.gas:
        made.add_row(step.step, str(step.transactions), str(step.gas), f"{step.units} {step.unit}", str(step.gas_each))
    return made
