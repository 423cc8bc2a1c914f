"""Files in the shared folder are believed only as far as the chain says the same."""

import json
import re
from dataclasses import replace

import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.draft_files import write_draft
from tests.chain.feeding.conftest import JULY
from tests.chain.feeding.test_whole_period import FIGURES


@pytest.fixture
def final(fed, desks, window_over):
    done = fed(desks, FIGURES, JULY)
    window_over()
    return done.draft, desks[0].folder(done.draft.moment)


def refuses(text):
    return pytest.raises(IntegrityError, match=f"^{re.escape(text)}$")


def test_there_are_none_before_the_first_batch_is_final(vintage, fed, desks):
    assert vintage.final_leaves(desks[0].exchange) is None
    fed(desks, FIGURES, JULY)
    assert vintage.final_leaves(desks[0].exchange) is None


def test_leaves_of_the_final_batch(vintage, final, desks):
    assert vintage.final_leaves(desks[0].exchange).to_parquet() == final[0].leaves.to_parquet()


def test_leaves_that_the_chain_does_not_have(vintage, final, desks):
    draft, folder = final
    other = replace(draft.leaves, credits=draft.leaves.credits + 1)
    write_draft(folder, replace(draft, leaves=other, batch=replace(draft.batch, root=other.tree.root)))
    with refuses(
        f"root of batch 1 in the folder is 0x{other.tree.root.hex()}, on chain it is 0x{draft.batch.root.hex()}"
    ):
        vintage.final_leaves(desks[0].exchange)


def test_marks_that_the_chain_does_not_have(vintage, final, desks):
    draft, folder = final
    other = replace(draft.leaves, marks=draft.leaves.marks + 1)
    total = other.authorised_total
    write_draft(folder, replace(draft, leaves=other, batch=replace(draft.batch, authorisedTotal=total)))
    with refuses(f"authorisedTotal of batch 1 in the folder is {total}, on chain it is 151000"):
        vintage.final_leaves(desks[0].exchange)


def test_a_lost_folder_is_named(vintage, final, desks):
    final[1].batch.unlink()
    with pytest.raises(InputError, match=r"2013-0001/batch\.json: cannot be read: No such file or directory$"):
        vintage.final_leaves(desks[0].exchange)


def test_a_methodology_that_the_vintage_does_not_have(vintage, methodology):
    other = methodology.model_copy(update={"version": "2"})
    other = type(other).model_validate(json.loads(other.model_dump_json()))
    with pytest.raises(IntegrityError, match=r"^vintage 2013 has the methodology 0x\w{64}, the document"):
        vintage.terms(other)
