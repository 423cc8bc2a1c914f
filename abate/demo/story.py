"""The story from the first reading to the last certificate: what happens in one month, told while it happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from eth_utils.address import to_checksum_address

from abate.chain.local_time import advance_to
from abate.credits import VintageFigures
from abate.demo import bidding, false_batch, market, spending
from abate.demo.amounts import day, from_grams, plain, scaled
from abate.demo.bidding import Offer
from abate.demo.false_batch import Fallen
from abate.demo.opening import opening_of
from abate.demo.room import OperatorRoom
from abate.demo.stage import Participant, Stage
from abate.demo.telling import Teller
from abate.oracle.feed import Fed
from abate.programme.simulation import FalseBatch, Simulation
from abate.programme.wording import Wording
from abate.report.words import joined, month_name

STEPS_A_MONTH = 7
STEPS_OF_A_FALSE_BATCH = 3


@dataclass
class Story:
    """What has happened so far.

    Attributes:
        stage: everybody and everything.
        room: the oracle's operators.
        teller: says what happens.
        offers: what homes wanted, by round.
        retired: person to lots retired.
        fallen: the batches that were proven wrong.
    """

    stage: Stage
    room: OperatorRoom
    teller: Teller
    offers: dict[int, list[Offer]] = field(default_factory=dict)
    retired: Counter[str] = field(default_factory=Counter)
    fallen: list[Fallen] = field(default_factory=list)

    @property
    def words(self) -> Wording:
        """How the programme names its people and its data."""
        return self.stage.documents.simulation.words

    def month(self, period: str) -> None:
        """One month: measured and signed, issued, auctioned, retired."""
        self.teller.chapter(month_name(period))
        advance_to(self.stage.chain, self.room.through(period))
        fault = self.stage.documents.simulation.false_batch
        if fault is not None and fault.period == period:
            self._false_batch(fault)
        self._sign(period)
        self._issue()
        figures = self.room.computed[period]
        number = market.open_round(self.stage)
        self._consign(number, figures)
        if self.stage.neighbours:
            self._relay(number)
        else:
            bidding.begin(self.stage, number)
        offers = self.offers[number] = self._bid(number, figures)
        self._settle(number)
        self._retire(period, offers)

    def _false_batch(self, fault: FalseBatch) -> None:
        names, currency = self.room.names(), self.stage.documents.programme.currency
        with self.teller.step("two operators sign a false batch") as said:
            forged = false_batch.forge(self.room, fault)
            liars = joined([names[self.room.desks[place - 1].operator] for place in sorted(fault.signers)])
            extra = int(forged.draft.leaves.credits.sum()) - int(forged.honest.leaves.credits.sum())
            said += [
                f"{liars} hide {fault.hidden_kg} kg of {self.words.one} {fault.person}",
                f"batch {forged.draft.batch.sequence} would issue {from_grams(extra)} credits that nobody earned",
            ]
        watcher = names[forged.watcher.operator]
        with self.teller.step(f"{watcher} checks every leaf") as said:
            fallen = false_batch.prove(self.room, forged)
            self.fallen.append(fallen)
            said += [
                f"{watcher} re-derives every leaf and will not sign",
                f"proves on chain that {fallen.fault.kind.words}",
                f"batch {fallen.posting.batch.sequence} falls, {watcher} takes "
                f"{plain(fallen.reward, currency.decimals)} {currency.symbol}",
            ]
        with self.teller.step("its signers are slashed and top up") as said:
            paid = false_batch.top_up(self.room, fallen)
            said += [
                f"{liars} lost {plain(paid, currency.decimals)} {currency.symbol} of their bonds",
                "topped up, in force again",
            ]

    def _sign(self, period: str) -> None:
        homes = len(self.stage.homes)
        with self.teller.step(f"{len(self.room.desks)} operators compute {homes} {self.words.many} and sign") as said:
            fed = self.room.feed(period)
            rows = self.room.computed[period].months
            counting = rows.filter((rows["period"] == period) & rows["counted"])["person"].n_unique()
            unit = self.words.unit
            amount = f"{rows.filter(rows['period'] == period)['activity'].sum():.3f} {unit}, " if unit else ""
            said += [
                f"{len(self.room.desks)} operators read {homes} {self.words.sources} "
                f"({amount}{counting} {self.words.many} count)",
                *self._outliers(fed),
                f"agreed and signed batch {fed.draft.batch.sequence}",
            ]

    def _outliers(self, fed: Fed) -> list[str]:
        """Who saw a home's emissions otherwise than the rest."""
        names, differing = self.room.names(), fed.draft.merged.disagreements
        return [
            f"{names[row['operator']]} read {from_grams(row['observed'])} kg for {self.words.one} "
            f"{self.stage.person_at(to_checksum_address(row['account']))} where the median is "
            f"{from_grams(row['median'])}: ignored"
            for row in differing.filter(differing["field"] == "emissions").iter_rows(named=True)
        ]

    def _issue(self) -> None:
        with self.teller.step("the challenge window passes, a relayer issues to everybody") as said:
            _, final_at = self.stage.oracle.pending_batch(self.room.vintage.year)
            advance_to(self.stage.chain, final_at)
            relayed = self.room.relay()
            said += [
                f"final on {day(final_at)}",
                f"{from_grams(relayed.issued)} credits issued to {relayed.accounts} {self.words.many}",
                f"{from_grams(relayed.reserve)} to the reserve",
            ]

    def _consign(self, number: int, figures: VintageFigures) -> None:
        with self.teller.step(f"{self.words.many} below their baseline consign whole lots") as said:
            sales = market.consign(self.stage, number, sellers(self.stage, figures))
            lots = sum(sale.lots for sale in sales)
            said.append(f"{len(sales)} {self.words.many} below their baseline consigned {lots} lots")

    def _relay(self, number: int) -> None:
        with self.teller.step("people without gas sign bids, the relayer sends them") as said:
            relayed = bidding.relay_signed(self.stage, number) if bidding.begin(self.stage, number) else None
            count = len(relayed.placed) if relayed else 0
            said.append(f"{count} {self.words.guests} without gas signed bids, relayed in one transaction")

    def _bid(self, number: int, figures: VintageFigures) -> list[Offer]:
        currency = self.stage.documents.programme.currency
        with self.teller.step(f"{self.words.many} above their baseline bid for their excess") as said:
            wants = wanted_lots(figures, self.stage.documents.programme.terms.lot_grams, self.retired)
            offers = bidding.bid(self.stage, number, wants)
            made = [offer for offer in offers if offer.refused is None]
            said.append(f"{len(made)} {self.words.many} above it bid for {sum(offer.lots for offer in made)} lots")
            said += [f"{offer.home.person} made no bid: {offer.refused}" for offer in offers if offer.refused]
            left = bidding.leave_when_outbid(self.stage, number, offers)
            said += [
                f"{person} was outbid and left, {scaled(freed, currency.decimals)} {currency.symbol} back at once"
                for person, freed in left.items()
            ]
        return offers

    def _settle(self, number: int) -> None:
        currency = self.stage.documents.programme.currency
        with self.teller.step("the round ends and is settled") as said:
            result = market.settle_round(self.stage, number).outcome
            said += [
                f"opened at {scaled(result.opening_price, currency.decimals)} ({self._opened(number)})",
                f"cleared at {scaled(result.clearing_price, currency.decimals)} {currency.symbol} a lot",
                f"{result.sold} lots sold for {scaled(result.revenue, currency.decimals)} {currency.symbol}",
            ]

    def _opened(self, number: int) -> str:
        """Where the opening price came from, in few words."""
        auction, terms = self.stage.auction, self.stage.documents.programme.terms
        decimals = self.stage.documents.programme.currency.decimals
        before = [auction.result_of(earlier) for earlier in range(1, number)]
        offered = [result for result in before if result.supply]
        last = offered[-1] if offered else None
        return opening_of(terms, last, auction.round_of(number).opening_price, decimals).short

    def _retire(self, period: str, offers: list[Offer]) -> None:
        lot = self.stage.documents.programme.terms.lot_grams
        with self.teller.step("winners retire what they won") as said:
            buyers = [offer.home for offer in offers if offer.refused is None]
            statement = f"{self.stage.documents.simulation.excess}, {month_name(period)}"
            papers = market.retire(self.stage, buyers, statement)
            for person, amount in papers.items():
                self.retired[person] += amount // lot
            said.append(f"{len(papers)} certificates for {from_grams(sum(papers.values()))} retired credits")

    def spend(self, private: Path) -> None:
        """After the last round: rewards are redeemed and honoured, credits are donated; nothing where none are planned.

        Args:
            private: below it, each holder keeps its codes.
        """
        simulation = self.stage.documents.simulation
        if simulation.reward or simulation.donation:
            self.teller.chapter("Rewards and causes")
            spending.introduce_causes(self.stage)
        for reward in simulation.reward:
            with self.teller.step(f"{reward.person} redeems a reward") as said:
                listing = spending.offer(self.stage, reward)
                voucher = spending.redeem_and_honour(self.stage, reward, listing, private)
                said += [
                    f"{reward.partner} lists “{reward.title}” for {reward.price} credits",
                    f"{self.words.one} {reward.person} puts them into escrow and shows a code",
                    f"{reward.partner} honours voucher {voucher}",
                ]
        for donation in simulation.donation:
            with self.teller.step(f"{donation.person} donates") as said:
                spending.give(self.stage, donation, private)
                said += [
                    f"{self.words.one} {donation.person} gives {donation.credits} credits to {donation.cause}",
                    "retired in its name" if donation.retires else "handed over",
                ]


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


def steps_of(simulation: Simulation) -> int:
    """How many steps the months of a run and what follows them have, for the bar."""
    scenes = (
        (STEPS_OF_A_FALSE_BATCH if simulation.false_batch else 0) + len(simulation.reward) + len(simulation.donation)
    )
    a_month = STEPS_A_MONTH if simulation.neighbour else STEPS_A_MONTH - 1
    return a_month * len(simulation.rounds) + scenes
