"""Whoever can write to the shared folder cannot bring an operator to sign a second root, which costs a slice."""

import json

import pytest

from abate.errors import IntegrityError
from tests.library.oracle.conftest import JULY, figures_of

LATER = {**JULY, "ada": (1_000_000, 890_000, 1)}
"""A reading of Ada's came late."""


def test_a_root_that_somebody_took_away_is_not_signed_anew_over_other_figures(desks, moment):
    signed, _ = desks[0].observe(moment, figures_of(JULY), None)
    file = desks[0].folder(moment).root(desks[0].operator)
    file.unlink()

    with pytest.raises(IntegrityError) as refused:
        desks[0].observe(moment, figures_of(LATER), None)

    told = (
        f"{desks[0].operator} has already signed another root for batch 1 of 2013: 0x{signed.root.root.hex()}, now 0x"
    )
    assert str(refused.value).startswith(told)
    assert not file.exists()


def test_the_same_root_is_laid_again(desks, moment):
    desks[0].observe(moment, figures_of(JULY), None)
    file = desks[0].folder(moment).root(desks[0].operator)
    before = file.read_bytes()
    file.unlink()

    desks[0].observe(moment, figures_of(JULY), None)

    assert file.read_bytes() == before


def test_a_forged_root_in_its_place_is_refused(desks, moment):
    desks[0].observe(moment, figures_of(JULY), None)
    file = desks[0].folder(moment).root(desks[0].operator)
    content = json.loads(file.read_text())
    content["observationRoot"]["root"] = "0x" + "11" * 32
    file.write_text(json.dumps(content))

    with pytest.raises(IntegrityError, match=f"^the root in {file.name} is signed by 0x"):
        desks[0].observe(moment, figures_of(JULY), None)


def test_what_was_signed_is_kept_before_it_is_laid(desks, moment):
    """Killed in between, the next run lays what was signed."""
    folder = desks[0].folder(moment)
    folder.path.mkdir(parents=True)
    (folder.path / "roots").write_text("no folder")
    with pytest.raises(Exception, match="roots"):
        desks[0].observe(moment, figures_of(JULY), None)
    (folder.path / "roots").unlink()

    with pytest.raises(IntegrityError, match="has already signed another root"):
        desks[0].observe(moment, figures_of(LATER), None)
    assert desks[0].observe(moment, figures_of(JULY), None)[0].operator == desks[0].operator
