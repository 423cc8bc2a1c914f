"""Proofs of an account's storage against a block's hash (EIP-1186): header, state trie, storage trie.

Every byte of a proof counts: a node that does not hang in the one before it is refused, so nothing changes unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import rlp
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from rlp.exceptions import RLPException
from trie import HexaryTrie
from trie.exceptions import BadTrieProof, MissingTrieNode, ValidationError

from abate.errors import IntegrityError

STATE_ROOT: Final = 3
NUMBER: Final = 8
TIMESTAMP: Final = 11
SHORTEST_HEADER: Final = 15
EMPTY_TRIE: Final = keccak(rlp.encode(b""))
# in the order of the Yellow Paper, then EIP-1559, 4895, 4844 (two), 4788, 7685
HEADER: Final = (
    *("parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"),
    *("difficulty", "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce"),
    *("baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"),
)
NUMBERS: Final = frozenset(
    ("difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas")
)


@dataclass(frozen=True)
class Header:
    """What a proof needs of a block.

    Attributes:
        hash: the block's hash.
        state_root: root of all accounts after the block.
        number: of the block.
        timestamp: unix seconds.
    """

    hash: bytes
    state_root: bytes
    number: int
    timestamp: int

    @classmethod
    def of(cls, encoded: bytes) -> Self:
        """Read a header in its RLP form.

        Raises:
            IntegrityError: it is none.
        """
        try:
            fields = rlp.decode(encoded)
        except RLPException:
            raise IntegrityError("the block's header is not RLP") from None
        if not isinstance(fields, list) or len(fields) < SHORTEST_HEADER or len(fields[STATE_ROOT]) != len(EMPTY_TRIE):
            raise IntegrityError("the block's header lacks fields")
        number, timestamp = (int.from_bytes(fields[place], "big") for place in (NUMBER, TIMESTAMP))
        return cls(keccak(encoded), fields[STATE_ROOT], number, timestamp)


def encode_header(block: Mapping[str, Any]) -> bytes:
    """A block's header in RLP, from what ``eth_getBlockByNumber`` answers.

    Raises:
        IntegrityError: the fields do not hash to the block's hash: the node has fields that are not known here.
    """
    fields = [_field(block[name], name in NUMBERS) for name in HEADER if block.get(name) is not None]
    encoded = rlp.encode(fields)
    if keccak(encoded) != bytes.fromhex(block["hash"][2:]):
        raise IntegrityError(f"the header of block {int(block['number'], 16)} does not hash to the block's hash")
    return bytes(encoded)


def _field(text: str, is_number: bool) -> bytes:
    if is_number:
        number = int(text, 16)
        return number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes.fromhex(text[2:])


@dataclass(frozen=True)
class AccountProof:
    """One account's proof, with some of its storage.

    Attributes:
        address: whose, checksummed.
        nodes: from the state's root to the account.
        storage: slot to nodes from the storage's root to the slot.
    """

    address: str
    nodes: Sequence[bytes]
    storage: Mapping[int, Sequence[bytes]]


@dataclass(frozen=True)
class ProvenAccount:
    """What a proof showed.

    Attributes:
        code_hash: keccak256 of the account's code.
        words: slot to its word, 0 where it is empty.
    """

    code_hash: bytes
    words: Mapping[int, int]


def prove(header: Header, proof: AccountProof) -> ProvenAccount:
    """Follow a proof from a header.

    Raises:
        IntegrityError: says of which account or slot the proof breaks.
    """
    key = keccak(bytes.fromhex(proof.address[2:]))
    found = _value(header.state_root, key, proof.nodes, f"account {proof.address}")
    fields = rlp.decode(found) if found else []
    if not isinstance(fields, list) or len(fields) != len(("nonce", "balance", "storage root", "code hash")):
        raise IntegrityError(f"nothing stands at {proof.address} in block {header.number}")
    storage_root, code_hash = fields[2], fields[3]
    words = {}
    for slot, nodes in proof.storage.items():
        where = f"slot {slot:#x} of {proof.address}"
        value = _value(storage_root, keccak(slot.to_bytes(32, "big")), nodes, where)
        words[slot] = int.from_bytes(rlp.decode(value), "big") if value else 0
    return ProvenAccount(code_hash, words)


def _value(root: bytes, key: bytes, nodes: Sequence[bytes], where: str) -> bytes:
    """The value at a key, empty where the proof shows that there is none."""
    if not nodes and root == EMPTY_TRIE:
        return b""
    expected = root
    for index, node in enumerate(nodes):
        if index == 0:
            if keccak(node) != expected:
                raise IntegrityError(f"the proof of {where} does not begin at the root of its trie")
        elif keccak(node) not in nodes[index - 1]:
            raise IntegrityError(f"node {index} of the proof of {where} does not hang in the one before it")
    try:
        return bytes(HexaryTrie.get_from_proof(root, key, [rlp.decode(node) for node in nodes]))
    except (BadTrieProof, MissingTrieNode, ValidationError, RLPException, KeyError):
        raise IntegrityError(f"the proof of {where} leads nowhere") from None


def checksummed(word: int) -> str:
    """An address that stands in the lower 160 bits of a word."""
    return str(to_checksum_address((word & (2**160 - 1)).to_bytes(20, "big")))
