from dataclasses import replace
from pathlib import Path

import pytest

from abate.deploy.plan import Plan
from abate.errors import InputError

DEMO = Path(__file__).resolve().parents[3] / "programmes" / "demo" / "programme.toml"
OTHERS = tuple("0x" + f"{each:02x}" * 20 for each in (0x33, 0x44, 0x55, 0x66, 0x77))
HERE, THERE = "0x" + "11" * 20, "0x" + "22" * 20


@pytest.fixture
def plan():
    return Plan.load(DEMO)


def test_operators_are_in_ascending_order_whatever_the_document_says(plan):
    numbers = [int(each, 16) for each in plan.operators]

    assert numbers == sorted(numbers)
    assert set(plan.operators) == set(plan.programme.oracle.operators)


def test_the_first_methodology_is_among_the_oracles_arguments(plan):
    (config,) = plan.oracle_arguments(HERE, THERE, *OTHERS)

    assert config["creditFactory"] == HERE
    assert config["methodologies"] == [
        {"id": plan.methodology.methodology_id, "policy": THERE, "reserveShareBps": 300},
    ]


def test_bonds_are_in_base_units_of_the_currency(plan):
    (config,) = plan.oracle_arguments(HERE, THERE, *OTHERS)

    factories = ("registryFactory", "challengesFactory", "demandsFactory", "disputesFactory")
    assert tuple(config[each] for each in factories) == OTHERS[:4]
    assert config["bonds"] == {
        "currency": OTHERS[4],
        "size": 1_000_000_000,
        "slice": 250_000_000,
        "unbonding": 14 * 86_400,
        "suspension": 5 * 86_400,
    }
    assert config["gramsPerBond"] == 5_000_000


def test_the_fingerprint_changes_with_every_setting_that_is_deployed(plan):
    quorum = plan.programme.oracle.model_copy(update={"quorum": 3})
    ticks = plan.programme.auction.model_copy(update={"ticks": 17})
    rewards = plan.programme.rewards.model_copy(update={"partners": (HERE,)})
    others = [
        replace(plan, programme=plan.programme.model_copy(update={"rewards": rewards})),
        replace(plan, programme=plan.programme.model_copy(update={"oracle": quorum})),
        replace(plan, programme=plan.programme.model_copy(update={"auction": ticks})),
        replace(plan, methodology=plan.methodology.model_copy(update={"version": "another"})),
    ]

    assert len({plan.fingerprint, *(other.fingerprint for other in others)}) == 5


def test_a_coefficient_that_the_contract_cannot_hold_is_refused(plan):
    large = plan.methodology.model_copy(update={"coefficient": 5000})

    with pytest.raises(InputError, match="coefficient: 5000 is above what the policy contract holds"):
        Plan(plan.programme, large)
