"""Numbers of seconds on the command line."""

from __future__ import annotations

from math import inf
from typing import Any

import click

from abate.errors import InputError


class Seconds(click.ParamType[float]):
    """Seconds to wait: neither endless nor no number, which would both wait for ever.

    Attributes:
        zero: whether none at all is a number too.
    """

    name = click.FLOAT.name

    def __init__(self, zero: bool) -> None:
        self.zero = zero

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number.

        Raises:
            InputError: it is none of these, with its option.
        """
        seconds = float(click.FLOAT.convert(value, param, ctx))
        if 0 < seconds < inf or (self.zero and seconds == 0):
            return seconds
        least = "" if self.zero else " above 0"
        raise InputError(f"{seconds:g} is no number of seconds{least}", field=param.opts[0] if param else None)
