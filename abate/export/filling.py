"""The environment in which the bindings' templates are filled in."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("abate.export"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (source code, not HTML)
    )
    environment.filters["hanging"] = hanging
    return environment


def filled_in(template: str, **values: Any) -> str:
    """The text that a template makes of values."""
    return _environment().get_template(template).render(**values)


def hanging(docstring: str, margin: int) -> str:
    """A docstring with all lines but the first at a margin; the quotes of one with several lines stand alone."""
    first, *rest = docstring.splitlines()
    lines = [first, *(" " * margin + line if line else "" for line in rest)]
    return "\n".join([*lines, " " * margin] if rest else lines)
