import pytest
from brownie import ZERO_ADDRESS

from tests.chain.errors import reverts
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import (
    ADMISSION_DELAY,
    BOND,
    CHALLENGE_WINDOW,
    CLOSING_DELAY,
    DAY,
    DEMAND_BOND,
    DISPUTE_STAKE,
    MAXIMUM_DELAY,
    METHODOLOGY_ID,
    ONE,
    RESERVE_SHARE_BPS,
    SLICE,
    SUSPENSION,
    UNBONDING,
    arbiter,
    container,
    demands_of,
    deploy_factories,
    deploy_oracle,
    disputes_of,
)

YEAR = 366 * DAY
LONGEST = CHALLENGE_WINDOW + MAXIMUM_DELAY


@pytest.fixture(scope="module")
def parts(deployer):
    """What stands before an oracle does, and any of them can use."""
    policy = deployer.deploy(container("ReductionPolicy"), ONE)
    return {
        "currency": deployer.deploy(container("LocalCurrency")),
        "factory": deployer.deploy(container("CarbonCreditFactory")),
        "factories": deploy_factories(deployer),
        "methodologies": [(METHODOLOGY_ID, policy, RESERVE_SHARE_BPS)],
    }


@pytest.fixture
def deploy(parts, deployer, owner, guardian):
    def with_changes(**changes):
        return deploy_oracle(deployer, **{"owner": owner, "guardian": guardian} | parts | changes)

    return with_changes


def test_it_keeps_its_configuration(oracle, owner, guardian):
    assert oracle.owner() == owner
    assert oracle.guardian() == guardian
    assert oracle.quorum() == 3
    assert oracle.challengeWindow() == CHALLENGE_WINDOW
    assert oracle.admissionDelay() == ADMISSION_DELAY
    assert oracle.closingDelay() == CLOSING_DELAY
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(COMMITTEE.addresses, 3)


def test_it_deploys_a_reserve_that_knows_it(oracle, CorrectionReserve):
    assert CorrectionReserve.at(oracle.reserve()).oracle() == oracle


def test_its_first_operators_are_admitted_and_its_methodologies_in_force(oracle, chain):
    _, share, active_from = oracle.methodology(METHODOLOGY_ID)

    assert share == RESERVE_SHARE_BPS
    assert active_from <= chain[-1].timestamp
    assert oracle.tx.events["OperatorSetScheduled"]["operators"] == COMMITTEE.addresses
    assert oracle.tx.events["OperatorSetActivated"]["operatorSetHash"] == oracle.hashOperatorSet([], 3)
    assert oracle.tx.events["MethodologyRegistered"]["activeFrom"] == active_from


def test_a_window_of_nothing_is_refused(deploy):
    with reverts("ZeroChallengeWindow"):
        deploy(challenge_window=0)


def test_the_admission_delay_must_be_longer_than_the_window(deploy):
    with reverts("AdmissionDelayTooShort", LONGEST, LONGEST):
        deploy(admission_delay=LONGEST)
    deploy(admission_delay=LONGEST + 1)


def test_the_closing_delay_must_be_longer_than_the_window(deploy):
    with reverts("ClosingDelayTooShort", LONGEST, LONGEST):
        deploy(closing_delay=LONGEST)
    deploy(closing_delay=LONGEST + 1)


def test_late_demands_lengthen_the_way_to_finality_too(deploy):
    """Two days to demand, one to answer, five to prove: five beyond the window of three."""
    demands = (DEMAND_BOND, 2 * DAY, DAY, 5 * DAY)
    with reverts("AdmissionDelayTooShort", 8 * DAY, 8 * DAY):
        deploy(demands=demands, admission_delay=8 * DAY)
    oracle = deploy(demands=demands, admission_delay=8 * DAY + 1)
    assert oracle.maximumDelay() == 5 * DAY


@pytest.mark.parametrize(
    ("change", "given", "maximum"),
    [
        ({"challenge_window": YEAR + 1}, YEAR + 1, YEAR),
        ({"admission_delay": YEAR + 1}, YEAR + 1, YEAR),
        ({"closing_delay": 10 * YEAR + 1}, 10 * YEAR + 1, 10 * YEAR),
        ({"unbonding": YEAR + 1}, YEAR + 1, YEAR),
        ({"suspension": YEAR + 1}, YEAR + 1, YEAR),
        ({"demands": (1, YEAR + 1, 1, 600)}, YEAR + 1, YEAR),
        ({"demands": (1, 2, YEAR + 1, 600)}, YEAR + 1, YEAR),
        ({"demands": (1, 2, 1, YEAR + 1)}, YEAR + 1, YEAR),
        ({"disputes": (COMMITTEE.addresses[0], 1, 1, YEAR + 1)}, YEAR + 1, YEAR),
    ],
)
def test_nobody_waits_for_ever(deploy, change, given, maximum):
    with reverts("DelayTooLong", given, maximum):
        deploy(**change)


def test_the_factory_must_be_a_contract(deploy, stranger):
    with reverts("NotAContract", stranger):
        deploy(factory=stranger)


def test_the_bonds_currency_must_be_a_contract(deploy, stranger):
    with reverts("NotAContract", stranger):
        deploy(currency=stranger)


def test_an_owner_is_needed(deploy):
    with reverts("OwnableInvalidOwner", ZERO_ADDRESS):
        deploy(owner=ZERO_ADDRESS)


@pytest.mark.parametrize("quorum", [0, 2, 6])
def test_the_quorum_must_be_a_majority_of_the_operators(deploy, quorum):
    with reverts("InvalidQuorum", quorum, 5):
        deploy(quorum=quorum)


def test_operators_must_ascend(deploy):
    first, second = COMMITTEE.addresses[:2]
    with reverts("OperatorsNotAscending", second, first):
        deploy(operators=[second, first], quorum=2)
    with reverts("OperatorsNotAscending", first, first):
        deploy(operators=[first, first], quorum=2)


def test_the_zero_address_is_no_operator(deploy):
    with reverts("OperatorsNotAscending", ZERO_ADDRESS, ZERO_ADDRESS):
        deploy(operators=[ZERO_ADDRESS], quorum=1)


def test_there_are_at_most_64_operators(deploy):
    many = [f"0x{i:040x}" for i in range(1, 66)]
    with reverts("TooManyOperators", 65, 64):
        deploy(operators=many, quorum=33)
    deploy(operators=many[:64], quorum=33)


def test_a_bond_must_stand_for_something(deploy):
    with reverts("ZeroGramsPerBond"):
        deploy(grams_per_bond=0)
    with reverts("InvalidBond", 0, 0):
        deploy(bond=0, slice_=0)
    with reverts("InvalidBond", 10, 0):
        deploy(bond=10, slice_=0)
    with reverts("InvalidBond", 10, 11):
        deploy(bond=10, slice_=11)


def test_unbonding_outlasts_every_window_in_which_a_batch_can_be_proven_wrong(deploy):
    with reverts("UnbondingTooShort", 2 * LONGEST, 2 * LONGEST):
        deploy(unbonding=2 * LONGEST)
    deploy(unbonding=2 * LONGEST + 1)


def test_a_suspension_has_a_length(deploy):
    with reverts("ZeroSuspension"):
        deploy(suspension=0)


def test_its_registry_and_challenges_know_it_and_each_other(oracle, registry, challenges):
    assert registry.oracle() == oracle
    assert challenges.oracle() == oracle
    assert challenges.registry() == registry
    assert registry.bondTerms()[1:] == (BOND, SLICE, UNBONDING, SUSPENSION)


def test_its_demands_and_disputes_know_it_and_the_others(oracle, registry, challenges):
    demands, disputes = demands_of(oracle), disputes_of(oracle)

    assert (demands.oracle(), demands.challenges(), demands.registry()) == (oracle, challenges, registry)
    assert (disputes.oracle(), disputes.challenges()) == (oracle, challenges)
    assert demands.currency() == disputes.currency() == registry.bondTerms()[0]
    assert demands.demandTerms() == (DEMAND_BOND, 2 * DAY, DAY, DAY)
    assert disputes.disputeTerms() == (arbiter(), DISPUTE_STAKE, DAY, 3 * DAY)
    assert oracle.maximumDelay() == MAXIMUM_DELAY


@pytest.mark.parametrize(
    "terms",
    [
        (0, 2 * DAY, DAY, DAY),
        (1, 2 * DAY, 0, DAY),
        (1, DAY, DAY, DAY),
        (1, CHALLENGE_WINDOW, DAY, DAY),
        (1, 2 * DAY, DAY, 599),
    ],
)
def test_demands_cost_something_and_leave_time(deploy, terms):
    with reverts("InvalidDemandTerms", *terms):
        deploy(demands=terms)


@pytest.mark.parametrize(
    "terms",
    [
        (ZERO_ADDRESS, 1, 1, 2),
        (COMMITTEE.addresses[0], 0, 1, 2),
        (COMMITTEE.addresses[0], 1, 0, 2),
        (COMMITTEE.addresses[0], 1, 2, 2),
    ],
)
def test_disputes_need_an_arbiter_a_stake_and_time(deploy, terms):
    with reverts("InvalidDisputeTerms", *terms):
        deploy(disputes=terms)


def test_a_disputes_stake_is_at_most_a_slice(deploy):
    with reverts("StakeAboveSlice", SLICE + 1, SLICE):
        deploy(disputes=(COMMITTEE.addresses[0], SLICE + 1, 1, 2))


def test_code_sizes_leave_room_below_the_limit(oracle, registry, challenges, web3):
    # EIP-170
    for contract in (oracle, registry, challenges, demands_of(oracle), disputes_of(oracle)):
        assert len(web3.eth.get_code(contract.address)) < 24_576
