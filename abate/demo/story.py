"""The story from the first reading to the last certificate: what happens in one month, told while it happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from abate.chain.local_time import advance_to
from abate.credits import VintageFigures
from abate.demo import market
from abate.demo.amounts import day, from_grams, scaled
from abate.demo.market import Offer
from abate.demo.room import OperatorRoom
from abate.demo.stage import Participant, Stage
from abate.demo.telling import Teller
from abate.report.words import month_name

STEPS_A_MONTH = 6


@dataclass
class Story:
    """What has happened so far.

    Attributes:
        stage: everybody and everything.
        room: the oracle's operators.
        teller: says what happens.
        offers: what homes wanted, by round.
        retired: person to lots retired.
    """

    stage: Stage
    room: OperatorRoom
    teller: Teller
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    retired: Counter[str] = field(default_factory=Counter)

    def month(self, period: str) -> None:
        """One month: measured and signed, issued, auctioned, retired."""
        self.teller.chapter(month_name(period))
        self._sign(period)
        self._issue()
        figures = self.room.computed[period]
        number = market.open_round(self.stage)
        self._consign(number, figures)
        offers = self.offers[number] = self._bid(number, figures)
        self._settle(number)
        self._retire(period, offers)

    def _sign(self, period: str) -> None:
        homes = len(self.stage.homes)
        with self.teller.step(f"{len(self.room.desks)} operators compute {homes} homes and sign") as said:
            advance_to(self.stage.chain, self.room.through(period))
            fed = self.room.feed(period)
            rows = self.room.computed[period].months
            counting = rows.filter((rows["period"] == period) & rows["counted"]).height
            kwh = rows.filter(rows["period"] == period)["activity"].sum()
            said += [
                f"{len(self.room.desks)} operators read {homes} meters ({kwh:.3f} kWh, {counting} homes count)",
                f"agreed and signed batch {fed.draft.batch.sequence}",
            ]

    def _issue(self) -> None:
        with self.teller.step("the challenge window passes, a relayer issues to everybody") as said:
            _, final_at = self.stage.oracle.pending_batch(self.room.vintage.year)
            advance_to(self.stage.chain, final_at)
            relayed = self.room.relay()
            said += [
                f"final on {day(final_at)}",
                f"{from_grams(relayed.issued)} credits issued to {relayed.accounts} homes",
                f"{from_grams(relayed.reserve)} to the reserve",
            ]

    def _consign(self, number: int, figures: VintageFigures) -> None:
        with self.teller.step("homes below their baseline consign whole lots") as said:
            sales = market.consign(self.stage, number, sellers(self.stage, figures))
            said.append(f"{len(sales)} homes below their baseline consigned {sum(sale.lots for sale in sales)} lots")

    def _bid(self, number: int, figures: VintageFigures) -> list[Offer]:
        with self.teller.step("homes above their baseline bid for their excess") as said:
            wants = wanted_lots(figures, self.stage.documents.programme.terms.lot_grams, self.retired)
            offers = market.bid(self.stage, number, wants)
            made = [offer for offer in offers if offer.refused is None]
            said.append(f"{len(made)} homes above it bid for {sum(offer.lots for offer in made)} lots")
            said += [f"{offer.home.person} made no bid: {offer.refused}" for offer in offers if offer.refused]
        return offers

    def _settle(self, number: int) -> None:
        currency = self.stage.documents.programme.currency
        with self.teller.step("the round ends and is settled") as said:
            result = market.settle_round(self.stage, number).outcome
            said += [
                f"opened at {scaled(result.opening_price, currency.decimals)}, cleared at "
                f"{scaled(result.clearing_price, currency.decimals)} {currency.symbol} a lot",
                f"{result.sold} lots sold for {scaled(result.revenue, currency.decimals)} {currency.symbol}",
            ]

    def _retire(self, period: str, offers: list[Offer]) -> None:
        lot = self.stage.documents.programme.terms.lot_grams
        with self.teller.step("winners retire what they won") as said:
            buyers = [offer.home for offer in offers if offer.refused is None]
            statement = f"Electricity above the baseline, {month_name(period)}"
            papers = market.retire(self.stage, buyers, statement)
            for person, amount in papers.items():
                self.retired[person] += amount // lot
            said.append(f"{len(papers)} certificates for {from_grams(sum(papers.values()))} retired credits")


def sellers(stage: Stage, figures: VintageFigures) -> list[Participant]:
    """Homes whose emissions to date are below their baseline to date."""
    below = figures.people.filter(figures.people["emissions"] < figures.people["baseline"])["person"].to_list()
    return [home for home in stage.homes if home.person in below]


def wanted_lots(figures: VintageFigures, lot_grams: int, retired: Counter[str]) -> dict[str, int]:
    """Person to whole lots that cover the excess to date, rounded up, less what was retired against it before.

    Args:
        figures: the vintage to date.
        lot_grams: grams in one lot.
        retired: person to lots retired.
    """
    wants = {}
    for person, emissions, baseline in figures.people.select("person", "emissions", "baseline").iter_rows():
        lots = -(-max(0, emissions - baseline) // lot_grams) - retired[person]
        if lots > 0:
            wants[person] = lots
    return wants
