"""Tries with hashed keys, as a state has them, and a header over one."""

import rlp
from eth_utils.crypto import keccak
from trie import HexaryTrie


def trie_of(entries):
    trie = HexaryTrie({})
    for key, value in entries.items():
        trie[keccak(key)] = value
    return trie


def proof_of(trie, key):
    return [rlp.encode(node) for node in trie.get_proof(keccak(key))]


def header_of(accounts):
    """The header of block 5, at second 100."""
    fields = [b"\x11" * 32] * 3 + [accounts.root_hash] + [b""] * 4 + [b"\x05", b"", b"", b"\x64", b"", b"", b""]
    return rlp.encode(fields)
