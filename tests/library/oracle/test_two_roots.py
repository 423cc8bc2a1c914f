"""Whoever signed two roots for one batch is found by the two, wherever they lie."""

from dataclasses import replace

import pytest

from abate.files import json_text, write_atomically
from abate.oracle.examine import root_files
from abate.oracle.faults import Kind
from abate.oracle.signed_roots import SignedRoot, as_json, read_root
from abate.oracle.two_roots import keep_roots, two_roots
from abate.oracle.typed_data import sign


@pytest.fixture
def lay(drafted, desks, moment):
    """Put another root of the last operator in the place of the one that the first operator has kept."""

    def run(**fields):
        folder, cheat = desks[0].folder(moment), desks[2]
        first = read_root(folder, moment.deployment, cheat.operator)
        other = replace(first.root, **fields)
        second = SignedRoot(cheat.operator, other, sign(moment.deployment, other, cheat.key))
        write_atomically(folder.root(cheat.operator), json_text(as_json(moment.deployment, second)))
        return first, second

    return run


@pytest.fixture
def found(desks, moment, operator_set):
    def look(vintage=2013):
        files = root_files(desks[0].exchange, desks[0].state, 2013)
        return two_roots(files, moment.deployment, vintage, lambda: operator_set.operators)

    return look


def test_the_two_are_shown_with_the_operators_in_force(lay, found, desks, moment, operator_set):
    pair = lay(evidenceHash=bytes(32))
    keep_roots(desks[0].state, desks[0].folder(moment), moment.deployment)

    ((fault, sequence),) = found()

    assert (fault.kind, fault.accounts, fault.operator, sequence) == (Kind.TWO_ROOTS, (), desks[2].operator, 1)
    operator, *shown, in_force = fault.arguments()
    assert (operator, in_force) == (desks[2].operator, list(operator_set.operators))
    each = [[tuple(one.root.message().values()), [one.signature[:32], one.signature[32:]]] for one in pair]
    assert sorted([shown[:2], shown[2:]]) == sorted(each)


def test_roots_of_two_batches_are_no_fault(lay, found):
    lay(sequence=2)
    assert found() == []


def test_another_vintages_roots_are_looked_at_with_that_vintage(lay, found):
    lay(evidenceHash=bytes(32))
    assert found(2014) == []
