"""On a live network a deployment is killed, its blocks are dropped, and it ends as if nothing had happened."""

import os
import signal
from threading import Event, Thread

import pytest

from abate.chain import Sender, connect, connection
from abate.chain.sender import Call
from abate.deploy import Contracts, Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.final_check import final_check
from abate.deploy.plan import Plan
from abate.deploy.run import deploy
from tests.chain.sending.faulty_node import Fault, FaultyNode

SEND = "eth_sendRawTransaction"
CREATIONS = 11
"""policy, 5 factories, oracle, certificate, auction, catalogue, donations; beside them the vintage is opened."""


@pytest.fixture
def plan(programme):
    return Plan.load(programme)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "live.json"


@pytest.fixture
def proxy(node, monkeypatch):
    monkeypatch.setattr(connection, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr("abate.chain.sender.POLL_SECONDS", 0.02)
    with FaultyNode(node.rpc_url) as faulty:
        yield faulty


@pytest.fixture
def ask(live):
    return lambda method, *params: live.web3.provider.make_request(method, list(params))["result"]


@pytest.fixture
def run(proxy, payer, plan, path):
    """What a new process does: deploy until the operators' bonds are missing."""

    def again(progress=lambda part, made: None, **more):
        sender = Sender(connect(proxy.url), payer.signer, **more)
        with pytest.raises(BondsNeededError):
            deploy(plan, sender, path, "chain-100200", progress=progress)
        return Deployment.load(path)

    return again


def wrong(live, plan, record):
    return {each.what for each in final_check(Contracts(record, live), plan) if not each.is_right}


UNFINISHED = {"record.complete", "oracle.operatorSetHash (3 operators)"}


@pytest.fixture
def killed_at_its_next_transaction(proxy, run):
    """Deploy in a process of its own that SIGKILL ends at its next transaction; whether there was one."""

    def attempt(forwards):
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            os.read(reading, 1)
            try:
                run()
            finally:
                os._exit(0)
        proxy.faults = [Fault(SEND, forwards, then=lambda: os.kill(process, signal.SIGKILL))]
        os.write(writing, b"go")
        _, status = os.waitpid(process, 0)
        os.close(reading)
        os.close(writing)
        proxy.faults = []
        return os.WIFSIGNALED(status)

    return attempt


def test_killed_at_every_transaction_nothing_is_sent_twice(
    killed_at_its_next_transaction, run, live, payer, plan, path
):
    first = live.web3.eth.get_transaction_count(payer.address)
    kills = 0
    # before the node had it, then after: each run comes one transaction further
    while killed_at_its_next_transaction(forwards=kills % 2):
        kills += 1
    done = run()

    assert kills > CREATIONS
    assert live.web3.eth.get_transaction_count(payer.address) - first == CREATIONS + 1
    assert len({each.hash for each in done.transactions.values()}) == CREATIONS + 1
    assert wrong(live, plan, done) == UNFINISHED


def test_dropped_blocks_in_the_middle_are_followed(run, live, plan, path, ask):
    """All that was recorded after the oracle is dropped when the auction stands; the same transactions land again."""
    held, dropped = [], {}

    def progress(part, made):
        if part == "oracle":
            held.append(ask("evm_snapshot"))
        if part == "auction" and not dropped:
            dropped.update(Deployment.load(path).contracts)
            ask("evm_revert", held[0])
            ask("evm_mine")

    done = run(progress, stuck_after=0.2)

    assert {part: done.contracts[part].address for part in dropped} == {p: m.address for p, m in dropped.items()}
    assert done.contracts["certificate"].block != dropped["certificate"].block
    assert done.contracts["oracle"] == dropped["oracle"]
    for sent in done.transactions.values():
        assert f"0x{live.block(sent.block)['hash'].hex()}" == sent.block_hash
    assert wrong(live, plan, done) == UNFINISHED


def test_a_run_after_dropped_blocks_does_again_what_is_gone(run, live, plan, path, ask, payer):
    """The deployer's key was used elsewhere meanwhile: the dropped transactions can never land again."""
    before = ask("evm_snapshot")
    first = run()
    ask("evm_revert", before)
    Sender(live, payer.signer).send(Call("sending to oneself", payer.address, b"", value=1))

    done = run()

    assert done.address("policy") != first.address("policy")
    assert done.contracts["oracle"].arguments["config"]["creditFactory"] == done.address("creditFactory")
    assert wrong(live, plan, done) == UNFINISHED


def test_each_contract_is_recorded_only_when_it_is_deep_enough(run, live, path, ask):
    depths, stop = {}, Event()

    def progress(part, made):
        depths[part] = live.block()["number"] - (made.block or 0) + 1

    def mine():
        while not stop.wait(0.02):
            ask("evm_mine")

    miner = Thread(target=mine)
    miner.start()
    try:
        done = run(progress, confirmations=4)
    finally:
        stop.set()
        miner.join()

    assert set(depths) == set(done.contracts)
    assert min(depth for part, depth in depths.items() if part != "currency") >= 4
