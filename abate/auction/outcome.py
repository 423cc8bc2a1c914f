"""The result of a round: who buys, who sells, at which price; every sum exact."""

from __future__ import annotations

from dataclasses import dataclass

from abate.errors import IntegrityError


@dataclass(frozen=True)
class Fill:
    """What a step of a bid gets.

    Attributes:
        bidder: the account.
        tick, lots: the step; ``before`` are the lots bid earlier on the same tick.
        filled: lots won.
        cost: what they cost, currency base units.
        refund: what the step's escrow holds beyond that.
    """

    bidder: str
    tick: int
    lots: int
    before: int
    filled: int
    cost: int
    refund: int


@dataclass(frozen=True)
class Sale:
    """What a consignment earns.

    Attributes:
        seller: the account.
        lots: lots consigned; ``before`` are the lots consigned earlier in the round.
        sold: lots sold.
        proceeds: what they earn, currency base units.
        returned: lots that go back.
    """

    seller: str
    lots: int
    before: int
    sold: int
    proceeds: int
    returned: int


@dataclass(frozen=True)
class Outcome:
    """The whole result of a round; the first nine fields are the contract's ``Result``.

    Attributes:
        opening_price, clearing_price: currency base units per lot.
        supply: lots offered; 0 where the round ended for want of supply.
        demand: lots standing in the book at the end.
        sold: lots sold.
        revenue: sold x clearing price.
        clock_tick: the clock; 0 where demand did not exceed supply.
        clock_demand, clock_supply: lots bid on the clock's tick, and lots left for them.
        fills: one for each step that stood in the book; a bidder's together, bidders in the order of bidding.
        sales: one for each consignment, in order.
    """

    opening_price: int
    clearing_price: int
    supply: int
    demand: int
    sold: int
    revenue: int
    clock_tick: int
    clock_demand: int
    clock_supply: int
    fills: tuple[Fill, ...]
    sales: tuple[Sale, ...]

    def check_sums(self) -> None:
        """What goes in comes out: lots and money, to the last unit.

        Raises:
            IntegrityError: a sum differs; the text names it.
        """
        pairs = {
            "lots filled and sold": (sum(fill.filled for fill in self.fills), self.sold),
            "lots sold by sellers and sold": (sum(sale.sold for sale in self.sales), self.sold),
            "lots sold and the smaller one of supply and demand": (self.sold, min(self.supply, self.demand)),
            "money of winners and revenue": (sum(fill.cost for fill in self.fills), self.revenue),
            "proceeds of sellers and revenue": (sum(sale.proceeds for sale in self.sales), self.revenue),
        }
        for what, (left, right) in pairs.items():
            if left != right:
                raise IntegrityError(f"{what} differ: {left} and {right}")
