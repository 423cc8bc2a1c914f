"""What a deployment will send: each step with its arguments, its address, its gas, and what all of it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import rlp
from eth_typing import ChecksumAddress
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from abate.chain.artefacts import load_artefact
from abate.chain.call import deployment, estimate
from abate.chain.connection import Chain
from abate.chain.data_fee import charges_for_data, data_fee
from abate.chain.fees import LEAST_CEILING, Market
from abate.chain.oracle import NOBODY
from abate.chain.refusals import explained
from abate.deploy.blueprint import FACTORIES, Part, Where, blueprint
from abate.deploy.gas import bond_gas, reckoned_gas
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment
from abate.errors import InputError

CEILING_MULTIPLE: Final = 4
"""Without --max-fee no transaction offers more than this many times what gas costs when the run begins."""

UNKNOWN: Final = to_checksum_address("0x" + "ff" * 20)


@dataclass(frozen=True)
class Step:
    """One transaction to come.

    Attributes:
        name: as in the record: the part it creates, ``credit`` for opening the vintage, ``bonds.`` and what it does.
        sender: ``deployer`` or ``owner``.
        gas: what it will use.
        is_measured: whether the node said so; else it is reckoned from code, data and arguments.
        data_fee: wei that a rollup charges for its data now.
    """

    name: str
    sender: str
    gas: int
    is_measured: bool = False
    data_fee: int = 0


@dataclass(frozen=True)
class Expected:
    """One contract to come.

    Attributes:
        part: its part.
        contract: the compiled contract.
        step: the step that brings it; None where it stands already.
        address: where it will stand; None where nobody knows who deploys.
        arguments: constructor arguments by name; what is not known yet is called by its part, such as ``<policy>``.
    """

    part: str
    contract: str
    step: str | None
    address: str | None
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Forecast:
    """What is left of a deployment.

    Attributes:
        steps: transactions to come, in order.
        contracts: contracts to come, in order.
        market: what gas costs now.
        ceiling: wei per gas that no transaction offers more than.
        balance: what the deployer holds, wei; None where nobody knows who deploys.
    """

    steps: list[Step]
    contracts: list[Expected]
    market: Market
    ceiling: int
    balance: int | None

    @property
    def gas(self) -> int:
        """Gas of the deployer's steps."""
        return sum(each.gas for each in self.steps if each.sender == "deployer")

    @property
    def data_fee(self) -> int:
        """Wei that a rollup charges for the deployer's data now; 0 elsewhere."""
        return sum(each.data_fee for each in self.steps if each.sender == "deployer")

    @property
    def cost_now(self) -> int:
        """What the deployer pays at the present price, wei."""
        return self.gas * self.market.price + self.data_fee

    @property
    def cost_at_ceiling(self) -> int:
        """What the deployer pays at most for gas, and now for data, wei."""
        return self.gas * self.ceiling + self.data_fee


def forecast(
    plan: Plan, chain: Chain, record: Deployment, deployer: ChecksumAddress | None, max_fee: int | None = None
) -> Forecast:
    """What is left to send; sends nothing and needs no key.

    Args:
        plan: the programme.
        chain: where to.
        record: what is there already.
        deployer: whose nonces addresses come from; None leaves them unknown.
        max_fee: wei per gas that is never offered more than; None for ``CEILING_MULTIPLE`` times the present price.

    Raises:
        InputError: a step needs more gas than a block of this network holds.
        ChainError: the node does not answer.
    """
    parts, market = blueprint(plan), Market.of(chain)
    addresses = expected_addresses(plan, chain, record, deployer)

    def named(part: str) -> str:
        return addresses.get(part) or f"<{part}>"

    def stand_in(part: str) -> str:
        return addresses.get(part) or UNKNOWN

    missing = [part for name, part in parts.items() if name not in record.contracts]
    contracts = [
        Expected(part.name, part.contract, part.step, addresses.get(part.name), part.named_arguments(named))
        for part in missing
    ]
    steps = _measured(plan, chain, [part for part in missing if part.step == part.name], parts, stand_in, deployer)
    if not record.complete:
        steps += [Step(name, "deployer", gas) for name, gas in bond_gas(plan, record)]
    _require_fitting(chain, steps)
    balance = None
    if deployer is not None:
        with explained("reading the balance"):
            balance = int(chain.web3.eth.get_balance(deployer))
    ceiling = max_fee or max(CEILING_MULTIPLE * market.price, LEAST_CEILING)
    return Forecast(steps, contracts, market, ceiling, balance)


def expected_addresses(
    plan: Plan, chain: Chain, record: Deployment, deployer: ChecksumAddress | None
) -> dict[str, str]:
    """Addresses of all parts: those of the record, and those that the deployer's next nonces give."""
    known: dict[str, str] = {part: made.address for part, made in record.contracts.items()}
    if plan.programme.currency.address is not None:
        known["currency"] = plan.programme.currency.address
    if deployer is None:
        return known
    with explained("reading the nonce"):
        nonce = int(chain.web3.eth.get_transaction_count(deployer))
    for name, part in blueprint(plan).items():
        if name in known:
            continue
        if part.creator is not None:
            # the first contract that its creator creates: EIP-161 begins with 1
            known[name] = created_address(known[part.creator], 1)
            nonce += name == "credit" and plan.programme.oracle.owner == deployer
        else:
            known[name] = created_address(deployer, nonce)
            nonce += 1
    return known


def created_address(creator: str, nonce: int) -> ChecksumAddress:
    """Where a creation of this account or contract with this nonce will stand."""
    return to_checksum_address(keccak(rlp.encode([bytes.fromhex(creator.removeprefix("0x")), nonce]))[12:])


def _measured(
    plan: Plan,
    chain: Chain,
    pending: list[Part],
    parts: dict[str, Part],
    where: Where,
    deployer: ChecksumAddress | None,
) -> list[Step]:
    """Steps that create parts: what needs no other part is asked of the node, the rest is reckoned.

    Where the node's figures are higher, as where a network prices gas in another way, the reckoned ones grow alike.
    """
    is_rollup = charges_for_data(chain)
    steps, told, reckoned = [], 0, 0
    for part in pending:
        call = None if part.name == "credit" else deployment(load_artefact(part.contract), *part.arguments(where))
        gas, measured = reckoned_gas(plan, part, parts, call), False
        if call is not None and part.name in ("policy", *FACTORIES, "currency"):
            asked = estimate(chain, deployer or NOBODY, call)
            told, reckoned = told + asked, reckoned + gas
            gas, measured = asked, True
        fee = data_fee(chain, call.data) if is_rollup and call is not None else 0
        sender = "deployer" if call is not None or plan.programme.oracle.owner == deployer else "owner"
        steps.append(Step(part.name, sender, gas, measured, fee))
    if told <= reckoned:
        return steps
    return [
        each if each.is_measured else Step(each.name, each.sender, each.gas * told // reckoned, False, each.data_fee)
        for each in steps
    ]


def _require_fitting(chain: Chain, steps: list[Step]) -> None:
    limit = int(chain.block()["gasLimit"])
    largest = max(steps, key=lambda each: each.gas, default=None)
    if largest is not None and largest.gas > limit:
        raise InputError(
            f"a block of this network holds {limit:,} gas, the step {largest.name} needs {largest.gas:,}",
            mend="use a network with larger blocks",
        )
