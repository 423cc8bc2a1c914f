"""A history as a table, as CSV and as JSON; every amount an exact decimal text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.markup import escape
from rich.table import Table

from abate.chain.times import moment
from abate.records.history import Line
from abate.records.verify import Sums
from abate.terminal import table_console
from abate.units import CREDIT_DECIMALS
from abate.wallet.amounts import amount_text

COLUMNS: Final = (
    "time", "block", "what", "credits", "change", "balance", "money", "reference", "other", "note", "transaction",
)  # fmt: skip

# what the number of a line is the number of, and how the other account stands to it
REFERENCES: Final = {
    "retired": "certificate",
    "retired in its name": "certificate",
    "donated": "certificate",
    "redeemed": "voucher",
    "voucher honoured": "voucher",
    "voucher lapsed": "voucher",
    "voucher declined": "voucher",
}
TOWARDS: Final = {"sent": "to ", "donated": "to ", "retired": "for ", "received": "from "}
HELD: Final = ("consigned", "into escrow")


@dataclass(frozen=True)
class Money:
    """The currency: its symbol and its decimals."""

    symbol: str
    decimals: int

    def text(self, units: int) -> str:
        """An amount without its symbol."""
        return amount_text(units, self.decimals)


def credits_text(units: int) -> str:
    """Base units as credits."""
    return amount_text(units, CREDIT_DECIMALS)


def rows(lines: Sequence[Line], money: Money) -> list[dict[str, Any]]:
    """Lines as plain data, with the keys of ``COLUMNS``."""
    return [
        {
            "time": moment(line.time),
            "block": line.block,
            "what": line.what,
            "credits": credits_text(line.credits),
            "change": credits_text(line.change),
            "balance": credits_text(line.balance),
            "money": money.text(line.money),
            "reference": line.reference,
            "other": line.other,
            "note": line.note,
            "transaction": line.transaction,
        }
        for line in lines
    ]


def csv_text(lines: Sequence[Line], money: Money) -> str:
    """One line for each thing that happened; a text that a spreadsheet would take for a formula is quoted with '."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "note": _no_formula(row["note"])} for row in rows(lines, money))
    return out.getvalue()


def _no_formula(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text


def as_json(account: str, lines: Sequence[Line], sums: Sums, money: Money, block: int) -> dict[str, Any]:
    """The history, and the sums that the contracts confirmed at that block."""
    return {
        "account": account,
        "block": block,
        "currency": money.symbol,
        "sums": {
            "issued": credits_text(sums.issued),
            "balance": credits_text(sums.balance),
            "retired": credits_text(sums.retired),
            "in_the_auction": money.text(sums.money),
        },
        "history": rows(lines, money),
    }


def print_table(lines: Sequence[Line], sums: Sums, money: Money, block: int) -> None:
    """The history as a table; what does not move credits or money shows neither."""
    console = table_console(140)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("when", "what", "credits", "balance", money.symbol, "more"):
        table.add_column(heading, justify="right" if heading in ("credits", "balance", money.symbol) else "left")
    for line in lines:
        moved = _signed(credits_text(line.change)) if line.change else f"({credits_text(line.credits)})"
        table.add_row(
            moment(line.time),
            line.what,
            moved if line.credits else "",
            credits_text(line.balance),
            _signed(money.text(line.money)) if line.money else "",
            escape(_more(line)),
        )
    console.print(table)
    console.print(
        f"issued {credits_text(sums.issued)}, held {credits_text(sums.balance)}, retired in its name "
        f"{credits_text(sums.retired)}, in the auction {money.text(sums.money)} {money.symbol}: "
        f"as the contracts say at block {block}",
        highlight=False,
        soft_wrap=True,
    )


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"


def _more(line: Line) -> str:
    kind = REFERENCES.get(line.what, "round")
    parts = [f"{kind} {line.reference}"] if line.reference else []
    if line.other and line.what not in HELD:
        parts.append(TOWARDS.get(line.what, "by ") + line.other)
    if line.note:
        parts.append(f'"{line.note}"')
    return ", ".join(parts)
