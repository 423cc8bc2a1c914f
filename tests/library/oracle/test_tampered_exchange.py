"""What operators lay into the shared folder is held against their signatures."""

import json
import re
from dataclasses import replace

import polars as pl
import pytest

from abate.errors import InputError, IntegrityError
from abate.oracle.desk import Desk
from abate.oracle.folder import BatchFolder
from tests.library.oracle.conftest import JULY, NOW, figures_of


@pytest.fixture
def derives(desks, moment, terms, operator_set):
    def derive():
        return desks[0].derive(moment, terms, operator_set, None, NOW)

    return derive


@pytest.fixture
def worked(desks, moment, at_work):
    at_work(desks, moment, figures_of(JULY))
    return BatchFolder.of(desks[0].exchange, moment)


def edit(file, **fields):
    content = json.loads(file.read_text())
    file.write_text(json.dumps({**content, **fields}))


def refuses(text):
    return pytest.raises(IntegrityError, match=f"^{re.escape(text)}")


def test_a_root_changed_after_it_was_signed(worked, derives, desks):
    file = worked.root(desks[1].operator)
    content = json.loads(file.read_text())
    edit(file, observationRoot={**content["observationRoot"], "count": 5})
    with pytest.raises(
        IntegrityError, match=rf"^the root in {file.name} is signed by 0x\w{{40}}, not by {desks[1].operator}$"
    ):
        derives()


def test_a_root_under_another_operators_name(worked, derives, desks):
    worked.root(desks[1].operator).write_bytes(worked.root(desks[0].operator).read_bytes())
    with refuses(f"{desks[1].operator}.json holds a root of {desks[0].operator}"):
        derives()


def test_another_operators_figures_shown_as_ones_own(worked, derives, desks):
    for mine, theirs in zip(
        worked.observations(desks[1].operator), worked.observations(desks[0].operator), strict=True
    ):
        mine.write_bytes(theirs.read_bytes())
    edit(worked.observations(desks[1].operator)[0], operator=desks[1].operator)
    with refuses(f"the figures of {desks[1].operator} hash to 0x"):
        derives()


def test_a_sealed_row_that_was_changed(worked, derives, desks):
    file = worked.observations(desks[2].operator)[1]
    table = pl.read_parquet(file)
    sealed = table["sealed"].to_list()
    sealed[1] = sealed[1][:-1] + bytes([sealed[1][-1] ^ 1])
    table.with_columns(pl.Series("sealed", sealed, dtype=pl.Binary)).write_parquet(file)
    account = "0x" + table["account"][1].hex()
    with refuses(f"the row of account {account} cannot be opened with its key"):
        derives()


def test_another_blinding_than_the_one_that_was_signed_under(worked, derives, desks):
    edit(worked.observations(desks[0].operator)[0], blinding="0x" + bytes(32).hex())
    with refuses(f"the figures of {desks[0].operator} hash to 0x"):
        derives()


def test_a_root_of_another_deployment(worked, derives, desks, moment):
    file = worked.root(desks[0].operator)
    edit(file, chainId=1)
    with refuses(
        f"{file.name} is not a signed root of this deployment: it is for {moment.deployment.oracle} on chain 1"
    ):
        derives()


def test_a_root_of_another_batch(worked, derives, desks, moment, tmp_path, enrolment):
    elsewhere = Desk(desks[0].key, tmp_path / "other", tmp_path / "other exchange", enrolment)
    later = replace(moment, through=moment.through + 1)
    elsewhere.observe(later, figures_of(JULY), None)
    worked.root(desks[0].operator).write_bytes(elsewhere.folder(later).root(desks[0].operator).read_bytes())
    with refuses(
        f"{desks[0].operator} observed batch 1 of 2013 through {later.through}, not 1 of 2013 through {moment.through}"
    ):
        derives()


def test_operators_with_different_enrolments(worked, desks, moment, terms, operator_set):
    fewer = replace(desks[0], enrolment=desks[0].enrolment.without("dan"))
    with refuses(f"{desks[0].operator} observed 4 accounts that are not the 3 enrolled ones"):
        fewer.derive(moment, terms, operator_set, None, NOW)


def test_operators_with_different_factors(desks, moment, terms, operator_set, at_work):
    other = replace(figures_of(JULY), factor_set_hash=bytes(32))
    at_work(desks, moment, [figures_of(JULY), other, figures_of(JULY)])
    with refuses(f"{desks[1].operator} used the factor sets 0x{bytes(32).hex()}, {desks[0].operator} used 0x"):
        desks[0].derive(moment, terms, operator_set, None, NOW)


def test_an_operator_with_another_methodology(desks, moment, terms, operator_set, at_work):
    other = replace(figures_of(JULY), methodology_id=bytes(32))
    at_work(desks, moment, [figures_of(JULY), other, figures_of(JULY)])
    with refuses(f"{desks[1].operator} used the methodology 0x{bytes(32).hex()}, the vintage's is 0x"):
        desks[0].derive(moment, terms, operator_set, None, NOW)


def test_too_few_operators(desks, moment, terms, operator_set, at_work):
    at_work(desks[:1], moment, figures_of(JULY))
    with pytest.raises(InputError, match=r"1 of 3 operators have shown their figures, 2 are needed$"):
        desks[0].derive(moment, terms, operator_set, None, NOW)
