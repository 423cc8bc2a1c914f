from tests.chain.errors import reverts
from tests.chain.oracle.batches import draft, fields, pass_time, word
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import ADMISSION_DELAY, VINTAGE


def test_a_batch_for_another_operator_set_is_refused(oracle, credit, relayer):
    batch = draft(oracle, operatorSetHash=word("another set"))

    with reverts("StaleOperatorSet", word("another set"), oracle.operatorSetHash()):
        oracle.postBatch(fields(batch), COMMITTEE.addresses, COMMITTEE.sign(oracle, batch), {"from": relayer})


def test_a_draft_of_the_old_set_is_worthless_after_the_change(oracle, registry, credit, owner, relayer):
    batch = draft(oracle)
    registry.scheduleOperatorSet(COMMITTEE.addresses[:3], 2, {"from": owner})
    pass_time(ADMISSION_DELAY)
    registry.activateOperatorSet(COMMITTEE.addresses[:3], {"from": relayer})

    with reverts("StaleOperatorSet", batch["operatorSetHash"], oracle.operatorSetHash()):
        oracle.postBatch(fields(batch), COMMITTEE.addresses, COMMITTEE.sign(oracle, batch), {"from": relayer})


def test_the_operators_passed_must_be_the_whole_set(oracle, credit, relayer):
    batch = draft(oracle)
    some = COMMITTEE.addresses[:4]

    with reverts("WrongOperators", oracle.hashOperatorSet(some, 3), oracle.operatorSetHash()):
        oracle.postBatch(fields(batch), some, COMMITTEE.sign(oracle, batch), {"from": relayer})


def test_the_operators_passed_must_be_in_order(oracle, credit, relayer):
    batch = draft(oracle)
    turned = COMMITTEE.addresses[::-1]

    with reverts("WrongOperators", oracle.hashOperatorSet(turned, 3), oracle.operatorSetHash()):
        oracle.postBatch(fields(batch), turned, COMMITTEE.sign(oracle, batch), {"from": relayer})
    assert oracle.lastSequence(VINTAGE) == 0
