"""A file of another format, or with a value of another size, is told apart before anything of it is believed."""

import json
import re

import numpy as np
import polars as pl
import pytest

from abate.errors import IntegrityError
from abate.oracle.draft_files import read_batch
from abate.oracle.erasure import Erasure, finish, read_receipt
from abate.oracle.leaves import Leaves
from abate.oracle.salts import Role
from abate.oracle.sealing import seal, unseal
from abate.oracle.signed_roots import read_root
from abate.oracle.words import list_of
from tests.library.oracle.conftest import NOW, PEOPLE
from tests.library.oracle.test_refused_before_signing import rows


def refuses(text):
    return pytest.raises(IntegrityError, match=f"^{re.escape(text)}$")


def edit(file, **fields):
    file.write_text(json.dumps({**json.loads(file.read_text()), **fields}))


def test_a_batch_of_another_format(drafted, desks, moment):
    folder = desks[0].folder(moment)
    edit(folder.batch, format="abate-batch/2")
    with refuses("batch.json is not a batch of this deployment: the format is abate-batch/2"):
        read_batch(folder, moment.deployment)


def test_a_batch_with_a_hash_that_is_too_short(drafted, desks, moment):
    folder = desks[0].folder(moment)
    message = json.loads(folder.batch.read_text())["batch"]
    edit(folder.batch, batch={**message, "evidenceHash": "0x11"})
    with refuses("batch.json is not a batch of this deployment: a hash does not have 32 bytes"):
        read_batch(folder, moment.deployment)


def test_a_root_of_another_format(drafted, desks, moment):
    folder = desks[0].folder(moment)
    file = folder.root(desks[0].operator)
    edit(file, format="abate-observation-root/2")
    told = f"{file.name} is not a signed root of this deployment: the format is abate-observation-root/2"
    with refuses(told):
        read_root(folder, moment.deployment, desks[0].operator)


def test_a_receipt_of_another_format(desks, moment, tmp_path):
    erasure = Erasure(PEOPLE["ada"], 2013, 1, NOW, 0)
    left = desks[0].enrolment.without("ada")
    file = finish(tmp_path, tmp_path / "receipts", erasure, moment.deployment, desks[0].key, left)
    edit(file, format="abate-receipt/2")
    with refuses(f"{file.name} is no receipt of an erasure: the format is abate-receipt/2"):
        read_receipt(file)


@pytest.mark.parametrize("bent", [pl.col("mark").cast(pl.Int64), pl.lit(None, dtype=pl.UInt64).alias("mark")])
def test_leaves_with_other_columns(drafted, desks, moment, bent):
    file = desks[0].folder(moment).leaves
    pl.read_parquet(file).with_columns(bent).write_parquet(file)
    with refuses("the table of leaves cannot be read: its columns are others"):
        Leaves.from_parquet(file.read_bytes())


def test_leaves_out_of_order_are_for_whoever_looks_for_mistakes(drafted):
    content = rows(drafted.leaves, [1, 0, 2, 3]).to_parquet()
    with refuses("the accounts of the leaves are not in strictly ascending order"):
        Leaves.from_parquet(content)
    assert Leaves.from_parquet(content, ordered=False).marks.tolist() == drafted.leaves.marks[[1, 0, 2, 3]].tolist()


def test_sealed_rows_of_unequal_length(enrolment):
    accounts, keys = enrolment.account_rows(), enrolment.key_rows()
    sealed = [
        list_of(seal(np.zeros((4, width), dtype=np.uint8), accounts, keys, Role.SEALED_REPORT, bytes(32)))[row]
        for row, width in enumerate([8, 8, 9, 8])
    ]
    with refuses("sealed rows differ in length"):
        unseal(sealed, accounts, keys, Role.SEALED_REPORT, bytes(32))
