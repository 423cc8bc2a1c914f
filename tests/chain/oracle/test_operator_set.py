import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, pass_time, post
from tests.chain.oracle.committee import COMMITTEE, Committee
from tests.chain.oracle.deployments import ADMISSION_DELAY, CHALLENGE_WINDOW, VINTAGE

SMALLER = Committee(COMMITTEE.members[:3])


@pytest.fixture
def scheduled(oracle, owner):
    return oracle.scheduleOperatorSet(SMALLER.addresses, 2, {"from": owner})


def test_a_set_is_announced(oracle, scheduled):
    active_from = scheduled.timestamp + ADMISSION_DELAY
    set_hash = oracle.hashOperatorSet(SMALLER.addresses, 2)

    assert oracle.scheduledOperatorSet() == (set_hash, active_from)
    assert dict(scheduled.events["OperatorSetScheduled"][0]) == {
        "operatorSetHash": set_hash,
        "operators": SMALLER.addresses,
        "quorum": 2,
        "activeFrom": active_from,
    }
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(COMMITTEE.addresses, 3)


def test_the_delay_is_longer_than_the_whole_window(oracle, scheduled):
    assert oracle.scheduledOperatorSet()[1] - scheduled.timestamp > CHALLENGE_WINDOW


def test_anyone_activates_it_after_the_delay(oracle, scheduled, stranger):
    set_hash, _ = oracle.scheduledOperatorSet()
    pass_time(ADMISSION_DELAY)
    tx = oracle.activateOperatorSet({"from": stranger})

    assert dict(tx.events["OperatorSetActivated"][0]) == {"operatorSetHash": set_hash}
    assert oracle.operatorSetHash() == set_hash
    assert oracle.quorum() == 2
    assert oracle.scheduledOperatorSet() == ("0x" + "00" * 32, 0)


def test_nobody_activates_it_before(oracle, scheduled, owner):
    set_hash, active_from = oracle.scheduledOperatorSet()
    pass_time(ADMISSION_DELAY - 60)

    with reverts("OperatorSetNotYetActive", set_hash, active_from):
        oracle.activateOperatorSet({"from": owner})


def test_the_new_set_posts(oracle, credit, scheduled, relayer):
    pass_time(ADMISSION_DELAY)
    oracle.activateOperatorSet({"from": relayer})
    post(oracle, draft(oracle), relayer, SMALLER, quorum=2)

    assert oracle.lastSequence(VINTAGE) == 1


def test_the_old_set_posts_until_then(oracle, credit, scheduled, relayer):
    pass_time(ADMISSION_DELAY)
    post(oracle, draft(oracle), relayer)

    assert oracle.lastSequence(VINTAGE) == 1


def test_the_owner_cancels_it(oracle, scheduled, owner, stranger):
    set_hash, _ = oracle.scheduledOperatorSet()
    tx = oracle.cancelOperatorSet({"from": owner})
    pass_time(ADMISSION_DELAY)

    assert dict(tx.events["OperatorSetCancelled"][0]) == {"operatorSetHash": set_hash}
    with reverts("NoScheduledOperatorSet"):
        oracle.activateOperatorSet({"from": stranger})


def test_there_is_nothing_to_cancel_at_first(oracle, owner):
    with reverts("NoScheduledOperatorSet"):
        oracle.cancelOperatorSet({"from": owner})


def test_one_announcement_at_a_time(oracle, scheduled, owner):
    with reverts("OperatorSetAlreadyScheduled", *oracle.scheduledOperatorSet()):
        oracle.scheduleOperatorSet(COMMITTEE.addresses[:1], 1, {"from": owner})


@pytest.mark.parametrize("quorum", [1, 4])
def test_its_quorum_must_be_a_majority(oracle, owner, quorum):
    with reverts("InvalidQuorum", quorum, 3):
        oracle.scheduleOperatorSet(SMALLER.addresses, quorum, {"from": owner})


def test_its_operators_must_ascend(oracle, owner):
    first, second = COMMITTEE.addresses[:2]
    with reverts("OperatorsNotAscending", second, first):
        oracle.scheduleOperatorSet([second, first], 2, {"from": owner})


def test_the_hash_carries_the_quorum(oracle):
    two, three = (bytes(oracle.hashOperatorSet(SMALLER.addresses, quorum)) for quorum in (2, 3))

    assert (two[-1], three[-1]) == (2, 3)
    assert two[:-1] != three[:-1]


@pytest.mark.parametrize("who", ["guardian", "stranger"])
def test_only_the_owner_announces_and_cancels(oracle, scheduled, who, request):
    caller = request.getfixturevalue(who)

    with reverts("OwnableUnauthorizedAccount", caller):
        oracle.cancelOperatorSet({"from": caller})
    with reverts("OwnableUnauthorizedAccount", caller):
        oracle.scheduleOperatorSet(SMALLER.addresses, 2, {"from": caller})
