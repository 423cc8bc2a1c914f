"""Telling the story while it happens: a live line and a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from abate.demo.tables import all_tables
from abate.report.summary import Summary
from abate.report.words import number_word

PLAIN_WIDTH: Final = 100
MARGIN: Final = 13
"""Columns before a line of the story and, for the seconds, after it."""


def plain_or_live() -> Console:
    """The console on standard output: as wide as the terminal, or plain text of a fixed width where there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PLAIN_WIDTH)


@dataclass
class Teller:
    """Says what happens, on a console.

    Attributes:
        console: where to; a terminal gets a spinner and a bar.
        steps: how many steps the whole run has, for the bar.
    """

    console: Console
    steps: int
    _progress: Progress = field(init=False, repr=False)
    _bar: TaskID = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self._bar = self._progress.add_task("", total=self.steps)

    def __enter__(self) -> Self:
        """Show the live line."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the live line away; what was said stays."""
        self._progress.stop()

    def chapter(self, title: str) -> None:
        """Begin a part of the story."""
        self.console.print()
        self.console.print(Text(title, "bold"))

    @contextmanager
    def step(self, doing: str) -> Iterator[list[str]]:
        """One step: shown live while it runs, and as one line once it is done.

        The block puts what came of it into the list it is given.
        """
        said: list[str] = []
        begun = time.monotonic()
        self._progress.update(self._bar, description=doing)
        yield said
        self._progress.advance(self._bar)
        lines = filled(said or [doing], self.console.width - MARGIN)
        for place, text in enumerate(lines):
            line = Text.assemble(("  ✓ ", "green") if place == 0 else "    ", text)
            if place == len(lines) - 1:
                line.append(f"  {time.monotonic() - begun:.1f} s", "dim")
            self.console.print(line, soft_wrap=True)


def filled(parts: Sequence[str], width: int) -> list[str]:
    """Parts of a sentence as lines of at most this width, as long as a part fits; broken between parts only.

    >>> filled(["ten homes", "two batches", "one price"], 24)
    ['ten homes, two batches,', 'one price']
    """
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) + 2 <= width:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    return [line + "," for line in lines[:-1]] + lines[-1:]


def show_tables(summary: Summary, console: Console) -> None:
    """Every table of the run."""
    for table in all_tables(summary):
        console.print()
        console.print(table)


def show_checks(summary: Summary, console: Console) -> None:
    """Each promise with what was found, and the verdict."""
    console.print()
    console.print(Text("The promises", "bold"))
    for check in summary.checks:
        sign = ("  ✓ ", "green") if check.kept else ("  ✗ ", "bold red")
        console.print(Text.assemble(sign, check.promise, (f"  {check.finding}", "dim")), soft_wrap=True)
    console.print()
    broken = sum(not check.kept for check in summary.checks)
    if broken:
        console.print(Text(f"{broken} of {len(summary.checks)} promises are broken.", "bold red"))
    else:
        console.print(Text(f"All {len(summary.checks)} promises hold.", "bold green"))
        console.print(Text(moral(summary)), soft_wrap=True)


def moral(summary: Summary) -> str:
    """What a run comes to, in one sentence."""
    people = f"{number_word(len(summary.homes))} {summary.programme.words.many}"
    without_gas = sum(balance.gasless and bool(balance.bought) for balance in summary.balances)
    parts = [
        f"{number_word(len(summary.misreadings))} wrong reading{'' if len(summary.misreadings) == 1 else 's'} ignored"
        if summary.misreadings
        else "",
        f"{number_word(len(summary.fallen))} false batch{'' if len(summary.fallen) == 1 else 'es'} caught"
        if summary.fallen
        else "",
        f"{number_word(without_gas)} buyer{'' if without_gas == 1 else 's'} who never paid for gas"
        if without_gas
        else "",
    ]
    said = [part for part in parts if part]
    end = "and nobody paid more than the neighbour."
    return f"{people.capitalize()}, {', '.join([*said, end])}" if said else f"{people.capitalize()}, {end}"
