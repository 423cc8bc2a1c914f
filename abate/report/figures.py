"""The types of a summary's figures: decimal strings in JSON, exact in Python, never binary floats."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _refuse_float(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("a figure must be a decimal string or a whole number, not a binary float")
    return value


def figure_text(value: Decimal) -> str:
    """The figure as it is shown everywhere: plain digits, no exponent, its own number of decimals.

    >>> figure_text(Decimal("1E+3")), figure_text(Decimal("0.0500"))
    ('1000', '0.0500')
    """
    return f"{value:f}"


Figure = Annotated[Decimal, BeforeValidator(_refuse_float), PlainSerializer(figure_text, return_type=str)]
"""A measured or computed quantity; its decimals are kept as given."""

Whole = Annotated[int, BeforeValidator(_refuse_float), PlainSerializer(str, return_type=str)]
"""A counted quantity: lots, gas, readings. A decimal string in JSON too, because gas and money outgrow a float."""


class Record(BaseModel):
    """Base of all parts of a summary: immutable, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
