"""Gas of a deployment's steps, reckoned from code, data and arguments: most need addresses of contracts to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from abate.chain.artefacts import load_artefact
from abate.chain.call import Call
from abate.deploy.blueprint import FACTORIES, Part
from abate.deploy.plan import Plan
from abate.deploy.record import Deployment

# of the yellow paper and EIPs 2028 and 3860: a creation, its data byte by byte, a word of code that is run, a byte kept
CREATION_GAS: Final = 53_000
ZERO_BYTE_GAS, BYTE_GAS = 4, 16
WORD_GAS: Final = 2
KEPT_BYTE_GAS: Final = 200
# what constructors and calls use beside that, measured and rounded up; tests hold the sum against the real thing
EXECUTION_GAS: Final = {
    "currency": 50_000,
    "policy": 1_000,
    **dict.fromkeys(FACTORIES, 4_000),
    "oracle": 400_000,
    "certificate": 95_000,
    "credit": 145_000,
    "auction": 95_000,
    "catalogue": 11_000,
    "donations": 11_000,
}
OPERATOR_GAS: Final = 25_000
ADMISSION_GAS: Final = 26_000
BOND_GAS: Final = {"bonds.mint": 70_000, "bonds.approve": 48_000, "bonds.deposit": 56_000, "bonds.enter": 36_000}
BOND_OPERATOR_GAS: Final = 10_000


def reckoned_gas(plan: Plan, part: Part, parts: dict[str, Part], call: Call | None) -> int:
    """Gas of the step that brings a part, with all that comes into being on the way.

    Args:
        plan: the programme.
        part: what the step creates.
        parts: all parts.
        call: the creation; None for the opening of the vintage.
    """
    brought = [each for each in parts.values() if each.step == part.name]
    kept = KEPT_BYTE_GAS * sum(len(load_artefact(each.contract).deployed_bytecode) for each in brought)
    programme = plan.programme
    more = {
        "oracle": OPERATOR_GAS * len(programme.oracle.operators),
        "catalogue": ADMISSION_GAS * len(programme.rewards.partners),
        "donations": ADMISSION_GAS * len(programme.rewards.causes),
    }
    gas = kept + EXECUTION_GAS[part.name] + more.get(part.name, 0)
    if call is None:
        return gas
    zeros = call.data.count(0)
    sent = ZERO_BYTE_GAS * zeros + BYTE_GAS * (len(call.data) - zeros)
    return gas + CREATION_GAS + sent + WORD_GAS * (-(-len(call.data) // 32))


def bond_gas(plan: Plan, record: Deployment) -> Iterator[tuple[str, int]]:
    """Steps that put the operators in force; on a live network the operators themselves pay their bonds."""
    growing = BOND_OPERATOR_GAS * len(plan.operators)
    for name, gas in BOND_GAS.items():
        if name in record.transactions or (name != "bonds.enter" and not plan.programme.currency.local):
            continue
        yield name, gas + (growing if name in ("bonds.deposit", "bonds.enter") else 0)
