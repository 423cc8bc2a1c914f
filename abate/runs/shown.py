"""Showing a few facts to a person."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from abate.terminal import printable


def facts(console: Console, title: str, rows: Mapping[str, str]) -> None:
    """Print names and values, one a line; long values stay whole, so that they can be copied."""
    width = max(map(len, rows), default=0)
    console.print(f"[bold]{escape(title)}[/bold]", highlight=False, soft_wrap=True)
    for name, value in rows.items():
        console.print(
            f"  {printable(name):<{width}}  {printable(value)}", highlight=False, soft_wrap=True, markup=False
        )
