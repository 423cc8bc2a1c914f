"""Batches of the tests: drafted from the oracle's state, signed, posted, made final."""

from collections.abc import Sequence
from dataclasses import dataclass

from brownie import chain

from abate.merkle import MerkleTree, keccak256
from tests.chain.oracle.committee import COMMITTEE, FIELDS, Committee
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID, VINTAGE

JULY_ENDS = 1_375_315_200
"""2013-08-01 00:00 UTC, when the local chains begin."""
AUGUST_ENDS = JULY_ENDS + 31 * DAY
SEPTEMBER_ENDS = AUGUST_ENDS + 30 * DAY
FOR_EVER = 2**40 - 1


def word(text: str) -> str:
    """32 bytes that stand for something named."""
    return hexed(keccak256(text.encode()))


def hexed(value: bytes) -> str:
    """Bytes as the 0x text that both Brownie and ``eth_account`` take."""
    return "0x" + bytes(value).hex()


def draft(oracle, **changes: object) -> dict:
    """The vintage's next batch, valid but for what is changed."""
    vintage = changes.get("vintage", VINTAGE)
    return {
        "vintage": vintage,
        "sequence": oracle.lastSequence(vintage) + 1,
        "through": JULY_ENDS,
        "methodologyId": METHODOLOGY_ID,
        "factorSetHash": word("factor sets"),
        "root": word("root"),
        "observationsHash": word("observations"),
        "evidenceHash": word("evidence"),
        "authorisedTotal": 1_000_000,
        "count": 10,
        "operatorSetHash": hexed(oracle.operatorSetHash()),
        "validUntil": FOR_EVER,
        **changes,
    }


def fields(batch: dict) -> list:
    """The batch as the contract takes it."""
    return [batch[name] for name in FIELDS]


def post(oracle, batch: dict, poster, committee: Committee = COMMITTEE, quorum: int = 3):
    """Signs and posts a batch; the transaction."""
    signatures = committee.sign(oracle, batch, quorum)
    return oracle.postBatch(fields(batch), committee.addresses, signatures, {"from": poster})


def pass_time(seconds: int) -> None:
    """The chain's clock moves on."""
    chain.sleep(seconds)
    chain.mine()


def pass_time_until(moment: int) -> None:
    """The next block is at ``moment`` or a second or two later."""
    pass_time(moment - chain[-1].timestamp)


def make_final(oracle) -> None:
    """The challenge window passes."""
    pass_time(oracle.challengeWindow() + 1)


@dataclass(frozen=True)
class Figures:
    """Leaves of a batch: (account, credits) each, with a report hash that follows from the account."""

    tree: MerkleTree
    accounts: tuple[str, ...]

    @classmethod
    def of(cls, credits: dict[object, int]) -> "Figures":
        accounts = [str(account) for account in credits]
        tree = MerkleTree.of(accounts, list(credits.values()), [word(account) for account in accounts])
        return cls(tree, tuple(accounts))

    @property
    def root(self) -> str:
        return hexed(self.tree.root)

    def claim(self, account: object) -> tuple:
        """Arguments of ``issue`` for one account."""
        entry = self.tree.entry(self.accounts.index(str(account)))
        proof = self.tree.proof(self.accounts.index(str(account)))
        return (str(account), entry.credits, entry.report_hash, proof)


def packed(entries: Sequence[tuple]) -> bytes:
    """Entries of ``issueMany``: account (20) | credits (6) | report hash (32) each."""
    return b"".join(account + credits.to_bytes(6, "big") + report for account, credits, report in entries)


def publish(oracle, credits: dict[object, int], poster, total: int, through: int = JULY_ENDS, **changes) -> Figures:
    """Posts these figures and lets the challenge window pass."""
    figures = Figures.of(credits)
    batch = draft(oracle, root=figures.root, count=len(credits), authorisedTotal=total, through=through, **changes)
    post(oracle, batch, poster)
    make_final(oracle)
    return figures
