"""The operators of the tests: their keys, and signatures of batches made with ``eth_account`` alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from brownie import web3
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount

from tests.chain.keys import local_key

FIRST, SIZE = 3, 5
"""Places of the operators among the local chain's accounts."""

BATCH_TYPE = [
    {"name": "vintage", "type": "uint16"},
    {"name": "sequence", "type": "uint32"},
    {"name": "through", "type": "uint40"},
    {"name": "methodologyId", "type": "bytes32"},
    {"name": "factorSetHash", "type": "bytes32"},
    {"name": "root", "type": "bytes32"},
    {"name": "observationsHash", "type": "bytes32"},
    {"name": "evidenceHash", "type": "bytes32"},
    {"name": "authorisedTotal", "type": "uint128"},
    {"name": "count", "type": "uint32"},
    {"name": "operatorSetHash", "type": "bytes32"},
    {"name": "validUntil", "type": "uint40"},
]
FIELDS = [field["name"] for field in BATCH_TYPE]


@dataclass(frozen=True)
class Committee:
    """Operators in ascending order of their addresses."""

    members: tuple[LocalAccount, ...]

    @classmethod
    def of(cls, members: Sequence[LocalAccount]) -> "Committee":
        return cls(tuple(sorted(members, key=lambda member: int(member.address, 16))))

    @property
    def addresses(self) -> list[str]:
        return [member.address for member in self.members]

    def sign(self, oracle, batch: dict, quorum: int = 3, chain_id: int | None = None) -> list[bytes]:
        """EIP-2098 signatures of the first ``quorum`` members, in ascending order of the signers."""
        return [compact(signature(member, oracle, batch, chain_id)) for member in self.members[:quorum]]


def signature(member: LocalAccount, oracle, batch: dict, chain_id: int | None = None) -> bytes:
    """65 bytes, r | s | v."""
    return bytes(member.sign_message(encode_typed_data(full_message=typed(oracle, batch, chain_id))).signature)


def typed(oracle, batch: dict, chain_id: int | None = None) -> dict:
    """The EIP-712 document of a batch, written down independently of the contract."""
    domain = [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address")]
    return {
        "types": {"EIP712Domain": [{"name": n, "type": t} for n, t in domain], "Batch": BATCH_TYPE},
        "primaryType": "Batch",
        "domain": {
            "name": "Abate EmissionOracle",
            "version": "1",
            "chainId": chain_id or web3.eth.chain_id,
            "verifyingContract": oracle.address,
        },
        "message": batch,
    }


def compact(full: bytes) -> bytes:
    """The 64-byte form of EIP-2098: the parity of v in the top bit of s."""
    r, s, v = full[:32], int.from_bytes(full[32:64], "big"), full[64]
    return r + (s | (v - 27) << 255).to_bytes(32, "big")


def stranger_key() -> LocalAccount:
    """A key that is no operator's."""
    return Account.from_key(b"\x07" * 32)


COMMITTEE = Committee.of([local_key(index) for index in range(FIRST, FIRST + SIZE)])
"""The five operators of the shared fixtures, in ascending order."""
