import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time, word
from tests.chain.oracle.deployments import ADMISSION_DELAY, METHODOLOGY_ID

NEW = word("a new methodology")


@pytest.fixture(scope="module")
def policy(IndexPolicy, deployer):
    return deployer.deploy(IndexPolicy, 10_000_000)


@pytest.fixture
def registered(oracle, owner, policy):
    return oracle.registerMethodology(NEW, policy, 500, {"from": owner})


def test_a_methodology_is_registered(oracle, registered, policy):
    active_from = registered.timestamp + ADMISSION_DELAY

    assert oracle.methodology(NEW) == (policy, 500, active_from)
    assert dict(registered.events["MethodologyRegistered"][0]) == {
        "id": NEW,
        "policy": policy,
        "reserveShareBps": 500,
        "activeFrom": active_from,
    }


def test_no_vintage_uses_it_before_its_time(oracle, registered, owner):
    _, _, active_from = oracle.methodology(NEW)
    pass_time(ADMISSION_DELAY - 60)

    with reverts("MethodologyNotYetActive", NEW, active_from):
        oracle.openVintage(2014, NEW, {"from": owner})


def test_a_vintage_uses_it_after_its_delay(oracle, registered, owner, CarbonCredit):
    pass_time(ADMISSION_DELAY)
    oracle.openVintage(2014, NEW, {"from": owner})

    credit = CarbonCredit.at(oracle.creditOf(2014))
    assert (credit.methodologyId(), credit.reserveShareBps()) == (NEW, 500)


def test_the_owner_cancels_it_before_its_time(oracle, registered, owner):
    tx = oracle.cancelMethodology(NEW, {"from": owner})

    assert dict(tx.events["MethodologyCancelled"][0]) == {"id": NEW}
    assert oracle.methodology(NEW)[2] == 0
    pass_time(ADMISSION_DELAY)
    with reverts("UnknownMethodology", NEW):
        oracle.openVintage(2014, NEW, {"from": owner})


def test_an_active_methodology_stays(oracle, owner):
    _, _, active_from = oracle.methodology(METHODOLOGY_ID)

    with reverts("MethodologyAlreadyActive", METHODOLOGY_ID, active_from):
        oracle.cancelMethodology(METHODOLOGY_ID, {"from": owner})


def test_an_unknown_methodology_cannot_be_cancelled(oracle, owner):
    with reverts("UnknownMethodology", NEW):
        oracle.cancelMethodology(NEW, {"from": owner})


def test_terms_never_change(oracle, registered, owner, policy):
    for known in (NEW, METHODOLOGY_ID):
        with reverts("MethodologyAlreadyRegistered", known):
            oracle.registerMethodology(known, policy, 0, {"from": owner})


def test_the_share_is_below_the_whole(oracle, owner, policy):
    with reverts("ReserveShareTooLarge", 10_000, 9_999):
        oracle.registerMethodology(NEW, policy, 10_000, {"from": owner})
    oracle.registerMethodology(NEW, policy, 9_999, {"from": owner})


def test_a_methodology_needs_a_hash(oracle, owner, policy):
    with reverts("ZeroMethodologyId"):
        oracle.registerMethodology("0x" + "00" * 32, policy, 0, {"from": owner})


def test_the_policy_must_be_a_contract(oracle, owner, stranger):
    with reverts("NotAContract", stranger):
        oracle.registerMethodology(NEW, stranger, 0, {"from": owner})


@pytest.mark.parametrize("who", ["guardian", "stranger"])
def test_only_the_owner_registers_and_cancels(oracle, policy, who, request):
    caller = request.getfixturevalue(who)

    with reverts("OwnableUnauthorizedAccount", caller):
        oracle.registerMethodology(NEW, policy, 0, {"from": caller})
    with reverts("OwnableUnauthorizedAccount", caller):
        oracle.cancelMethodology(METHODOLOGY_ID, {"from": caller})
