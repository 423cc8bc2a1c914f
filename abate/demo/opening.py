"""How an opening price came about, with the figures of the formula."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from abate.auction.pricing import formula_price
from abate.chain.auction_state import Result
from abate.demo.amounts import plain
from abate.programme import AuctionTerms
from abate.programme.auction import UNIT_VALUE_SCALE


@dataclass(frozen=True)
class Opening:
    """Why a round opened at its price.

    Attributes:
        formula: the formula's price before its bounds, base units of the currency; None where nothing was sold before.
        figures: the formula with its figures in place of its words; None likewise.
        rule: the reason in words.
    """

    formula: int | None
    figures: str | None
    rule: str

    @property
    def short(self) -> str:
        """For one line: the figures, and what bound them, if anything did."""
        if self.figures is None:
            return self.rule
        return self.figures if self.rule == FREE else f"{self.rule}; {self.figures}"


FREE = "the formula"


def opening_of(terms: AuctionTerms, last: Result | None, opening: int, decimals: int = 6) -> Opening:
    """How an opening price came about.

    Args:
        terms: the auction's settings.
        last: the result of the last round that had bidding; None where there is none.
        opening: the price that was applied.
        decimals: of the currency.
    """
    if last is None:
        return Opening(None, None, "the floor, as nothing was sold before")
    formula = formula_price(last.demand, last.supply, terms)
    figures = f"{last.demand} / {last.supply} x {_money_of_baseline(terms, decimals)}"
    if opening == formula:
        return Opening(formula, figures, FREE)
    for name, price in (("floor", terms.floor_price), ("cap", terms.cap_price)):
        if opening == price:
            return Opening(formula, figures, f"the {name}")
    low = formula < opening
    share = plain(terms.clamp[0] if low else terms.clamp[1], 4)
    bound = f"at {'least' if low else 'most'} {share:f} x the last clearing price"
    return Opening(formula, figures, bound)


def _money_of_baseline(terms: AuctionTerms, decimals: int) -> str:
    """Baseline and unit value: ``300 kg x 0.0003 a kg``."""
    value = Decimal(terms.unit_value).scaleb(3 - decimals) / UNIT_VALUE_SCALE
    return f"{plain(terms.reference_baseline, 3)} kg x {value.normalize():f}"
