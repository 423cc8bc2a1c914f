"""A daemon finishes what a killed ``abate oracle forget`` left: the key is gone, the receipt is not signed yet."""

import io
import json
from dataclasses import replace
from types import SimpleNamespace

from abate.chain.signer import KeySigner
from abate.daemon.log import Log
from abate.daemon.upkeep import erase
from abate.oracle.erasure import Erasure, begin, read_receipt
from tests.library.oracle.conftest import (  # noqa: F401 - fixtures
    NOW,
    PEOPLE,
    at_work,
    desks,
    drafted,
    enrolment,
    moment,
    operator_set,
    terms,
)


def test_the_receipt_of_an_erasure_that_was_begun_is_signed_once(drafted, desks, moment, tmp_path):  # noqa: F811
    desk = desks[0]
    begin(desk.state, desk.exchange, Erasure(PEOPLE["ada"], 2013, 1, NOW, 0))
    left = replace(desk, enrolment=desk.enrolment.without("ada"))
    office = SimpleNamespace(
        work=lambda: SimpleNamespace(desk=left),
        state=left.state,
        receipts=tmp_path / "receipts",
        vintage=SimpleNamespace(deployment=moment.deployment),
        key=KeySigner(left.key),
        log=Log(io.StringIO(), as_json=True),
    )

    assert [erase(office, None), erase(office, None)] == [True, False]

    (receipt,) = (tmp_path / "receipts").iterdir()
    operator, told, _ = read_receipt(receipt)
    assert (operator, told.account, told.sequence) == (left.operator, PEOPLE["ada"], 1)
    (line,) = [json.loads(line) for line in office.log.out.getvalue().splitlines()]
    assert (line["event"], line["sequence"], line["count"]) == ("erased", 1, 1)
