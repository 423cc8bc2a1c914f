import pytest
from brownie import EmissionOracle, OperatorRegistry, RewardCatalogue

from abate.deploy import Contracts, Deployment
from abate.deploy.final_check import final_check, require_right
from abate.deploy.plan import Plan
from abate.deploy.record import DeployedContract
from abate.errors import ChainError
from tests.chain.programmes import write_programme


@pytest.fixture
def wrong(contracts, programme):
    """What the check finds wrong now: name -> (expected, found)."""

    def run(plan=None, checked=contracts):
        findings = final_check(checked, plan or Plan.load(programme))
        return {each.what: (each.expected, each.found) for each in findings if not each.is_right}

    return run


@pytest.fixture
def live_oracle(contracts):
    return EmissionOracle.at(contracts.oracle.address)


def test_a_complete_deployment_has_no_difference(wrong):
    assert wrong() == {}


def test_an_offered_ownership_is_found(wrong, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})

    assert wrong() == {"oracle.pendingOwner": ("0x" + "0" * 40, stranger.address)}


def test_another_owner_is_found(wrong, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})
    live_oracle.acceptOwnership({"from": stranger})

    assert wrong() == {"oracle.owner": (owner.address, stranger.address)}


def test_an_announced_operator_set_is_found(wrong, contracts, owner, stranger):
    registry = OperatorRegistry.at(contracts.registry.address)
    registry.scheduleOperatorSet([stranger], 1, {"from": owner})

    assert list(wrong()) == ["registry.scheduledOperatorSet"]


def test_another_partner_is_found(wrong, contracts, accounts, owner, stranger):
    catalogue, partner = RewardCatalogue.at(contracts.catalogue.address), accounts[14].address
    catalogue.admit(stranger, {"from": owner})
    both = sorted((partner, stranger.address), key=lambda each: int(each, 16))
    assert wrong() == {"catalogue.admitted": ([partner], both)}

    catalogue.dismiss(partner, {"from": owner})
    assert wrong() == {"catalogue.admitted": ([partner], [stranger.address])}


def test_a_programme_with_another_quorum_is_found(wrong, tmp_path):
    found = wrong(Plan.load(write_programme(tmp_path, quorum=4)))

    assert found["oracle.quorum"] == (4, 3)
    assert set(found) == {"record.plan", "oracle.quorum", "oracle.operatorSetHash (5 operators)"}


def test_another_arbiter_and_other_stakes_are_found(wrong, tmp_path, stranger):
    found = wrong(Plan.load(write_programme(tmp_path, arbiter=stranger.address, demand_bond="6", ruling_time="80h")))

    assert found["disputes.arbiter"][0] == stranger.address
    assert set(found) == {
        "record.plan",
        "disputes.arbiter",
        "demands.demandTerms",
        "disputes.rulingTime",
        "oracle.maximumDelay",
    }


def test_other_code_at_a_recorded_address_is_found(wrong, contracts, record):
    swapped = Deployment.load(record)
    policy = swapped.contracts["policy"]
    swapped.contracts["policy"] = DeployedContract("IndexPolicy", policy.address, policy.block, policy.transaction)

    found = wrong(checked=Contracts(swapped, contracts.chain))

    assert found == {"policy.code": ("as compiled (IndexPolicy)", "other code")}


def test_an_unfinished_deployment_is_found(wrong, contracts, record):
    unfinished = Deployment.load(record)
    unfinished.complete = False

    assert wrong(checked=Contracts(unfinished, contracts.chain)) == {"record.complete": (True, False)}


def test_differences_fail_in_one_line_that_names_them(contracts, programme, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})

    with pytest.raises(
        ChainError, match=rf"^1 of \d+ checks failed: oracle.pendingOwner is {stranger.address}, expected 0x0"
    ):
        require_right(final_check(contracts, Plan.load(programme)))
