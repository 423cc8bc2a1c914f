"""What a daemon keeps for later is struck when its time is over, and a person is asked once for each thing."""

import io
import json
from types import SimpleNamespace

import pytest

from abate.chain.journal import Attempt, Journal
from abate.chain.signer import Signed
from abate.daemon.log import Log
from abate.daemon.metrics import Metrics
from abate.daemon.office import Office
from abate.daemon.upkeep import prune
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture

BLOCK = {"number": "0x7", "hash": "0x" + "22" * 32, "timestamp": "0x1"}
STEPS = (
    *("post/2013/1/ab", "relay/2013/1/0-128", "post/2013/2/cd", "relay/2013/2/0-128"),
    *("post/2012/1/ef", "answer/2013/1"),
)


@pytest.fixture
def journal(scripted, tmp_path):  # noqa: F811
    made = Journal(tmp_path / "operator.journal", scripted(eth_getBlockByNumber=BLOCK))
    for step in STEPS:
        made.write(step, Attempt(Signed(step.encode(), bytes(32)), {"nonce": 1}))
    return made


def test_steps_of_batches_before_the_final_one_are_struck(journal):
    office = SimpleNamespace(sender=SimpleNamespace(journal=journal), vintage=SimpleNamespace(year=2013))
    prune(office, 2)
    assert list(journal.steps()) == ["post/2013/2/cd", "relay/2013/2/0-128", "post/2012/1/ef", "answer/2013/1"]


def test_a_person_is_asked_once_for_each_thing():
    office = SimpleNamespace(log=Log(io.StringIO(), as_json=True), metrics=Metrics())
    for batch in (1, 1, 2):
        Office.need_person(office, (batch,), "figures_differ", sequence=batch)
    lines = [json.loads(line) for line in office.log.out.getvalue().splitlines()]
    assert [(line["event"], line["kind"], line["sequence"]) for line in lines] == [
        ("person_needed", "figures_differ", 1),
        ("person_needed", "figures_differ", 2),
    ]
    assert office.metrics.person_needed.labels("figures_differ")._value.get() == 2
