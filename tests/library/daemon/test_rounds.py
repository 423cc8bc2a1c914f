"""A duty that fails is told, waits longer each time, and keeps no other from being done; so does a node."""

import io
import json
from types import SimpleNamespace

import pytest

from abate.daemon import run as rounds
from abate.daemon.health import Health
from abate.daemon.log import Log
from abate.daemon.look import STALE_SECONDS, Watcher
from abate.daemon.metrics import Metrics
from abate.daemon.run import Daemon
from abate.daemon.stop import Stop
from abate.daemon.words import Duty
from abate.errors import ChainError
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture
from tests.library.chain.scripted_node import LIVE, LOCAL

ME = "0x" + "11" * 20
LOOK = SimpleNamespace(moment=SimpleNamespace(sequence=3), period="2013-07", operator_set=SimpleNamespace(operators=[]))


@pytest.fixture
def clock(monkeypatch):
    """Seconds that a test moves."""
    now = [100.0]
    monkeypatch.setattr(rounds, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


@pytest.fixture
def daemon(clock, monkeypatch):
    """A daemon of two duties that a test makes fail; its office holds what rounds work with."""
    office = SimpleNamespace(me=ME, log=Log(io.StringIO(), as_json=True), metrics=Metrics(), stop=Stop())
    made = Daemon(office, None, Health(lambda: clock[0]), (Duty.OBSERVE, Duty.RELAY), 10.0)
    made.faults, made.done = [], []

    def fails(duty):
        made.done.append(duty)
        if made.faults and duty is Duty.OBSERVE:
            raise made.faults.pop(0)
        return True

    monkeypatch.setattr(rounds, "DUTIES", {duty: lambda o, look, duty=duty: fails(duty) for duty in made.duties})
    return made


def lines(daemon):
    return [json.loads(line) for line in daemon.office.log.out.getvalue().splitlines()]


def test_a_duty_that_fails_is_tried_later_and_later(daemon, clock):
    daemon.faults = [ChainError("no funds")] * 2
    assert daemon.gone_through(LOOK) is True
    clock[0] += 9
    daemon.gone_through(LOOK)
    clock[0] += 1
    daemon.gone_through(LOOK)
    clock[0] += 19
    daemon.gone_through(LOOK)
    assert daemon.done == [Duty.OBSERVE, Duty.RELAY, Duty.RELAY, Duty.OBSERVE, Duty.RELAY, Duty.RELAY]
    assert [(line["count"], line["seconds"], line["sequence"]) for line in lines(daemon)] == [
        (1, 10.0, 3),
        (2, 20.0, 3),
    ]


def test_what_fails_three_times_in_a_row_is_unhealthy_until_it_is_done(daemon, clock):
    daemon.health.went_round()
    daemon.faults = [ChainError("no funds")] * 3
    for _ in range(3):
        daemon.gone_through(LOOK)
        clock[0] += 300
    assert daemon.health.reasons() == ["observe failed 3 times in a row: no funds"]
    daemon.gone_through(LOOK)
    assert daemon.health.reasons() == []


def test_a_failure_between_two_batches_names_none(daemon):
    daemon.faults = [ChainError("no funds")]
    daemon.gone_through(SimpleNamespace(moment=None))
    (line,) = lines(daemon)
    assert (line["duty"], "sequence" in line, "period" in line) == ("observe", False, False)


def test_a_node_that_stays_away_is_told_once_and_asked_less_and_less(daemon):
    pauses = [daemon.node_lost(ChainError("gives no answer")) for _ in range(8)]
    assert pauses == [10, 20, 40, 80, 160, 300, 300, 300]
    assert [(line["event"], line["reason"]) for line in lines(daemon)] == [("node_lost", "gives no answer")]


def test_who_is_not_in_force_is_told(daemon):
    said = f"{ME} is not in force: it has left, is suspended, or its bond is not whole"
    assert daemon.out_of_force(LOOK) == said
    daemon.duties = (Duty.RELAY,)
    assert daemon.out_of_force(LOOK) is None


@pytest.mark.parametrize(
    ("node", "said"), [(LIVE, f"the node's newest block is {STALE_SECONDS + 1} s old"), (LOCAL, None)]
)
def test_a_live_nodes_newest_block_is_new(node, said, scripted):  # noqa: F811
    block = {"number": "0x7", "hash": "0x" + "22" * 32, "timestamp": hex(10**9)}
    chain = scripted(node, eth_syncing=False, eth_getBlockByNumber=block)
    watcher = Watcher(SimpleNamespace(chain=chain), None, [], None)
    assert watcher.behind(10**9 + STALE_SECONDS + 1) == said
    assert watcher.behind(10**9 + STALE_SECONDS) is None
