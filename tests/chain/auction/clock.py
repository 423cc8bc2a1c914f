"""Exact block times, on Ganache and on Anvil."""

from brownie import chain, web3


def next_block_at(moment):
    """The next block (so the next transaction) carries exactly this time."""
    if "anvil" in web3.client_version.lower():
        ask("evm_setNextBlockTimestamp", moment)
    else:
        ask("evm_setTime", moment * 1000)


def travel_to(moment):
    """Mine a block of exactly this time, so that views see it too."""
    next_block_at(moment)
    ask("evm_mine")
    assert now() == moment


def now():
    """Time of the latest block."""
    return chain[-1].timestamp


def ask(method, *params):
    answer = web3.provider.make_request(method, list(params))
    assert "error" not in answer, answer
