"""The base of the typed wrappers: a contract at an address, read, called, and its events decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final, cast

from eth_typing import ChecksumAddress
from web3.contract import Contract
from web3.exceptions import Web3RPCError
from web3.logs import DISCARD
from web3.types import TxReceipt

from abate.chain.artefacts import load_artefact
from abate.chain.connection import Chain
from abate.chain.refusals import explained
from abate.chain.sender import Call
from abate.errors import ChainError

LOG_BLOCKS: Final = 10_000


@dataclass(frozen=True)
class Event:
    """One decoded event.

    Attributes:
        name: the event's name.
        args: its arguments by name.
        block, log_index: where it stands on the chain; sorting by both is the order of happening.
        transaction: hash of the transaction.
    """

    name: str
    args: Mapping[str, Any]
    block: int
    log_index: int
    transaction: bytes

    def __getitem__(self, name: str) -> Any:
        """An argument by its name."""
        return self.args[name]


@dataclass(frozen=True)
class ContractAt:
    """A contract at an address of a chain; the wrappers derive from it.

    Attributes:
        chain: the chain.
        address: where it stands.
        artefact: name of the compiled contract whose ABI is used.
    """

    artefact: ClassVar[str]
    chain: Chain
    address: ChecksumAddress

    @cached_property
    def web3_contract(self) -> Contract:
        """The contract as web3 knows it."""
        abi = cast(Any, load_artefact(self.artefact).abi)
        return self.chain.web3.eth.contract(address=self.address, abi=abi)

    def read(self, function: str, *arguments: Any, block: int | str = "latest") -> Any:
        """Call a view function.

        Raises:
            RefusalError: it reverts.
            ChainError: nothing stands at the address, or the node does not answer.
        """
        with explained(f"{self.artefact}.{function}"):
            return self.web3_contract.functions[function](*arguments).call(block_identifier=cast(Any, block))

    def call(self, action: str, function: str, *arguments: Any) -> Call:
        """The call of a function, to be sent by a Sender.

        Args:
            action: what it does in a person's words.
            function: name, or full signature where it is overloaded.
            arguments: in the ABI's order.
        """
        data = self.web3_contract.encode_abi(function, list(arguments))
        return Call(action, self.address, bytes.fromhex(data.removeprefix("0x")))

    def input_of(self, transaction: bytes) -> tuple[str, dict[str, Any]]:
        """The function of this contract that a transaction called, and its arguments by name; structs as mappings.

        Another contract's function, or the creation of one, gives an empty name.

        Raises:
            ChainError: the node does not have the transaction.
        """
        with explained("reading a transaction"):
            sent = self.chain.web3.eth.get_transaction(cast(Any, transaction))
        if sent.get("to") != self.address:
            return "", {}
        function, arguments = self.web3_contract.decode_function_input(sent["input"])
        return str(function.fn_name), dict(arguments)

    def events_of(self, receipt: TxReceipt, name: str) -> list[Event]:
        """Events of this name that this contract emitted in one transaction, in order."""
        logs = self.web3_contract.events[name]().process_receipt(receipt, errors=DISCARD)
        return [event_of(log) for log in logs if log["address"] == self.address]

    def events(self, name: str, from_block: int, to_block: int | None = None, **filters: Any) -> list[Event]:
        """Events of this name, in order, asked for in ranges that shrink where the node finds one too long.

        Args:
            name: the event.
            from_block: first block.
            to_block: last block; None for the latest.
            filters: wanted values of indexed arguments.
        """
        last = int(self.chain.block()["number"]) if to_block is None else to_block

        def read(first: int, until: int) -> list[Event]:
            return self._read_events(name, first, until, filters)

        memory = self.chain.memory
        if memory is None:
            return read(from_block, last)
        return memory.events((self.address, name, tuple(sorted(filters.items()))), from_block, last, read)

    def _read_events(self, name: str, first: int, last: int, filters: Mapping[str, Any]) -> list[Event]:
        found: list[Event] = []
        span = LOG_BLOCKS
        while first <= last:
            until = min(first + span - 1, last)
            try:
                logs = self.web3_contract.events[name]().get_logs(
                    from_block=first, to_block=until, argument_filters=dict(filters) or None
                )
            except Web3RPCError as problem:
                if span == 1:
                    raise ChainError(f"the node does not give the events {name}: {problem}") from None
                span = max(1, span // 4)
                continue
            # EthereumJS looks at no other topic than the event's own, so it gives all events of the name
            found += [event for event in map(event_of, logs) if has(event, filters)]
            first = until + 1
        return found


def has(event: Event, wanted: Mapping[str, Any]) -> bool:
    """Whether an event has these values, addresses in whatever case."""
    return all(event[name] == value or str(event[name]).lower() == str(value).lower() for name, value in wanted.items())


def event_of(log: Any) -> Event:
    """A log that web3 decoded, as an Event."""
    return Event(log["event"], dict(log["args"]), log["blockNumber"], log["logIndex"], bytes(log["transactionHash"]))
