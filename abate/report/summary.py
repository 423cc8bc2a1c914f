"""The summary of a run (``summary.json``): every figure that the terminal and the page show, and nothing else.

Units: energy in kWh, emissions and baselines in kg CO2e, credits in credits (1.000 = 1 kg CO2e), quantities of an
auction in lots, prices in currency per lot, money in currency, gas in gas. Figures are decimal strings.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from abate.errors import InputError
from abate.programme.wording import Wording
from abate.report.figures import Figure, Record, Whole
from abate.report.summary_homes import ActivitySource, Factor, Home
from abate.report.summary_market import Balance, Batch, Certificate, Round
from abate.report.summary_oracle import Bonds, FallenBatch, Misreading
from abate.report.summary_spending import Donated, Redeemed

SCHEMA = "abate-summary/2"


class Operator(Record):
    """One oracle operator."""

    name: str
    address: str


class Programme(Record):
    """What the programme file and its methodology fixed before the run.

    ``reserve_share_percent`` is withheld from everybody's credits; ``lot_kg`` is one lot of the auction;
    prices are currency per lot; durations are written as in the programme file (``3d``).
    """

    name: str
    vintage: int
    methodology: str
    methodology_id: str
    baseline_rule: str
    reserve_share_percent: Figure
    lot_kg: Figure
    currency: str
    floor_price: Figure
    cap_price: Figure
    operators: tuple[Operator, ...]
    quorum: int
    challenge_window: str
    simulated: str
    words: Wording = Wording()


class Chain(Record):
    """Where it ran: the network's name, the node's own name for itself, and what was deployed there."""

    network: str
    client: str
    chain_id: int
    contracts: dict[str, str]


class Supply(Record):
    """Where the vintage's credits are: ``issued`` (people and reserve) = ``held`` + ``reserve`` + ``retired``."""

    authorised: Figure
    issued: Figure
    held: Figure
    reserve: Figure
    retired: Figure


class GasStep(Record):
    """What one kind of step cost: number of transactions, gas of all, and gas of one on average (rounded up)."""

    step: str
    transactions: Whole
    units: Whole
    unit: str
    gas: Whole
    gas_each: Whole


class Check(Record):
    """One promise that was checked at the end: what must hold, the figures found, and whether it holds."""

    promise: str
    finding: str
    kept: bool


class Summary(Record):
    """Everything a run shows."""

    schema_version: str = SCHEMA
    programme: Programme
    chain: Chain
    periods: tuple[str, ...]
    activity: ActivitySource
    factors: tuple[Factor, ...]
    homes: tuple[Home, ...]
    batches: tuple[Batch, ...]
    misreadings: tuple[Misreading, ...]
    fallen: tuple[FallenBatch, ...]
    bonds: Bonds
    rounds: tuple[Round, ...]
    certificates: tuple[Certificate, ...]
    rewards: tuple[Redeemed, ...] = ()
    donations: tuple[Donated, ...] = ()
    balances: tuple[Balance, ...]
    supply: Supply
    gas: tuple[GasStep, ...]
    checks: tuple[Check, ...]

    @property
    def all_kept(self) -> bool:
        """Whether every promise that was checked holds."""
        return all(check.kept for check in self.checks)

    @property
    def looks_back(self) -> bool:
        """Whether there is anything of the year before to compare with."""
        return any(month.kwh_year_earlier is not None for home in self.homes for month in home.months)

    @property
    def homes_buy(self) -> bool:
        """Whether homes are among the bidders."""
        homes = {home.person for home in self.homes}
        return any(bid.person in homes for round_ in self.rounds for bid in round_.bids)

    def home(self, person: str) -> Home:
        """The home of that name; KeyError where there is none."""
        return {home.person: home for home in self.homes}[person]


def load_summary(path: Path) -> Summary:
    """Read a ``summary.json``.

    Raises:
        InputError: the file is missing, or is no summary of this version.
    """
    try:
        return Summary.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError("there is no such summary", file=path, mend="run make demo first") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputError(first["msg"], file=path, field=field, mend="run make demo again") from None
