"""A deployment before it happens, for people and for machines, and what it cost afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, cast

from eth_typing import ChecksumAddress
from rich.console import Console

from abate.chain.connection import Chain
from abate.chain.fees import gwei
from abate.chain.oracle import EmissionOracle
from abate.deploy.creations import flat
from abate.deploy.forecast import CEILING_MULTIPLE, UNKNOWN, Expected, Forecast
from abate.deploy.holders import Errand, Holder
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment
from abate.runs.shown import facts
from abate.wallet.amounts import amount_text

COIN_DECIMALS: Final = 18


@dataclass(frozen=True)
class Prospect:
    """A deployment to come.

    Attributes:
        plan: the programme.
        chain: where to.
        present: the record so far.
        path: where it lies, or will.
        forecast: steps and costs.
        deployer: who deploys; None where nobody knows.
        confirmations: blocks that each step is awaited for.
        is_ceiling_given: whether somebody named the ceiling of fees.
    """

    plan: Plan
    chain: Chain
    present: Deployment
    path: Path
    forecast: Forecast
    deployer: ChecksumAddress | None
    confirmations: int
    is_ceiling_given: bool

    @cached_property
    def holders(self) -> dict[str, Holder]:
        """Who will hold the programme's roles."""
        oracle, disputes = self.plan.programme.oracle, self.plan.programme.disputes
        named = {"owner": oracle.owner, "guardian": oracle.guardian, "arbiter": disputes.arbiter}
        return {role: Holder.of(self.chain, cast(ChecksumAddress, address)) for role, address in named.items()}

    @property
    def addresses(self) -> dict[str, str | None]:
        """Where every part stands or will stand."""
        standing: dict[str, str | None] = {part: made.address for part, made in self.present.contracts.items()}
        return standing | {each.part: each.address for each in self.forecast.contracts}

    @property
    def errands(self) -> list[Errand]:
        """What only others than the deployer can do, in order."""
        found = []
        names = {each.name: each for each in self.forecast.steps}
        if "credit" in names and names["credit"].sender == "owner":
            oracle = self.addresses["oracle"]
            call = EmissionOracle(self.chain, cast(ChecksumAddress, oracle or UNKNOWN)).open_vintage(
                self.plan.programme.vintage, self.plan.methodology.methodology_id
            )
            what = f"open vintage {self.plan.programme.vintage}"
            to = cast(ChecksumAddress | None, oracle)
            found.append(Errand(self.holders["owner"], what, to, f"0x{call.data.hex()}"))
        return found

    def as_json(self) -> dict[str, Any]:
        """Everything for machines; wei as whole numbers."""
        programme, ahead = self.plan.programme, self.forecast
        return {
            "programme": programme.name,
            "network": self.present.network,
            "chain_id": self.chain.chain_id,
            "client": self.chain.client,
            "deployer": self.deployer,
            **{role: asdict(holder) for role, holder in self.holders.items()},
            "operators": self.plan.operators,
            "quorum": programme.oracle.quorum,
            "vintage": programme.vintage,
            "methodology_id": self.present.methodology_id,
            "plan": self.present.plan,
            "commit": self.present.commit,
            "compiler": self.present.compiler,
            "fees": {**asdict(ahead.market), "price": ahead.market.price, "ceiling": ahead.ceiling},
            "confirmations": self.confirmations,
            "record": str(self.path),
            "done": list(self.present.contracts),
            "contracts": [asdict(each) for each in ahead.contracts],
            "steps": [asdict(each) for each in ahead.steps],
            "gas": ahead.gas,
            "data_fee": ahead.data_fee,
            "cost_now": ahead.cost_now,
            "cost_at_ceiling": ahead.cost_at_ceiling,
            "balance": ahead.balance,
            "afterwards": [{**asdict(each), "timelock_calls": each.timelock_calls} for each in self.errands],
        }


def show_prospect(prospect: Prospect, console: Console, *, with_arguments: bool = False) -> None:
    """Show what will happen, for whom, and what it costs."""
    facts(console, f"Deploying {prospect.plan.programme.name}", dict(_rows(prospect)))
    if prospect.forecast.contracts:
        _say(console, "Contracts")
    for number, each in enumerate(prospect.forecast.contracts, 1):
        _say(console, f"  {number:>2} {each.part:<18} {each.contract:<23} {_address(each, prospect)}")
        if with_arguments:
            for name, value in flat(each.arguments):
                shown = ", ".join(map(str, value)) if isinstance(value, list) else value
                _say(console, f"       {name} = {shown}")
    if prospect.forecast.steps:
        _say(console, "Transactions")
    price, ceiling = prospect.forecast.market.price, prospect.forecast.ceiling
    for number, step in enumerate(prospect.forecast.steps, 1):
        costs = f"{coins(step.gas * price + step.data_fee)} now, {coins(step.gas * ceiling + step.data_fee)} at most"
        _say(console, f"  {number:>2} {step.name:<18} {step.sender:<9} {step.gas:>11,} gas  {costs}")
    if with_arguments:
        _say(console, "Afterwards")
        for line in _afterwards(prospect):
            _say(console, f"  {line}")


def show_spent(deployment: Deployment, console: Console) -> None:
    """Show what a deployment cost in the end."""
    count = len(deployment.transactions)
    _say(console, f"{count} transactions used {deployment.gas_used:,} gas and paid {coins(deployment.fee)}")


def coins(wei: int) -> str:
    """Wei in the network's coin, exact, without empty decimals.

    >>> coins(102_346_682_000_000_000), coins(0)
    ('0.102346682', '0')
    """
    return amount_text(wei, COIN_DECIMALS).rstrip("0").rstrip(".")


def _rows(prospect: Prospect) -> Iterator[tuple[str, str]]:
    plan, ahead, holders = prospect.plan, prospect.forecast, prospect.holders
    programme, market = plan.programme, ahead.market
    yield "network", f"{prospect.present.network}, chain {prospect.chain.chain_id}"
    yield "deployer", f"{prospect.deployer}, keeps no role" if prospect.deployer else "unknown: give --from ADDRESS"
    yield from ((role, str(holder)) for role, holder in holders.items())
    yield "operators", f"{len(plan.operators)}, quorum {programme.oracle.quorum}"
    yield "vintage", str(programme.vintage)
    yield "methodology", f"0x{plan.methodology.methodology_id.hex()}"
    currency = programme.currency
    yield "currency", currency.address or f"{currency.symbol}, made for this local network"
    tip = f"{gwei(market.tip)} tip" if market.base_fee is not None else "a network without a base fee"
    base = f"{gwei(market.base_fee)} base fee + " if market.base_fee is not None else ""
    yield "gas costs now", f"{gwei(market.price)} gwei ({base}{tip})"
    source = (
        "--max-fee" if prospect.is_ceiling_given else f"{CEILING_MULTIPLE} times the present price; --max-fee sets it"
    )
    yield "never more than", f"{gwei(ahead.ceiling)} gwei ({source})"
    yield "confirmations", str(prospect.confirmations)
    yield "gas", f"{ahead.gas:,}"
    yield "cost now", f"{coins(ahead.cost_now)} of the native coin"
    yield "cost at most", f"{coins(ahead.cost_at_ceiling)} of the native coin"
    if ahead.data_fee:
        yield "of it for data", f"{coins(ahead.data_fee)} now, which no ceiling bounds"
    if ahead.balance is not None:
        yield "deployer holds", coins(ahead.balance)
    yield "done before", ", ".join(prospect.present.contracts) or "nothing"
    yield "record", str(prospect.path)


def _address(each: Expected, prospect: Prospect) -> str:
    if each.step is None:
        return f"{each.address}, stands already"
    return each.address or "address unknown"


def _afterwards(prospect: Prospect) -> Iterator[str]:
    """What is left to others, in order."""
    for errand in prospect.errands:
        yield f"the owner {errand.holder}: {errand}"
    currency = prospect.plan.programme.currency
    if any(each.name == "bonds.enter" for each in prospect.forecast.steps) and not currency.local:
        size = f"{currency.text(currency.units(prospect.plan.programme.bonds.size))} {currency.symbol}"
        registry = prospect.addresses["registry"] or "the registry"
        yield f"each operator: deposit {size} at {registry} ({', '.join(prospect.plan.operators)})"
    if prospect.forecast.steps:
        yield "the same command again after each of these, until the final check has passed"
    yield f"keep {prospect.path.name} with the programme, and compare it at any time: abate check"


def _say(console: Console, line: str) -> None:
    console.print(line, highlight=False, soft_wrap=True, markup=False)
