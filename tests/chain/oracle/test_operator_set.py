import pytest

from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, pass_time, post
from tests.chain.oracle.committee import COMMITTEE, Committee
from tests.chain.oracle.deployments import ADMISSION_DELAY, CHALLENGE_WINDOW, VINTAGE

SMALLER = Committee(COMMITTEE.members[:3])


@pytest.fixture
def scheduled(registry, owner):
    return registry.scheduleOperatorSet(SMALLER.addresses, 2, {"from": owner})


def test_a_set_is_announced(oracle, registry, scheduled):
    active_from = scheduled.timestamp + ADMISSION_DELAY
    set_hash = oracle.hashOperatorSet(SMALLER.addresses, 2)

    assert registry.scheduledOperatorSet() == (set_hash, active_from)
    assert dict(scheduled.events["OperatorSetScheduled"][0]) == {
        "operatorSetHash": set_hash,
        "operators": SMALLER.addresses,
        "quorum": 2,
        "activeFrom": active_from,
    }
    assert oracle.operatorSetHash() == oracle.hashOperatorSet(COMMITTEE.addresses, 3)


def test_the_delay_is_longer_than_the_whole_window(registry, scheduled):
    assert registry.scheduledOperatorSet()[1] - scheduled.timestamp > CHALLENGE_WINDOW


def test_anyone_activates_it_after_the_delay(oracle, registry, scheduled, stranger):
    set_hash, _ = registry.scheduledOperatorSet()
    pass_time(ADMISSION_DELAY)
    tx = registry.activateOperatorSet(SMALLER.addresses, {"from": stranger})

    assert dict(tx.events["OperatorSetActivated"][0]) == {"operatorSetHash": set_hash}
    assert oracle.operatorSetHash() == set_hash
    assert oracle.quorum() == 2
    assert registry.scheduledOperatorSet() == ("0x" + "00" * 32, 0)


def test_nobody_activates_it_before(registry, scheduled, owner):
    set_hash, active_from = registry.scheduledOperatorSet()
    pass_time(ADMISSION_DELAY - 60)

    with reverts("OperatorSetNotYetActive", set_hash, active_from):
        registry.activateOperatorSet(SMALLER.addresses, {"from": owner})


def test_the_new_set_posts(oracle, registry, credit, scheduled, relayer):
    pass_time(ADMISSION_DELAY)
    registry.activateOperatorSet(SMALLER.addresses, {"from": relayer})
    post(oracle, draft(oracle), relayer, SMALLER, quorum=2)

    assert oracle.lastSequence(VINTAGE) == 1


def test_the_old_set_posts_until_then(oracle, credit, scheduled, relayer):
    pass_time(ADMISSION_DELAY)
    post(oracle, draft(oracle), relayer)

    assert oracle.lastSequence(VINTAGE) == 1


def test_the_owner_cancels_it(registry, scheduled, owner, stranger):
    set_hash, _ = registry.scheduledOperatorSet()
    tx = registry.cancelOperatorSet({"from": owner})
    pass_time(ADMISSION_DELAY)

    assert dict(tx.events["OperatorSetCancelled"][0]) == {"operatorSetHash": set_hash}
    with reverts("NoScheduledOperatorSet"):
        registry.activateOperatorSet(SMALLER.addresses, {"from": stranger})


def test_who_announces_anew_waits_the_whole_delay_anew(registry, scheduled, owner):
    """The owner cannot let one set ripen and exchange it for another at the end."""
    pass_time(ADMISSION_DELAY)
    registry.cancelOperatorSet({"from": owner})
    tx = registry.scheduleOperatorSet(COMMITTEE.addresses[:1], 1, {"from": owner})

    set_hash, active_from = registry.scheduledOperatorSet()
    assert active_from == tx.timestamp + ADMISSION_DELAY
    for given in (SMALLER.addresses, COMMITTEE.addresses[:1]):
        with reverts("OperatorSetNotYetActive", set_hash, active_from):
            registry.activateOperatorSet(given, {"from": owner})


def test_there_is_nothing_to_cancel_at_first(registry, owner):
    with reverts("NoScheduledOperatorSet"):
        registry.cancelOperatorSet({"from": owner})


def test_one_announcement_at_a_time(registry, scheduled, owner):
    with reverts("OperatorSetAlreadyScheduled", *registry.scheduledOperatorSet()):
        registry.scheduleOperatorSet(COMMITTEE.addresses[:1], 1, {"from": owner})


@pytest.mark.parametrize("quorum", [1, 4])
def test_its_quorum_must_be_a_majority(registry, owner, quorum):
    with reverts("InvalidQuorum", quorum, 3):
        registry.scheduleOperatorSet(SMALLER.addresses, quorum, {"from": owner})


def test_its_operators_must_ascend(registry, owner):
    first, second = COMMITTEE.addresses[:2]
    with reverts("OperatorsNotAscending", second, first):
        registry.scheduleOperatorSet([second, first], 2, {"from": owner})


def test_the_hash_carries_the_quorum(oracle):
    two, three = (bytes(oracle.hashOperatorSet(SMALLER.addresses, quorum)) for quorum in (2, 3))

    assert (two[-1], three[-1]) == (2, 3)
    assert two[:-1] != three[:-1]


@pytest.mark.parametrize("who", ["guardian", "stranger"])
def test_only_the_owner_announces_and_cancels(registry, scheduled, who, request):
    caller = request.getfixturevalue(who)

    with reverts("NotOwner", caller):
        registry.cancelOperatorSet({"from": caller})
    with reverts("NotOwner", caller):
        registry.scheduleOperatorSet(SMALLER.addresses, 2, {"from": caller})
