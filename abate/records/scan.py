"""Reading the declared events of a range of blocks, each with the hash and time of its block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, cast

from eth_utils.abi import event_abi_to_log_topic
from eth_utils.address import to_checksum_address
from web3.exceptions import BlockNotFound, Web3RPCError
from web3.types import FilterParams, LogReceipt

from abate.chain.artefacts import load_artefact
from abate.chain.contract import event_of
from abate.chain.refusals import explained
from abate.deploy.contracts import Contracts
from abate.errors import ChainError
from abate.records.declared import EventSource
from abate.records.entries import Entry, Surroundings


@dataclass(frozen=True)
class Block:
    """A block: number, hash, unix time."""

    number: int
    hash: bytes
    time: int


@dataclass(frozen=True)
class Placed:
    """An entry and where it stands on the chain; ``place`` counts the entries of one event."""

    block: int
    log_index: int
    place: int
    transaction: bytes
    entry: Entry


class Trouble(Enum):
    """Why a range was not read, and can be asked for again."""

    TOO_WIDE = "the node does not answer for so many blocks at once"
    REORGANISED = "the chain changed while it was read"


@dataclass(frozen=True)
class Scanner:
    """Reads one deployment's events.

    Attributes:
        contracts: the deployment on its chain.
        sources: the events to read.
    """

    contracts: Contracts
    sources: Sequence[EventSource]

    def block(self, which: int | str) -> Block | None:
        """A block of the chain as it is now; None where there is none of that number."""
        with explained("reading a block"):
            try:
                found = self.contracts.chain.web3.eth.get_block(cast(Any, which))
            except BlockNotFound:
                return None
        return Block(int(found["number"]), bytes(found["hash"]), int(found["timestamp"]))

    def read(self, first: int, last: Block) -> tuple[list[Block], list[Placed]] | Trouble:
        """The events from block `first` through `last`, and the blocks that they stand in.

        Returns:
            both; or ``TOO_WIDE`` where the node wants a shorter range; or ``REORGANISED`` where `last` is not of the
            chain any more, or the events are of another chain than its blocks.

        Raises:
            ChainError: the node does not answer.
        """
        logs = self._logs(first, last.number)
        if logs is None:
            return Trouble.TOO_WIDE
        blocks: dict[int, Block] = {}
        for log in logs:
            number = int(log["blockNumber"])
            if number not in blocks:
                found = self.block(number)
                if found is None:
                    return Trouble.REORGANISED
                blocks[number] = found
            if blocks[number].hash != bytes(log["blockHash"]):
                return Trouble.REORGANISED
        if self.block(last.number) != last:  # its hash stands for all blocks before it
            return Trouble.REORGANISED
        placed = [
            Placed(int(log["blockNumber"]), int(log["logIndex"]), place, bytes(log["transactionHash"]), entry)
            for log in logs
            for place, entry in enumerate(self._entries(log))
        ]
        return list(blocks.values()), placed

    def _logs(self, first: int, last: int) -> Sequence[LogReceipt] | None:
        eth = self.contracts.chain.web3.eth
        wanted: FilterParams = {
            "fromBlock": cast(Any, first),
            "toBlock": cast(Any, last),
            "address": sorted({cast(Any, address) for address, _ in self._readers}),
            "topics": [sorted({cast(Any, "0x" + topic.hex()) for _, topic in self._readers})],
        }
        try:
            return eth.get_logs(wanted)
        except Web3RPCError as problem:
            if first == last:
                raise ChainError(f"the node does not give the events of block {first}: {problem}") from None
            return None
        except ChainError:
            eth.get_block("latest")  # a node that is gone fails here too
            if first == last:
                raise
            return None

    def _entries(self, log: LogReceipt) -> list[Entry]:
        reader = self._readers.get((to_checksum_address(log["address"]), bytes(log["topics"][0])))
        if reader is None:  # asked for the topic of one contract and the address of another
            return []
        source, decode = reader
        return list(source.entries(event_of(decode.process_log(log)), self._surroundings))

    @cached_property
    def _readers(self) -> dict[tuple[str, bytes], tuple[EventSource, Any]]:
        readers: dict[tuple[str, bytes], tuple[EventSource, Any]] = {}
        for source in self.sources:
            if source.part not in self.contracts.deployment.contracts:
                continue
            address, abi = self.contracts.deployment.address(source.part), load_artefact(source.artefact).abi
            contract = self.contracts.chain.web3.eth.contract(address=address, abi=cast(Any, abi))
            item = next(each for each in abi if each["type"] == "event" and each["name"] == source.event)
            readers[address, event_abi_to_log_topic(cast(Any, item))] = (source, contract.events[source.event]())
        return readers

    @cached_property
    def _surroundings(self) -> Surroundings:
        record = self.contracts.deployment
        parts = {each.address: part for part, each in record.contracts.items()}
        return Surroundings(parts, self.contracts.auction.config().lot_grams, record.vintage)
