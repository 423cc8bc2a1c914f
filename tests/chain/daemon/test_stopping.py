"""A daemon stops healthily, runs once at each place, and spends what it may."""

import signal
import time

import pytest
from brownie import accounts, web3

from abate.chain.keystore import private_folder
from abate.chain.local_node import LocalNode
from abate.enrolment import Cost, load_enrolment, save_enrolment
from abate.enrolment import file as enrolment_file
from abate.oracle.erasure import Erasure, begin, read_receipt
from tests.chain.daemon.running import until
from tests.chain.operators.people import HOMES, PASSPHRASE
from tests.chain.sending.faulty_node import Fault, FaultyNode

SOON = 10


@pytest.fixture
def nonce(operators):
    """How many transactions of the second operator landed, beside those before."""
    before = web3.eth.get_transaction_count(operators[1].address)
    return lambda: web3.eth.get_transaction_count(operators[1].address) - before


def ask(method, *params):
    return web3.provider.make_request(method, list(params))["result"]


def test_a_transaction_under_way_is_left_in_the_journal(
    signed, nobody_mines, nursery, operators, contracts, nonce, exchange
):
    daemon, journal = nursery.start(operators[1], exchange), operators[1].home
    until(lambda: list(journal.glob("*.oracle.*.journal")))
    asked = time.monotonic()
    assert daemon.stop() == 0
    assert time.monotonic() - asked < SOON
    assert [line["event"] for line in daemon.lines[-2:]] == ["stopping", "stopped"]
    assert (daemon.said("posted"), nonce()) == ([], 0)

    ask("evm_mine")
    daemon = nursery.start(operators[1], exchange)
    until(lambda: daemon.said("posted", sequence=1) or contracts.oracle.pending_batch(2013)[0].sequence == 1)
    assert nonce() == 1


def test_the_second_signal_ends_it_at_once(nursery, operators, exchange):
    with FaultyNode(web3.provider.endpoint_uri) as node:
        operators[0].rpc = node.url
        daemon = nursery.start(operators[0], exchange)
        until(lambda: daemon.said("observed"))
        node.faults = [Fault("eth_syncing", answer="late")]
        until(lambda: not node.faults)
        daemon.signal(signal.SIGTERM)
        time.sleep(0.2)
        daemon.signal(signal.SIGTERM)
        assert daemon.ended() == 128 + signal.SIGTERM
        assert daemon.said("stopped") == []


def test_one_daemon_runs_at_a_place(nursery, operators, exchange):
    first = nursery.start(operators[0], exchange)
    until(lambda: first.said("started"))
    second = nursery.start(operators[0], exchange)
    assert second.ended() == 2
    assert (
        f"abate: oracle-state: a daemon works here already (process {first.pid}); "
        "stop it first, or give another --state"
    ) in second.text
    # the place is free again however the first one ends
    first.kill()
    third = nursery.start(operators[0], exchange)
    until(lambda: third.said("started"))
    assert third.stop() == 0


def test_nothing_above_its_limits_is_signed(signed, nursery, operators, nonce, exchange):
    daemon = nursery.start(operators[1], exchange, "--daily-spend", "0.000000000000000001")
    failed = until(lambda: daemon.said("failed", duty="post"))
    assert failed[0]["reason"].startswith("posting a batch may cost ")
    assert failed[0]["reason"].endswith(" wei, and 0 of the day's 1 are spent")
    until(lambda: daemon.health()[0] == 503)
    assert nonce() == 0
    assert not list(operators[1].home.glob("*.journal"))
    assert daemon.stop() == 0

    daemon = nursery.start(operators[1], exchange, "--max-fee", "0.9", "--daily-spend", "1")
    until(lambda: daemon.said("posted", sequence=1))
    (paid,) = daemon.said("transaction")
    assert web3.eth.get_transaction(paid["tx"])["maxFeePerGas"] <= 900_000_000
    until(lambda: daemon.metric("spent_wei") == paid["cost_wei"] > 0)
    assert (nonce(), daemon.metric("spend_limit_wei")) == (1, 10**18)


def test_a_live_network_needs_consent(operators, nursery, exchange):
    with LocalNode("anvil", chain_id=100_201) as live:
        operators[0].rpc = live.rpc_url
        daemon = nursery.start(operators[0], exchange, "--max-fee", "20")
        assert daemon.ended() == 2
    assert daemon.text.strip() == (
        "abate: chain 100201 is a live network, where the daemon sends without asking: not given --yes, --daily-spend; "
        "say what it may spend, such as --yes --max-fee 50 --daily-spend 0.05"
    )


def test_who_only_watches_feeds_nothing(shown, nursery, operators, exchange):
    daemon = nursery.start(operators[1], exchange, "--watch-only")
    (line,) = until(lambda: daemon.said("started"))
    assert line["duty"] == "fetch,erase,answer,challenge,demand,dispute,stand"
    until(lambda: daemon.metric("looked_at_seconds"))
    assert not (exchange / "2013-0001" / "batch.json").exists()


def test_an_operator_that_is_away_is_left_out(nursery, operators, contracts, exchange):
    """Two of three feed by themselves; the third's root never comes."""
    daemons = [nursery.start(who, exchange, "--patience", "2s") for who in operators[:2]]
    until(lambda: contracts.oracle.pending_batch(2013)[0].sequence == 1)
    assert [daemon.said("waiting")[0]["reason"] in ("for 1 roots", "for 2 roots") for daemon in daemons] == [True] * 2
    assert [daemon.said("shown")[0]["count"] for daemon in daemons] == [2, 2]
    (event,) = contracts.oracle.events("BatchPosted", 0, vintage=2013)
    assert event["signers"] == 0b011


def test_a_receipt_that_a_killed_command_left_is_signed(nursery, operators, contracts, exchange, monkeypatch):
    """Somebody's rows and key are destroyed; the command ended before it said so."""
    first, account = operators[0], accounts[12].address
    file, state = first.home / "people.enrolment", first.home / "oracle-state"
    private_folder(state)
    erased = begin(state, exchange, Erasure(account, 2013, 1, contracts.chain.now(), 0))
    monkeypatch.setattr(enrolment_file, "STANDARD", Cost(n=2**4))
    save_enrolment(load_enrolment(file, PASSPHRASE).without(HOMES[2]), file, PASSPHRASE)

    daemon = nursery.start(first, exchange, "--watch-only")
    until(lambda: daemon.said("erased", sequence=1))
    operator, told, _ = read_receipt(first.home / "receipts" / f"{account}.json")
    assert (operator, told) == (first.address, erased)
    assert account not in daemon.text
    until(lambda: daemon.metric("duties_total", "erase", "idle") > 0)
    assert daemon.metric("duties_total", "erase", "done") == 1
