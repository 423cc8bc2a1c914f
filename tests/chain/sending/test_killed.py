"""A process that sends two steps is killed at every request it makes, and runs again."""

import os
import signal

import pytest
from brownie import web3

from abate.chain import Sender, connect
from abate.chain.journal import Journal
from abate.chain.signer import NodeSigner
from tests.chain.sending.faulty_node import Fault


def two_steps(url, journal, address, token, receiver):
    """What the process does: mint 1, then 2."""
    chain = connect(url, chain_id=1337)
    sender = Sender(chain, NodeSigner(chain, address), Journal(journal, chain))
    for amount in (1, 2):
        sender.send(type(token)(chain, token.address).mint(receiver, amount), step=f"mint {amount}")


@pytest.fixture
def killed_at(faulty):
    """Run in a process of its own, killed with SIGKILL at the request of this number; whether it came so far."""

    def run(number, forwards, *arguments):
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            # the child: waits until the proxy knows whom to kill
            os.read(reading, 1)
            try:
                two_steps(faulty.url, *arguments)
            finally:
                os._exit(0)
        left = [number]

        def next_fault(method):
            left[0] -= 1
            if left[0]:
                return Fault(method)
            return Fault(method, forwards, then=lambda: os.kill(process, signal.SIGKILL))

        faulty.next_fault = next_fault
        os.write(writing, b"go")
        _, status = os.waitpid(process, 0)
        os.close(reading)
        os.close(writing)
        faulty.next_fault = Fault
        return os.WIFSIGNALED(status)

    return run


def ask(method, *params):
    return web3.provider.make_request(method, list(params))["result"]


@pytest.mark.parametrize("forwards", [0, 1], ids=["before the node had it", "after the node had it"])
def test_nothing_is_lost_and_nothing_sent_twice(forwards, killed_at, faulty, token, currency, alice, bob, tmp_path):
    number, first = 1, alice.nonce
    while True:
        held, journal = ask("evm_snapshot"), tmp_path / f"{number}.journal"
        arguments = (journal, alice.address, token, bob.address)
        was_killed = killed_at(number, forwards, *arguments)
        two_steps(faulty.url, *arguments)
        count = web3.eth.get_transaction_count(alice.address)
        assert (number, currency.balanceOf(bob), count - first) == (number, 3, 2)
        ask("evm_revert", held)
        if not was_killed:
            break
        number += 1
    # both steps were passed through, request by request
    assert number > 15
