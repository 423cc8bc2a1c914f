"""Keeps Brownie 1.22 from asking the node for what no test reads; these questions cost more than the chain does."""

import gc
import time
from functools import partial
from types import SimpleNamespace

import urllib3
from brownie.network import state, web3
from brownie.network.contract import ContractContainer
from brownie.network.rpc import Rpc
from brownie.network.state import Chain, _notify_registry
from requests.exceptions import ConnectionError as NoConnection

YOUNG = 1  # generations of Python's collector


def ask_less() -> None:
    """Let Brownie's connection ask for the chain's id once and for no gas price, and send plain requests.

    web3 compares the chain's id before each call and transaction, and before each transaction it works out a price
    that Brownie gave already; and requests, with cookies, proxies and redirects to think of, takes as long as the
    node. All this holds for Brownie's connection only: what is tested has its own.
    """
    original = type(web3).connect

    def connect(self, uri, timeout=30):
        original(self, uri, timeout)
        provider = self.provider
        provider._request_session_manager.make_post_request = plain_post(provider.endpoint_uri, timeout)
        provider.cache_allowed_requests = True
        provider.cacheable_requests = {"eth_chainId"}
        if "gas_price_strategy" in self.middleware_onion:
            self.middleware_onion.remove("gas_price_strategy")

    type(web3).connect = connect


def plain_post(endpoint: str, timeout: float):
    """A function that posts to the node on a kept connection and raises what Brownie expects of requests."""
    pool = urllib3.connection_from_url(endpoint, timeout=timeout, maxsize=4)
    headers = {"Content-Type": "application/json"}

    def post(uri, data, **_options):
        try:
            answer = pool.urlopen("POST", "/", body=data, headers=headers, retries=False)
        except (urllib3.exceptions.HTTPError, OSError) as problem:
            raise NoConnection(str(problem)) from problem
        if answer.status != 200:
            raise NoConnection(f"{uri} answers with {answer.status}")
        return answer.data

    return post


def keep_no_undo() -> None:
    """Take no snapshot after each transaction, block and step of the clock.

    They serve ``chain.undo``, which no test uses.
    """

    def without_snapshot(method):
        def call(self, *args, **kwargs):
            self._take_snapshot = lambda: self._current_id
            try:
                return method(self, *args, **kwargs)
            finally:
                del self._take_snapshot

        return call

    Chain._add_to_undo_buffer = lambda *_: None
    Chain.sleep = without_snapshot(Chain.sleep)
    Chain.mine = without_snapshot(Chain.mine)


def restore_without_a_look() -> None:
    """Restore a snapshot without asking first whether the node is there and whether there is anything to restore."""

    def restore(self, snapshot):
        Rpc().backend.revert(snapshot)
        self._time_offset = self._snapshot_time_offsets[snapshot]
        again = self._take_snapshot()
        _notify_registry()
        return again

    Chain._revert = restore


def read_the_clock_when_asked() -> None:
    """Look at a transaction's block for the chain's time once somebody asks for the time, and not after each one."""

    def mined(self, transaction):
        self._unread = (transaction.block_number, int(time.time()))

    def read(self):
        if self._unread is not None:
            number, then = self._unread
            self._time_offset = web3.eth.get_block(number)["timestamp"] - then
        return self._read_offset

    def write(self, seconds):
        self._unread, self._read_offset = None, seconds

    Chain._unread, Chain._read_offset = None, 0
    Chain._mined = mined
    Chain._time_offset = property(read, write)


def forget_contracts_by_their_block() -> None:
    """After a restored snapshot, ask for the code only of contracts whose deployment Brownie did not see."""

    def is_gone(contract, height):
        if contract.tx and contract.tx.block_number is not None:
            return contract.tx.block_number > height
        return not web3.eth.get_code(contract.address)

    def revert(self, height):
        for contract in [one for one in self._contracts if is_gone(one, height)]:
            self.remove(contract)
            contract._reverted = True

    ContractContainer._revert = revert


def collect_only_what_is_new() -> None:
    """Let the collection at each restored snapshot look at young objects only, and never at those of before all tests.

    Brownie collects garbage before it asks which contracts are still in use; syntax trees of all sources, which live
    as long as the run, made that 0.8 s for each test under a profiler on a busy machine. What tests leave behind, such
    as the modules they load, made it 20 ms after ten files and more with each further one. Python itself looks at the
    old now and then.
    """
    gc.collect()
    gc.freeze()
    state.gc = SimpleNamespace(collect=partial(gc.collect, YOUNG))
