"""Figures that an operator signed and that break the rules are refused by name: they open, and earn nothing."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from abate.errors import IntegrityError
from abate.oracle.observation import observation_tree
from abate.oracle.participants import roots_of
from abate.oracle.salts import Role
from abate.oracle.sealing import FILE_SALT, seal
from abate.oracle.shown import pack, sealed_table, show
from abate.oracle.signed_roots import publish_root, read_root
from abate.oracle.words import list_of
from tests.library.oracle.conftest import JULY, NOW, figures_of

BLINDING = bytes(range(32))


@pytest.fixture
def names(enrolment):
    return [f"0x{account.hex()}" for account in list_of(enrolment.account_rows())]


@pytest.fixture
def derives(desks, moment, terms, operator_set):
    return lambda: desks[0].derive(moment, terms, operator_set, None, NOW)


@pytest.fixture
def shown(desks, moment, tmp_path):
    """The first operator signs and shows figures that it bent; the others keep to the rules."""

    def lay(bend):
        cheat, *others = desks
        gathered = [desk.observe(moment, figures_of(JULY), None)[1] for desk in others]
        table = bend(cheat.observe(moment, figures_of(JULY), None)[1].observations)
        folder, keys = cheat.folder(moment), cheat.batch_keys(moment)
        honest = read_root(folder, moment.deployment, cheat.operator).root
        root = replace(honest, root=observation_tree(table, keys, cheat.operator, BLINDING).root)
        folder.root(cheat.operator).unlink()
        publish_root(folder, moment.deployment, root, cheat.key, tmp_path / "cheat")
        everybody = [desk.operator for desk in desks]
        for desk, own in zip(others, gathered, strict=True):
            desk.show(moment, own, everybody)
        show(folder, cheat.operator, table, keys, BLINDING, roots_of(folder, moment, everybody))
        return folder

    return lay


def refuses(text):
    return pytest.raises(IntegrityError, match=f"^{re.escape(text)}$")


def test_sources_out_of_order(shown, derives, desks, names):
    def twice(table):
        counts = table.source_counts.copy()
        counts[1] = 2
        return replace(table, nullifiers=np.repeat(table.nullifiers, 2, axis=1), source_counts=counts)

    shown(twice)
    with refuses(f"{desks[0].operator}: sources of {names[1]} are not in strictly ascending order"):
        derives()


def test_one_source_for_two_accounts(shown, derives, desks, names):
    def shared(table):
        nullifiers = table.nullifiers.copy()
        nullifiers[3] = nullifiers[1]
        return replace(table, nullifiers=nullifiers)

    shown(shared)
    with refuses(f"{desks[0].operator}: accounts {names[1]} and {names[3]} use the same source"):
        derives()


def test_more_sources_than_a_row_holds(shown, derives, desks, moment):
    """Such a row cannot be hashed, so it is laid beside a root over good figures."""
    folder = shown(lambda table: table)
    cheat = desks[0]
    description, rows = folder.observations(cheat.operator)
    table = cheat.observe(replace(moment, sequence=2), figures_of(JULY), None)[1].observations
    packed = pack(replace(table, source_counts=table.source_counts + np.uint64(1)))
    salt = bytes(FILE_SALT)
    sealed = seal(packed, table.accounts, cheat.batch_keys(moment), Role.SEALED_OBSERVATION, salt)
    rows.write_bytes(sealed_table(table.accounts, sealed))
    description.write_text(json.dumps({**json.loads(description.read_text()), "fileSalt": "0x" + salt.hex()}))
    with refuses(f"rows of {cheat.operator} name more sources than they hold"):
        derives()


def test_rows_of_another_width_than_described(shown, derives, desks):
    description = shown(lambda table: table).observations(desks[0].operator)[0]
    description.write_text(json.dumps({**json.loads(description.read_text()), "slots": 2}))
    with refuses(f"rows of {desks[0].operator} have 83 bytes, not 115"):
        derives()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"format": "abate-observations/2"}, "it is abate-observations/2 of {operator}"),
        ({"operator": "0x00"}, "it is abate-observations/1 of 0x00"),
        ({"fileSalt": "0x11"}, "a value has the wrong size"),
        ({"blinding": "0x11"}, "a value has the wrong size"),
        ({"slots": -1}, "a value has the wrong size"),
        ({"slots": 9}, "a value has the wrong size"),
    ],
)
def test_a_description_that_is_not_one(shown, derives, desks, fields, told):
    operator = desks[0].operator
    description = shown(lambda table: table).observations(operator)[0]
    description.write_text(json.dumps({**json.loads(description.read_text()), **fields}))
    with refuses(f"{description.name} of the observations is not valid: {told.format(operator=operator)}"):
        derives()
