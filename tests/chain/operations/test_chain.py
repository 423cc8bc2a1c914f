"""Rehearsals of docs/operations.md that are about the chain and the node: stuck, reorganised, behind."""

import pytest
from brownie import accounts, web3

from abate.chain.call import Call
from abate.chain.journal import Journal
from abate.chain.sender import Sender
from abate.chain.signer import unlock
from tests.chain.node import ask
from tests.chain.operations.conftest import STEP
from tests.chain.operations.runbook import run, screen

DAY = 24 * 3600
POST = "oracle post programme.toml --exchange exchange --period 2013-08"
STATUS = "oracle status programme.toml --exchange exchange"


@pytest.fixture
def left(operators, contracts):
    """The second operator sent that it leaves, noted in its journal, and was killed before that landed."""
    second = operators[1]
    signer = unlock(second.home / "key.json", second.home / "passphrase")
    journal = Journal(second.home / f"deployment.oracle.{second.address}.journal", contracts.chain)
    listed = sorted((who.address for who in operators), key=str.lower)

    def send():
        return Sender(contracts.chain, signer, journal).submit(contracts.registry.leave(listed), "leave")

    return send


def test_a_stuck_transaction_is_sped_up(pool, nobody_mines, left, operators, contracts):
    second = operators[1]
    first_sent = left()
    (stuck,) = run(second, "transactions waiting")["waiting"]
    assert stuck == {
        "nonce": stuck["nonce"],
        "step": "leave",
        "offersGwei": stuck["offersGwei"],
        "transaction": f"0x{first_sent.hash.hex()}",
        "known": True,
    }

    assert f"leave of OperatorRegistry: 0x{first_sent.hash.hex()} offers " in screen(second, "transactions waiting")

    told = run(second, f"transactions speed-up {stuck['nonce']} --most 50 --wait 0")
    assert (told["landed"], told["next"]) == ("not yet", "abate transactions waiting")
    (faster,) = run(second, "transactions waiting")["waiting"]
    assert float(faster["offersGwei"]) > float(stuck["offersGwei"]) * 1.2
    assert faster["transaction"] == told["transaction"] != stuck["transaction"]
    ask("evm_mine")

    assert run(second, "transactions waiting")["waiting"] == []
    receipt = web3.eth.get_transaction_receipt(told["transaction"])
    assert receipt["status"] == 1
    assert contracts.registry.operator_of(second.address).unbonded_at > 0
    # what is not stuck is not replaced
    code, line = run(second, f"transactions speed-up {stuck['nonce']}")
    assert (code, line) == (
        2,
        f"abate: nothing of {second.address} waits under nonce {stuck['nonce']}; waiting: nothing",
    )


def test_a_stuck_transaction_is_cancelled(pool, nobody_mines, left, operators, contracts):
    second = operators[1]
    left()
    (stuck,) = run(second, "transactions waiting")["waiting"]
    told = run(second, f"transactions cancel {stuck['nonce']} --most 50 --wait 0")
    ask("evm_mine")

    cancelled = web3.eth.get_transaction(told["transaction"])
    assert (cancelled["to"], cancelled["value"], cancelled["nonce"]) == (second.address, 0, stuck["nonce"])
    assert web3.eth.get_transaction_receipt(told["transaction"])["status"] == 1
    assert run(second, "transactions waiting")["waiting"] == []
    assert contracts.registry.operator_of(second.address).unbonded_at == 0


def test_nothing_offers_more_than_it_may(pool, nobody_mines, left, operators):
    second = operators[1]
    left()
    (stuck,) = run(second, "transactions waiting")["waiting"]
    for command in ("speed-up", "cancel"):
        code, line = run(second, f"transactions {command} {stuck['nonce']} --most 0.000000001")
        assert code == 1
        assert "more than 0.000000001; allow it with --most, or wait for lower fees" in line
        code, line = run(second, f"transactions {command} {stuck['nonce']}", ABATE_MAX_FEE="0.000000001")
        assert (code, "more than 0.000000001; allow it with --most" in line) == (1, True)
        told = run(second, f"transactions {command} {stuck['nonce']} --most much")
        assert told == (2, 'abate: --most: \'much\' is no fee; gwei per gas, such as "30" or "0.5"')
    assert run(second, "transactions waiting")["waiting"] == [stuck]


def test_what_another_program_sent_can_only_be_cancelled(pool, nobody_mines, operators, contracts):
    second = operators[1]
    signer = unlock(second.home / "key.json", second.home / "passphrase")
    Sender(contracts.chain, signer).submit(Call("paying nobody", accounts[9].address, b""))
    (stuck,) = run(second, "transactions waiting")["waiting"]
    assert (stuck["step"], stuck["transaction"]) == ("", "")
    code, line = run(second, f"transactions speed-up {stuck['nonce']}")
    assert (code, line) == (
        2,
        f"abate: what waits under nonce {stuck['nonce']} is not in the journals; cancel it, or wait",
    )
    told = run(second, f"transactions cancel {stuck['nonce']} --most 50 --wait 0")
    ask("evm_mine")
    assert web3.eth.get_transaction_receipt(told["transaction"])["status"] == 1
    assert run(second, "transactions waiting")["waiting"] == []


def test_after_a_reorganisation_the_same_batch_is_posted_again(operators, contracts, wait):
    first, _, third = operators
    wait(34 * DAY)
    for who in (*operators, *operators[:2]):
        run(who, STEP.format("observe", "2013-08"))
    run(first, STEP.format("aggregate", "2013-08"))
    for who in (first, third):
        run(who, STEP.format("sign", "2013-08"))
    held = ask("evm_snapshot")["result"]
    posted = run(first, POST)
    ask("evm_revert", held)
    assert run(first, STATUS)["pending batch"] == "none"

    again = run(first, POST)
    # the journal gave the very transaction again: nothing was signed anew
    assert (again["root"], again["transaction"]) == (posted["root"], posted["transaction"])
    assert f"0x{contracts.oracle.pending_batch(2013)[0].root.hex()}" == posted["root"]
    assert run(third, POST)["transaction"] == "none: it was posted before"


def test_a_node_that_is_behind_shows_an_old_block(operators, contracts, wait):
    first = operators[0]
    before = run(first, STATUS)["newest block"]
    wait(3600)
    number, _, told = run(first, STATUS)["newest block"].partition(" of ")
    assert (number, told) != tuple(before.partition(" of ")[::2])
    assert int(number) == contracts.chain.block()["number"]
