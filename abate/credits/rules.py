"""The baseline rules as a methodology writes them: one ``[[baseline]]`` table each. The arithmetic is in baselines.py.

A methodology may have several rules; a person's baseline is their sum. A rule without ``categories`` speaks for all
that a person does; no category may fall under two rules.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, field_serializer, model_validator

from abate.credits.baseline_sets import BaselineSet, baseline_set
from abate.documents import Document
from abate.fields import Exact

EMISSIONS_UNIT: Final = "kg CO2e"
"""The unit of a baseline that is given as emissions, not as activity to be multiplied by a factor."""

Category = Literal["electricity", "gas", "heat", "transport", "food"]


class Rule(Document):
    """What all baseline rules have in common.

    Attributes:
        categories: the activity it speaks for; empty for all.
        scale: names of life situations that multiply this baseline (see LifeSituation).
    """

    categories: tuple[Category, ...] = ()
    scale: tuple[str, ...] = ()


class FixedRule(Rule):
    """The same amount for everybody: ``amount`` of ``unit`` per month or year.

    With the unit "kg CO2e" it is the baseline itself; any other unit is an activity, times this period's factor.
    """

    rule: Literal["fixed"]
    amount: Exact
    unit: str
    per: Literal["month", "year"]
    factor: str | None = None

    @model_validator(mode="after")
    def _one_category(self) -> Self:
        if self.unit != EMISSIONS_UNIT and len(self.categories) != 1:
            raise ValueError(
                f"an amount in {self.unit} needs exactly one of categories; only {EMISSIONS_UNIT} may have more"
            )
        return self


class RegionalRule(Rule):
    """A public table by region and year (a folder of ``data/baselines``), times this period's factor.

    Attributes:
        table: the baseline set.
        region: the region of everybody, or
        region_column: the people file's column that holds each person's region.
        statistic: which figure of the table.
        year: which year of the table; without it the period's own.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    rule: Literal["regional"]
    table: Annotated[BaselineSet, BeforeValidator(baseline_set)]
    region: str | None = None
    region_column: str | None = None
    statistic: str = "mean"
    year: int | None = None
    factor: str | None = None

    @field_serializer("table")
    def _table_as_hash(self, table: BaselineSet) -> str:
        """The methodology's hash covers the table's figures."""
        return f"{table.name}:{table.hash.hex()}"

    @model_validator(mode="after")
    def _one_region(self) -> Self:
        if (self.region is None) == (self.region_column is None):
            raise ValueError("either region or region_column, not both")
        return self


class GroupMeanRule(Rule):
    """The group's mean of the same month `years_back` years earlier, times this period's factor.

    Everybody whose activity of that earlier month is complete is in the mean, whatever they do later: the baseline is
    known before the month begins, and nobody moves it by leaving. Where the rule is scaled, the mean is per unit of
    scale (activity of all / scale of all), so that scaling shares the group's total out and does not raise it.

    Attributes:
        years_back: 0 compares with the group's mean of the month itself.
        minimum_members: a group with fewer complete members has no mean: it would be nobody's typical month, and
            publish what those few used.
        group_column: the people file's column that names each person's group; without it all are one group.
        factors: "this-period" puts the earlier activity at this period's factors, so that a cleaner grid earns nobody
            credits; "then" takes the emissions as they were.
    """

    rule: Literal["group-mean"]
    years_back: Literal[0, 1] = 1
    minimum_members: int = Field(default=5, ge=1)
    group_column: str | None = None
    factors: Literal["this-period", "then"] = "this-period"


class OwnHistoryRule(Rule):
    """A person's own activity of the same month a year earlier, times this period's factor (see GroupMeanRule)."""

    rule: Literal["own-history"]
    factors: Literal["this-period", "then"] = "this-period"


class CounterfactualRule(Rule):
    """The same activity at another factor: a train trip against driving it.

    Attributes:
        factor: the factor of what would have been done instead, such as ``uk-desnz/{year}/car-average``.
    """

    rule: Literal["counterfactual"]
    factor: str


BaselineRule = Annotated[
    FixedRule | RegionalRule | GroupMeanRule | OwnHistoryRule | CounterfactualRule, Field(discriminator="rule")
]


class LifeSituation(Document):
    """A documented reason why one person's baseline is larger than another's: household size, heating fuel.

    Attributes:
        column: the people file's column.
        values: the multiplier for each value of it.
        otherwise: the multiplier for any other value; without it such a value is an error.
        proportional: the column's number itself is the multiplier (persons, for a baseline per head).
    """

    column: str
    values: dict[str, Exact] = Field(default_factory=dict)
    otherwise: Exact | None = None
    proportional: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.proportional == bool(self.values or self.otherwise is not None):
            raise ValueError("either proportional = true, or values (with or without otherwise)")
        for multiplier in (*self.values.values(), self.otherwise or Decimal(0)):
            if multiplier != round(multiplier, 6):
                raise ValueError(f"{multiplier} has more than 6 decimals")
        return self

    def multiplier(self, value: Any) -> Decimal:
        """The multiplier for `value`, as it stands in the people file.

        Raises:
            ValueError: no multiplier for that value.
        """
        text = "" if value is None else str(value)
        if self.proportional:
            try:
                number = Decimal(text)
            except ArithmeticError:
                raise ValueError(f"{text!r} is no number") from None
            if not number.is_finite() or number < 0:
                raise ValueError(f"{text!r} must be zero or more")
            return number
        found = self.values.get(text, self.otherwise)
        if found is None:
            raise ValueError(f"{text!r} has no multiplier (known: {', '.join(self.values)})")
        return found
