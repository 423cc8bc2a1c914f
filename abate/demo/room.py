"""The oracle's operators at work: three desks with a key each, one shared folder, one enrolment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from abate.credits import Methodology, VintageFigures, vintage_to_date
from abate.demo.misreading import misread
from abate.demo.stage import Stage, operator_keys
from abate.emissions import FactorLibrary, Manifest, Period
from abate.enrolment import Enrolment
from abate.oracle.computed import compute, end_of
from abate.oracle.desk import Desk
from abate.oracle.feed import Fed, feed, relay_final
from abate.oracle.figures import Figures
from abate.oracle.onchain import Vintage
from abate.oracle.relay import Relayed


@dataclass(frozen=True)
class OperatorRoom:
    """All operators of the programme.

    Attributes:
        stage: the stage.
        vintage: the oracle's vintage.
        desks: one for each operator, ascending by address.
        private: below it, each operator keeps what nobody else sees.
        computed: each period's figures, for the story and for the checks at its end.
        fed: what came of each period that was fed.
    """

    stage: Stage
    vintage: Vintage
    desks: tuple[Desk, ...]
    private: Path
    computed: dict[str, VintageFigures] = field(default_factory=dict)
    fed: dict[str, Fed] = field(default_factory=dict)

    @classmethod
    def of(cls, stage: Stage, exchange: Path, private: Path) -> Self:
        """Everybody enrolled, every operator at a desk.

        Args:
            stage: the stage.
            exchange: the folder that the operators share.
            private: below it, each operator keeps what nobody else sees.
        """
        persons, accounts = [home.person for home in stage.homes], [str(home.account) for home in stage.homes]
        enrolment = Enrolment.empty().with_people(persons, accounts)
        desks = tuple(
            Desk(key, private / str(key.address), exchange, enrolment) for key in operator_keys(stage.documents.plan)
        )
        return cls(stage, Vintage(stage.oracle, stage.documents.programme.vintage), desks, private)

    def names(self) -> dict[str, str]:
        """Address to name, ascending."""
        return {desk.operator: f"operator {place}" for place, desk in enumerate(self.desks, 1)}

    def feed(self, period: str) -> Fed:
        """Every operator computes everybody's vintage to date; together they sign and post the batch."""
        documents = self.stage.documents
        self.computed[period] = vintage_to_date(documents.manifest, *self._sources(period))
        self.fed[period] = feed(
            self.vintage,
            documents.methodology,
            documents.plan.operators,
            self.desks,
            lambda operator: self.figures(operator, period),
            self.through(period),
            self.stage.relayer,
        )
        return self.fed[period]

    def figures(self, operator: str, period: str) -> Figures:
        """What an operator computes from its own data."""
        return compute(self._data_of(operator, period), *self._sources(period))

    def _data_of(self, operator: str, period: str) -> Manifest:
        documents = self.stage.documents
        fault = documents.simulation.misreading
        if fault is None or fault.period != period or operator != self.desks[fault.operator - 1].operator:
            return documents.manifest
        return misread(documents.manifest, fault, self.private / operator / "misread")

    def _sources(self, period: str) -> tuple[Methodology, FactorLibrary, int, Period]:
        documents = self.stage.documents
        return documents.methodology, documents.library, documents.programme.vintage, Period.parse(period)

    def relay(self) -> Relayed:
        """Issue to everybody what the final batch says."""
        return relay_final(self.vintage, self.desks[0], self.stage.relayer)

    def through(self, period: str) -> int:
        """The end of a period in unix seconds, where the homes are."""
        return end_of(self.stage.documents.manifest, Period.parse(period))

    def periods(self) -> dict[int, str]:
        """End of each period of the run, to its name."""
        return {self.through(period): period for period in self.stage.documents.simulation.rounds}
