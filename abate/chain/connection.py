"""The way to a node: one provider that retries, one check of the chain id, one place where transport errors end."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NewType, cast
from urllib.parse import urlsplit

import requests
from eth_typing import ChecksumAddress
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.providers.rpc.utils import REQUEST_RETRY_ALLOWLIST, ExceptionRetryConfiguration
from web3.types import BlockData, RPCEndpoint, RPCResponse

from abate.chain.refusals import explained
from abate.errors import ChainError, InputError

BlockNumber = NewType("BlockNumber", int)

TIMEOUT_SECONDS: Final = 30
RETRIES: Final = 6
FIRST_PAUSE_SECONDS: Final = 0.25
# asking these again changes nothing: reads, and a signed transaction, which lands once however often it is sent.
# Steps of a local node's clock (evm_*) are not among them.
IDEMPOTENT: Final = [m for m in REQUEST_RETRY_ALLOWLIST if m not in ("evm", "testing")] + ["eth_feeHistory", "web3"]
LOCAL_CHAIN_IDS: Final = (1337, 31337)
LOCAL_CLIENTS: Final = ("ganache", "anvil", "hardhat")


class RetryingProvider(HTTPProvider):
    """HTTP with back-off on transport errors; what still fails is a ChainError that shows the host, never the URL.

    URLs of hosted nodes often hold a secret in their path.
    """

    def __init__(self, rpc_url: str) -> None:
        transport = (requests.ConnectionError, requests.Timeout, requests.HTTPError)
        retry = ExceptionRetryConfiguration(transport, RETRIES, FIRST_PAUSE_SECONDS, IDEMPOTENT)
        super().__init__(rpc_url, request_kwargs={"timeout": TIMEOUT_SECONDS}, exception_retry_configuration=retry)

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        """Ask the node.

        Raises:
            ChainError: no usable answer after all attempts.
        """
        try:
            return super().make_request(method, params)
        except requests.RequestException as problem:
            why = type(problem).__name__
            raise ChainError(
                f"the node at {host_of(str(self.endpoint_uri))} gives no answer to {method} ({why})"
            ) from None
        except ValueError:
            raise ChainError(f"the node at {host_of(str(self.endpoint_uri))} answers {method} with no JSON") from None


@dataclass(frozen=True)
class Chain:
    """A connected node.

    Attributes:
        web3: the connection.
        chain_id: the chain's id, as the node gave it when connecting.
    """

    web3: Web3 = field(repr=False)
    chain_id: int

    @cached_property
    def client(self) -> str:
        """The node's program and version."""
        return str(self.web3.client_version)

    @cached_property
    def is_local(self) -> bool:
        """Whether this is a throw-away chain: a local chain id on a program made for local chains."""
        return self.chain_id in LOCAL_CHAIN_IDS and any(name in self.client.lower() for name in LOCAL_CLIENTS)

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
