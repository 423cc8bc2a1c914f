"""Headers and proofs that are none."""

import pytest
import rlp
from eth_utils.crypto import keccak

from abate.certificates.state_proof import EMPTY_TRIE, AccountProof, Header, encode_header, prove
from abate.errors import IntegrityError
from tests.library.certificates.tries import header_of, proof_of, trie_of

ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3"


@pytest.fixture
def state():
    """A header over twenty accounts, of which one stores 7 at slot 1 among ninety others."""
    storage = trie_of({slot.to_bytes(32, "big"): rlp.encode(slot + 6) for slot in range(1, 91)})
    account = rlp.encode([1, 0, storage.root_hash, keccak(b"code")])
    accounts = trie_of(
        {bytes.fromhex(ADDRESS[2:]): account}
        | {bytes([index]) * 20: rlp.encode([0, index, EMPTY_TRIE, keccak(b"")]) for index in range(1, 20)}
    )
    slots = {slot: proof_of(storage, slot.to_bytes(32, "big")) for slot in (1, 500)}
    return Header.of(header_of(accounts)), AccountProof(ADDRESS, proof_of(accounts, bytes.fromhex(ADDRESS[2:])), slots)


def test_a_proof_shows_words_and_code(state):
    header, proof = state

    proven = prove(header, proof)

    assert (header.number, header.timestamp) == (5, 100)
    assert proven.code_hash == keccak(b"code")
    assert proven.words == {1: 7, 500: 0}


def test_every_changed_byte_of_a_proof_is_found(state):
    header, proof = state
    chains = [proof.nodes, *proof.storage.values()]
    for nodes in chains:
        for index, node in enumerate(nodes):
            for place in range(0, len(node), 7):
                changed = bytearray(node)
                changed[place] ^= 1
                broken = [*nodes[:index], bytes(changed), *nodes[index + 1 :]]
                storage = {slot: broken if given is nodes else given for slot, given in proof.storage.items()}
                account = broken if nodes is proof.nodes else proof.nodes
                with pytest.raises(IntegrityError, match=r"does not (begin|hang)"):
                    prove(header, AccountProof(ADDRESS, account, storage))


def test_a_proof_that_lacks_its_end_is_refused(state):
    header, proof = state

    with pytest.raises(IntegrityError, match=f"the proof of account {ADDRESS} leads nowhere"):
        prove(header, AccountProof(ADDRESS, proof.nodes[:-1], {}))


def test_an_account_that_does_not_exist_is_refused(state):
    header, proof = state
    absent = "0x0000000000000000000000000000000000000099"

    with pytest.raises(IntegrityError):
        prove(header, AccountProof(absent, proof.nodes, {}))


def test_an_account_without_storage_has_empty_slots():
    accounts = trie_of({bytes.fromhex(ADDRESS[2:]): rlp.encode([1, 0, EMPTY_TRIE, keccak(b"code")])})
    proof = AccountProof(ADDRESS, proof_of(accounts, bytes.fromhex(ADDRESS[2:])), {3: []})

    assert prove(Header.of(header_of(accounts)), proof).words == {3: 0}


def test_what_is_no_header_is_refused():
    with pytest.raises(IntegrityError, match="not RLP"):
        Header.of(b"\xff" * 40)
    with pytest.raises(IntegrityError, match="lacks fields"):
        Header.of(rlp.encode([b"\x01"] * 4))


def test_a_header_with_fields_unknown_here_is_refused():
    block = {"number": "0x1", "parentHash": "0x" + "11" * 32, "hash": "0x" + "22" * 32}

    with pytest.raises(IntegrityError, match="block 1 does not hash to the block's hash"):
        encode_header(block)
