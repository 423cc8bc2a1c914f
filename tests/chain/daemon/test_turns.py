"""What any operator could do is done by one of them; where two act at once all the same, it ends well, counted."""

import json
from dataclasses import replace

import pytest
from brownie import chain, web3

from abate.daemon.look import Watcher
from abate.daemon.schedule import Schedule
from abate.daemon.words import WARNINGS
from abate.emissions import Period
from abate.oracle.folder import BatchFolder
from abate.oracle.moment import Deployment
from abate.oracle.onchain import Vintage
from abate.oracle.signed_roots import SignedRoot, as_json, read_root
from abate.oracle.typed_data import sign
from tests.chain.daemon.running import until
from tests.chain.feeding.conftest import JULY
from tests.chain.node import ask
from tests.chain.operators.people import PERIOD
from tests.chain.rehearsal.wallet import waiting
from tests.library.oracle.conftest import keys_of

MINUTE = 60
AT_ONCE = ["--turn", "0.001"]
IN_TURN = ["--turn", "1.2"]


@pytest.fixture
def sent(operators):
    """How many transactions each operator sent meanwhile."""
    before = [web3.eth.get_transaction_count(who.address) for who in operators]
    return lambda: [
        web3.eth.get_transaction_count(who.address) - then for who, then in zip(operators, before, strict=True)
    ]


def outcomes(daemons):
    """Of each one's transactions: how many landed, how many reverted; and how often another one was quicker."""
    figures = [daemon.metrics() for daemon in daemons]
    return [
        (
            figure["transactions_total", "landed"],
            figure["transactions_total", "reverted"],
            sum(value for name, value in figure.items() if name[0] == "overtaken_total"),
        )
        for figure in figures
    ]


def warnings(daemon, *kinds):
    return [line for line in daemon.lines if line["event"] in WARNINGS and line["event"] not in kinds]


def test_of_two_who_could_post_one_does(signed, sent, nursery, operators, contracts, exchange):
    # the batch's first turn is the second operator's, though the first one's daemon is there before
    daemons = [nursery.start(who, exchange, *IN_TURN) for who in operators[:2]]
    until(lambda: contracts.oracle.pending_batch(2013)[0].sequence == 1)
    until(lambda: [daemon.metrics().get(("pending_sequence",)) for daemon in daemons] == [1, 1])
    assert sent() == [0, 1, 0]
    # on a slow machine the other one may have come to its turn, and seen before it sent that nothing is left to do
    assert [(landed, reverted) for landed, reverted, _ in outcomes(daemons)] == [(0, 0), (1, 0)]
    assert [warnings(daemon) for daemon in daemons] == [[], []]


def test_the_next_posts_where_the_first_is_away(signed, sent, nursery, operators, contracts, exchange):
    daemon = nursery.start(operators[0], exchange, *IN_TURN)
    until(lambda: daemon.said("posted", sequence=1))
    assert sent() == [1, 0, 0]


def test_a_period_that_is_posted_while_the_chain_is_read_gets_no_second_number(
    signed, abate, operators, contracts, exchange, monkeypatch
):
    """A root under the number after its own would be the operator's only one for that, and of the wrong period."""
    vintage, july = Vintage(contracts.oracle, 2013), Schedule([(Period.parse("2013-07"), JULY)], JULY, 0)
    watcher, read = (
        Watcher(contracts, vintage, [who.address for who in operators], july),
        contracts.oracle.pending_batch,
    )

    def meanwhile(_, year):
        found = read(year)
        monkeypatch.undo()
        abate(operators[0], "post", "--exchange", exchange, *PERIOD)
        return found

    monkeypatch.setattr(type(contracts.oracle), "pending_batch", meanwhile)
    assert watcher.look().moment == vintage.moment(JULY)
    assert contracts.oracle.pending_batch(2013)[0].sequence == 1
    # the next look sees it
    assert watcher.look().moment is None


def test_two_who_post_at_once_end_well(signed, nobody_mines, sent, nursery, operators, contracts, exchange):
    daemons = [nursery.start(who, exchange, *AT_ONCE) for who in operators[:2]]
    until(lambda: [waiting(who.rpc, who.address) for who in operators[:2]] == [1, 1])
    ask("evm_mine")
    until(lambda: [daemon.metrics().get(("pending_sequence",)) for daemon in daemons] == [1, 1])
    assert sent() == [1, 1, 0]
    assert sorted(outcomes(daemons)) == [(0, 1, 1), (1, 0, 0)]
    assert [warnings(daemon) for daemon in daemons] == [[], []]
    assert [daemon.health() for daemon in daemons] == [(200, [])] * 2
    (late,) = [daemon for daemon in daemons if daemon.said("overtaken", duty="post", sequence=1)]
    assert late.metric("overtaken_total", "post") == 1
    assert late.said("posted") == []


@pytest.fixture
def signed_twice(shown, operators, contracts, exchange):
    """The third operator puts another root in the place of its first one, of which the others have copies."""
    folder, key = BatchFolder.numbered(exchange, 2013, 1), keys_of(3)[2]
    deployment = Deployment(contracts.chain.chain_id, contracts.oracle.address)
    first = read_root(folder, deployment, key.address)
    other = replace(first.root, evidenceHash=bytes(32))
    second = SignedRoot(key.address, other, sign(deployment, other, key))
    folder.root(key.address).write_text(json.dumps(as_json(deployment, second)))
    return key.address


def bonds(contracts, operators):
    return [contracts.registry.operator_of(who.address).bond for who in operators]


def test_of_two_who_could_prove_a_fault_one_does(signed_twice, sent, nursery, operators, contracts, exchange):
    daemons = [nursery.start(who, exchange, "--watch-only", "--turn", "2") for who in operators[:2]]
    until(lambda: [bool(daemon.said("fault_found", kind="TwoRoots", sequence=1)) for daemon in daemons] == [True, True])
    until(lambda: sum(sent()) == 1)
    chain.sleep(MINUTE)
    chain.mine()
    terms = contracts.registry.bond_terms()
    until(lambda: bonds(contracts, operators)[2] == terms.size - terms.slice)
    # the other one comes to its turn, looks again, and has nothing to do
    until(lambda: [daemon.metric("provable_faults") for daemon in daemons] == [0, 0])
    assert sorted(sent()) == [0, 0, 2]
    assert sorted((landed, reverted) for landed, reverted, _ in outcomes(daemons)) == [(0, 0), (2, 0)]
    assert [warnings(daemon, "fault_found") for daemon in daemons] == [[], []]


def test_two_who_prove_a_fault_at_once_end_well(signed_twice, sent, nursery, operators, contracts, exchange):
    daemons = [nursery.start(who, exchange, "--watch-only", *AT_ONCE) for who in operators[:2]]
    until(lambda: sent() == [1, 1, 0])
    chain.sleep(MINUTE)
    chain.mine()
    until(lambda: sorted(one for _, _, one in outcomes(daemons)) == [0, 1])
    terms = contracts.registry.bond_terms()
    assert bonds(contracts, operators) == [terms.size, terms.size, terms.size - terms.slice]
    assert [warnings(daemon, "fault_found") for daemon in daemons] == [[], []]
    assert [list((who.home / "oracle-state" / "challenges").iterdir()) for who in operators[:2]] == [[], []]
