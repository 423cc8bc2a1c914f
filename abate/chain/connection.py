"""The way to a node: one provider that retries, one check of the chain id, one place where transport errors end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NewType, TypeVar, cast
from urllib.parse import urlsplit

import requests
from eth_typing import ChecksumAddress, HexStr
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.middleware import ExtraDataToPOAMiddleware
from web3.providers.rpc.utils import REQUEST_RETRY_ALLOWLIST, check_if_retry_on_failure
from web3.types import BlockData, RPCEndpoint, RPCResponse

from abate.chain.log_memory import LogMemory
from abate.chain.refusals import explained
from abate.errors import ChainError, InputError

BlockNumber = NewType("BlockNumber", int)
Answered = TypeVar("Answered")

TIMEOUT_SECONDS: Final = 30
RETRIES: Final = 6
FIRST_PAUSE_SECONDS: Final = 0.25
# asking these again changes nothing. Steps of a local node's clock (evm_*) are not among them, and a signed transaction
# is given again only by the outbox, which looks first whether it arrived: Ganache lets the same one land twice
CHANGING: Final = ("evm", "testing", "eth_sendRawTransaction")
IDEMPOTENT: Final = [m for m in REQUEST_RETRY_ALLOWLIST if m not in CHANGING] + ["eth_feeHistory", "web3"]
LOCAL_CHAIN_IDS: Final = (1337, 31337)
LOCAL_CLIENTS: Final = ("ganache", "anvil", "hardhat")
ALWAYS_REVERTS: Final = HexStr("0x60006000fd")
"""Creation code that reverts without a reason."""


class RetryingProvider(HTTPProvider):
    """HTTP with back-off on transport errors; what still fails is a ChainError that shows the host, never the URL.

    URLs of hosted nodes often hold a secret in their path.
    """

    def __init__(self, rpc_url: str) -> None:
        super().__init__(rpc_url, request_kwargs={"timeout": TIMEOUT_SECONDS}, exception_retry_configuration=None)

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        """Ask the node.

        Raises:
            ChainError: no usable answer after all attempts.
        """
        harmless = check_if_retry_on_failure(method, IDEMPOTENT)
        return self._asked(
            method, RETRIES if harmless else 1, lambda: super(RetryingProvider, self).make_request(method, params)
        )

    def make_batch_request(self, batch_requests: list[tuple[RPCEndpoint, Any]]) -> list[RPCResponse] | RPCResponse:
        """Ask the node several questions in one request.

        Raises:
            ChainError: no usable answer after all attempts.
        """
        harmless = all(check_if_retry_on_failure(method, IDEMPOTENT) for method, _ in batch_requests)
        asked = RPCEndpoint(f"{len(batch_requests)} questions")
        return self._asked(
            asked,
            RETRIES if harmless else 1,
            lambda: super(RetryingProvider, self).make_batch_request(batch_requests),
        )

    def _asked(self, what: str, attempts: int, ask: Callable[[], Answered]) -> Answered:
        host = host_of(str(self.endpoint_uri))
        for attempt in range(attempts):
            try:
                return ask()
            except requests.RequestException as problem:
                failed = f"the node at {host} gives no answer to {what} ({type(problem).__name__})"
            except ValueError:
                failed = f"the node at {host} answers {what} with no JSON"
            if attempt + 1 < attempts:
                time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
        raise ChainError(failed)


@dataclass(frozen=True)
class Chain:
    """A connected node.

    Attributes:
        web3: the connection.
        chain_id: the chain's id, as the node gave it when connecting.
        memory: events that were read before; None reads all of them each time.
    """

    web3: Web3 = field(repr=False)
    chain_id: int
    memory: LogMemory | None = field(default=None, repr=False, compare=False)

    @cached_property
    def client(self) -> str:
        """The node's program and version."""
        return str(self.web3.client_version)

    @cached_property
    def is_local(self) -> bool:
        """Whether this is a throw-away chain: a local chain id on a program made for local chains."""
        return self.chain_id in LOCAL_CHAIN_IDS and any(name in self.client.lower() for name in LOCAL_CLIENTS)

    @cached_property
    def only_measures_gas(self) -> bool:
        """Whether the node's estimate is what a call uses with the gas of a block, reverted or not, as EthereumJS's is.

        That says neither that the call succeeds nor how much it must be given.
        """
        if self.is_local:
            return False
        try:
            self.web3.eth.estimate_gas({"data": ALWAYS_REVERTS})
        except Web3Exception:
            return False
        return True

    def block(self, which: int | str = "latest") -> BlockData:
        """A block by its number or tag."""
        with explained("reading a block"):
            return self.web3.eth.get_block(cast(Any, which))

    def now(self) -> int:
        """The latest block's time in unix seconds: what contracts will see at the earliest."""
        return int(self.block()["timestamp"])

    def code_at(self, address: ChecksumAddress) -> bytes:
        """The code that stands at an address; empty where none does."""
        with explained("reading code"):
            return bytes(self.web3.eth.get_code(address))

    def node_accounts(self) -> list[ChecksumAddress]:
        """Accounts whose keys the node itself holds; only local nodes have any."""
        with explained("listing the node's accounts"):
            return list(self.web3.eth.accounts)


def connect(rpc_url: str, chain_id: int | None = None) -> Chain:
    """Connect to a node and check that it is on the expected chain.

    Args:
        rpc_url: an http or https address.
        chain_id: the chain the caller expects; None takes what the node says.

    Raises:
        InputError: not an http address, or the node is on another chain.
        ChainError: the node does not answer.
    """
    if urlsplit(rpc_url).scheme not in ("http", "https"):
        raise InputError("the node's address must begin with http:// or https://", field="--rpc")
    web3 = Web3(RetryingProvider(rpc_url))
    # web3's validation would ask for the chain's id before each call, where the sender's question before each
    # transaction is enough, and would refuse to read blocks that authorities seal
    web3.middleware_onion.replace("validation", ExtraDataToPOAMiddleware)
    try:
        actual = int(web3.eth.chain_id)
    except Web3Exception as problem:
        raise ChainError(f"the node at {host_of(rpc_url)} does not tell its chain id: {problem}") from None
    if chain_id is not None and actual != chain_id:
        raise InputError(
            f"the node at {host_of(rpc_url)} is on chain {actual}, expected {chain_id}", mend="use a node of that chain"
        )
    return Chain(web3, actual)


def host_of(rpc_url: str) -> str:
    """Host and port of a URL, without its path, user or query."""
    parts = urlsplit(rpc_url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
