"""Each operator binds itself before it sees another's figures, and only once."""

import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.observation import observation_tree
from abate.oracle.salts import batch_keys
from tests.library.oracle.conftest import JULY, figures_of


def test_figures_wait_for_everybodys_root(desks, moment):
    _, gathered = desks[0].observe(moment, figures_of(JULY), None)
    desks[1].observe(moment, figures_of(JULY), None)
    folder = desks[0].folder(moment)
    everybody = [desk.operator for desk in desks]

    with pytest.raises(InputError) as refused:
        desks[0].show(moment, gathered, everybody)

    assert str(refused.value) == f"{folder.path / 'roots'}: no root of {desks[2].operator} yet; wait for it"
    assert folder.operators_with("observations") == []


def test_a_second_root_for_the_same_batch_is_never_signed(desks, moment):
    first, _ = desks[0].observe(moment, figures_of(JULY), None)
    before = desks[0].folder(moment).root(desks[0].operator).read_bytes()

    with pytest.raises(IntegrityError) as refused:
        desks[0].observe(moment, figures_of({**JULY, "ada": (1, 1, 1)}), None)

    told = f"{desks[0].operator} has already signed another root for batch 1 of 2013: 0x{first.root.root.hex()}, now 0x"
    assert str(refused.value).startswith(told)
    assert desks[0].folder(moment).root(desks[0].operator).read_bytes() == before


def test_equal_figures_of_two_operators_have_different_roots(desks, moment):
    roots = {desk.observe(moment, figures_of(JULY), None)[0].root.root for desk in desks}
    assert len(roots) == 3


def test_a_copied_root_cannot_be_opened_by_the_copier(desks, moment):
    _, gathered = desks[0].observe(moment, figures_of(JULY), None)
    keys = batch_keys(desks[0].enrolment.key_rows(), moment)
    blinding = desks[0]._blinding(moment)
    roots = {observation_tree(gathered.observations, keys, desk.operator, blinding).root for desk in desks}
    assert len(roots) == 3


def test_only_what_was_signed_is_shown(desks, moment):
    gathered = [desk.observe(moment, figures_of(JULY), None)[1] for desk in desks]
    gathered[0].observations.emissions[0] += 1
    with pytest.raises(IntegrityError, match=f"^{desks[0].operator} has not signed a root over these figures$"):
        desks[0].show(moment, gathered[0], [desk.operator for desk in desks])
