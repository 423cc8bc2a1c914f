"""Reports, observations and batches of the tests, hashed with ``eth_abi`` alone: the format written a second time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from brownie import web3
from eth_abi import encode
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from tests.chain.oracle.batches import draft, fields, hexed, pass_time, post
from tests.chain.oracle.committee import COMMITTEE, Committee, compact
from tests.chain.oracle.deployments import METHODOLOGY_ID

NUMBERS = "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
SOURCES = "Sources(bytes32 salt,bytes32[] nullifiers)"
REPORT = "Report(bytes32 numbers,bytes32 sources,bytes32 evidence)"
OBSERVATION = (
    "Observation(bytes32 salt,address account,uint64 baseline,uint64 emissions,uint16 periods,"
    "bytes32[] nullifiers,bytes32 evidence)"
)
ROOT_FIELDS = [
    {"name": "vintage", "type": "uint16"},
    {"name": "sequence", "type": "uint32"},
    {"name": "through", "type": "uint40"},
    {"name": "methodologyId", "type": "bytes32"},
    {"name": "factorSetHash", "type": "bytes32"},
    {"name": "root", "type": "bytes32"},
    {"name": "evidenceHash", "type": "bytes32"},
    {"name": "count", "type": "uint32"},
]
AGE = 61
"""A commitment older than this may be revealed."""
OBSERVERS = COMMITTEE.members[:3]


def salt(text: str) -> bytes:
    return sha256(text.encode()).digest()


def nullifier(name: str) -> bytes:
    return sha256(b"source " + name.encode()).digest()


@dataclass(frozen=True)
class Person:
    """One account's report; right unless a field is changed."""

    account: str
    observed: Sequence[tuple[int, int, int]] = ((1000, 400, 1),) * 3
    figures: tuple[int, int, int] = (1000, 400, 1)
    credits: int = 582
    shown_credits: int | None = None
    nullifiers: Sequence[bytes] = ()

    @property
    def numbers(self) -> tuple:
        words = [(b << 128) | (e << 64) | p for b, e, p in self.observed]
        shown = self.credits if self.shown_credits is None else self.shown_credits
        return (salt("numbers" + self.account), *self.figures, shown, list(words))

    @property
    def numbers_hash(self) -> bytes:
        given, b, e, p, credits, words = self.numbers
        types = ["bytes32", "bytes32", "uint64", "uint64", "uint16", "uint128", "bytes32"]
        listed = keccak(b"".join(word.to_bytes(32, "big") for word in words))
        return keccak(encode(types, [keccak(text=NUMBERS), given, b, e, p, credits, listed]))

    @property
    def sources(self) -> tuple:
        return (salt("sources" + self.account), list(self.nullifiers))

    @property
    def sources_hash(self) -> bytes:
        given, listed = self.sources
        return keccak(keccak(text=SOURCES) + given + keccak(b"".join(listed)))

    @property
    def evidence_hash(self) -> bytes:
        return salt("evidence" + self.account)

    @property
    def report_hash(self) -> bytes:
        return keccak(keccak(text=REPORT) + self.numbers_hash + self.sources_hash + self.evidence_hash)

    def observation(self, place: int) -> tuple:
        b, e, p = self.observed[place]
        return (salt(f"observation {place}" + self.account), self.account, b, e, p, list(self.nullifiers), salt("e"))

    def observation_hash(self, place: int) -> bytes:
        given, account, b, e, p, listed, evidence = self.observation(place)
        types = ["bytes32", "bytes32", "address", "uint64", "uint64", "uint16", "bytes32", "bytes32"]
        values = [keccak(text=OBSERVATION), given, account, b, e, p, keccak(b"".join(listed)), evidence]
        return keccak(encode(types, values))


class PlainTree:
    """OpenZeppelin's layout in a few lines; it takes an account twice, which the library refuses."""

    def __init__(self, entries: Sequence[tuple[str, int, bytes]]) -> None:
        inner = [keccak(encode(["address", "uint256", "bytes32"], entry)) for entry in entries]
        self.leaves = [keccak(each) for each in inner]
        self.nodes = [b""] * (len(entries) - 1) + sorted(self.leaves)[::-1]
        for parent in range(len(entries) - 2, -1, -1):
            self.nodes[parent] = keccak(b"".join(sorted(self.nodes[2 * parent + 1 : 2 * parent + 3])))

    @property
    def root(self) -> bytes:
        return self.nodes[0]

    def leaf(self, row: int) -> bytes:
        return self.leaves[row]

    def proof(self, row: int) -> list[bytes]:
        at, siblings = self.nodes.index(self.leaves[row]), []
        while at > 0:
            siblings.append(self.nodes[at + 1 if at % 2 else at - 1])
            at = (at - 1) // 2
        return siblings


@dataclass(frozen=True)
class Posted:
    """A batch on chain with everything that stands behind it."""

    oracle: object
    people: tuple[Person, ...]
    tree: PlainTree
    observed: tuple[PlainTree, ...]
    roots: list[tuple]
    batch: dict
    signers: int
    time: int

    @property
    def target(self) -> tuple:
        return (self.batch["vintage"], self.batch["sequence"], METHODOLOGY_ID)

    @property
    def posting(self) -> tuple:
        return (fields(self.batch), self.signers, self.time)

    @property
    def record(self) -> str:
        return hexed(self.oracle.recordHashOf(self.oracle.hashOf(fields(self.batch)), self.signers, self.time))

    def leaf(self, row: int) -> tuple:
        person = self.people[row]
        return (person.account, person.credits, person.report_hash)

    def proof(self, row: int) -> list:
        return self.tree.proof(row)

    def numbers(self, row: int) -> tuple:
        """The leaf with its numbers opened."""
        person = self.people[row]
        return (self.leaf(row), self.proof(row), person.numbers, person.sources_hash, person.evidence_hash)

    def sources(self, row: int) -> tuple:
        """The leaf with its sources opened."""
        person = self.people[row]
        return (self.leaf(row), self.proof(row), person.sources, person.numbers_hash, person.evidence_hash)

    def observation(self, row: int, place: int) -> tuple:
        """What an operator observed, and its proof."""
        return (self.people[row].observation(place), self.observed[place].proof(row))


def tree_of(people: Sequence[Person]) -> PlainTree:
    return PlainTree([(person.account, person.credits, person.report_hash) for person in people])


def root_message(batch: dict, tree: PlainTree, place: int, count: int) -> dict:
    kept = ("vintage", "sequence", "through", "methodologyId", "factorSetHash")
    return {
        **{name: batch[name] for name in kept},
        "root": hexed(tree.root),
        "evidenceHash": hexed(salt(f"inputs {place}")),
        "count": count,
    }


def sign_root(oracle, key, message: dict, **foreign: object) -> tuple[bytes, bytes]:
    """The two halves of an operator's signature of its root; ``foreign`` changes the domain it is signed under."""
    domain = {
        "name": "Abate EmissionOracle",
        "version": "1",
        "chainId": web3.eth.chain_id,
        "verifyingContract": oracle.address,
        **foreign,
    }
    signed = compact(
        bytes(key.sign_message(encode_typed_data(domain, {"ObservationRoot": ROOT_FIELDS}, message)).signature)
    )
    return signed[:32], signed[32:]


def prepared(
    oracle, people: Sequence[Person], batch: dict, seen: Sequence[Person] | None = None, forged: int | None = None
) -> tuple[PlainTree, tuple[PlainTree, ...], list[tuple]]:
    """Signs the operators' roots and completes a batch with its root and the hash of theirs.

    Args:
        seen: what the operators observed, where the reports show something else.
        forged: place of an operator whose root somebody else signed.

    Returns:
        The batch's tree, the operators' trees and their signed roots.
    """
    tree, seen = tree_of(people), seen or people
    observed = tuple(
        PlainTree([(person.account, 0, person.observation_hash(place)) for person in seen])
        for place in range(len(OBSERVERS))
    )
    roots = []
    for place, (observer, each) in enumerate(zip(OBSERVERS, observed, strict=True)):
        message = root_message(batch, each, place, len(seen))
        key = COMMITTEE.members[4] if place == forged else observer
        r, vs = sign_root(oracle, key, message)
        roots.append((observer.address, message["root"], message["evidenceHash"], message["count"], r, vs))
    types = ["address", "bytes32", "bytes32", "uint32", "bytes32", "bytes32"]
    plain = [[bytes.fromhex(v[2:]) if isinstance(v, str) and len(v) == 66 else v for v in root] for root in roots]
    batch["root"] = hexed(tree.root)
    batch["observationsHash"] = hexed(keccak(b"".join(encode(types, root) for root in plain)))
    return tree, observed, roots


def post_people(
    oracle,
    people: Sequence[Person],
    poster,
    *,
    seen=None,
    forged: int | None = None,
    committee: Committee = COMMITTEE,
    **changes,
) -> Posted:
    """Signs the roots, builds and posts the batch.

    Args:
        committee: the operators in force, of whom the first three sign.
        seen: what the operators observed, where the reports show something else.
        forged: place of an operator whose root somebody else signed.
    """
    batch = draft(oracle, count=len(people), **changes)
    tree, observed, roots = prepared(oracle, people, batch, seen, forged)
    tx = post(oracle, batch, poster, committee)
    return Posted(
        oracle, tuple(people), tree, observed, roots, batch, tx.events["BatchPosted"]["signers"], tx.timestamp
    )


def commitment_of(contract, function: str, arguments: Sequence, challenger) -> bytes:
    data = bytes.fromhex(getattr(contract, function).encode_input(*arguments)[2:])
    return keccak(data + bytes.fromhex(challenger.address[2:]))


def prove(contract, function: str, *arguments, challenger, wait: int = AGE):
    """Commits to a proof, lets the commitment age and reveals it."""
    contract.commit(commitment_of(contract, function, arguments, challenger), {"from": challenger})
    if wait:
        pass_time(wait)
    return getattr(contract, function)(*arguments, {"from": challenger})


def right(account, **changes) -> Person:
    """A person whose report has no fault."""
    return replace(Person(account.address), **changes)
