"""Telling the story while it happens: a live line and a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from abate.demo.tables import all_tables
from abate.report.summary import Summary

PLAIN_WIDTH: Final = 100


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
        line = Text.assemble(("  ✓ ", "green"), ", ".join(said) or doing)
        line.append(f"  {time.monotonic() - begun:.1f} s", "dim")
        self.console.print(line, soft_wrap=True)


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
