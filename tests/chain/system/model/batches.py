"""Batches of one vintage and the credit that is issued from them, in plain numbers."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from eth_abi import encode
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from tests.chain.challenges.reports import Person, Posted
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.committee import typed
from tests.chain.oracle.deployments import CHALLENGE_WINDOW, RESERVE_SHARE_BPS

UNLIMITED = 2**256 - 1


@dataclass(eq=False)
class Batch:
    """A posted batch.

    Attributes:
        seen: the people as the operators' roots have them.
        operators: who was in force; of them ``signers`` signed.
        rows: row of each person who is in it.
        figures: credits that each person's numbers earn.
        fault: what is wrong with it; None where nothing is.
        before: the batch that was final when it was posted.
        final_at: when it becomes final, as far as it was postponed.
        is_dead: revoked, or proven wrong while it was pending.
    """

    posted: Posted
    seen: list[Person]
    operators: list[str]
    signers: list[str]
    rows: dict[str, int]
    figures: dict[str, int]
    total: int
    period: int
    fault: str | None
    before: "Batch | None"
    final_at: int = 0
    is_dead: bool = False
    is_revoked: bool = False
    is_faulted: bool = False

    def __post_init__(self) -> None:
        self.final_at = self.window_end

    @property
    def window_end(self) -> int:
        return self.posted.time + CHALLENGE_WINDOW

    @property
    def vintage(self) -> int:
        return self.posted.batch["vintage"]

    @property
    def sequence(self) -> int:
        return self.posted.batch["sequence"]

    @property
    def through(self) -> int:
        return self.posted.batch["through"]

    @property
    def root(self) -> str:
        return hexed(self.posted.tree.root)

    @cached_property
    def highest(self) -> Counter:
        """The most that a leaf gives to each."""
        found: Counter = Counter()
        for person in self.posted.people:
            found[person.account] = max(found[person.account], person.credits)
        return found

    @cached_property
    def record(self) -> str:
        """What the oracle keeps of the posting, computed apart from it."""
        struct = encode_typed_data(full_message=typed(self.posted.oracle, self.posted.batch)).body
        words = ["bytes32", "uint64", "uint40"]
        return hexed(keccak(encode(words, [struct, self.posted.signers, self.posted.time])))

    @property
    def stored(self) -> tuple:
        """``IEmissionOracle.StoredBatch``."""
        return (self.sequence, self.through, self.total, self.root, self.record)


NOTHING_STORED = (0, 0, 0, "0x" + "00" * 32, "0x" + "00" * 32)


@dataclass
class Vintage:
    """One year: its batches, its credit, what the reserve burnt of it."""

    year: int
    credit: object
    start: int
    closes: int
    settled: int
    reserve: str

    batches: list[Batch] = field(default_factory=list)
    final: Batch | None = None
    revoked_through: int = 0
    ruled_through: int = 0

    balance: Counter = field(default_factory=Counter)
    issued: Counter = field(default_factory=Counter)
    allowed: Counter = field(default_factory=Counter)
    nonce: Counter = field(default_factory=Counter)
    stray: Counter = field(default_factory=Counter)
    burnt: int = 0
    corrected: set[str] = field(default_factory=set)
    covered: int = 0
    uncovered: int = 0

    def at(self, time: int) -> None:
        """The newest batch becomes final by time alone."""
        newest = self.newest
        if newest and not newest.is_dead and time >= newest.final_at:
            self.final = newest

    @property
    def newest(self) -> Batch | None:
        return self.batches[-1] if self.batches else None

    @property
    def pending(self) -> Batch | None:
        newest = self.newest
        return newest if newest and not newest.is_dead and newest is not self.final else None

    @property
    def total(self) -> int:
        return self.final.total if self.final else 0

    @property
    def reserve_cap(self) -> int:
        return self.total * RESERVE_SHARE_BPS // 10_000

    @property
    def people_cap(self) -> int:
        return self.total - self.reserve_cap

    @property
    def issued_to_people(self) -> int:
        return self.issued.total() - self.issued[self.reserve]

    @property
    def room(self) -> int:
        """What people may still be issued."""
        return self.people_cap - self.issued_to_people

    @property
    def supply(self) -> int:
        return self.issued.total() - self.burnt

    @property
    def pays(self) -> bool:
        """Whether there is a final batch that issues."""
        return self.final is not None and not self.final.is_faulted

    def refusal(self, batch: Batch) -> tuple | None:
        """Why a batch cannot be proven wrong; nothing where it can."""
        if batch is self.newest or batch is self.final:
            return ("AlreadyFaulted", self.year, batch.sequence) if batch.is_faulted else None
        if batch.is_revoked and not batch.is_faulted:
            return None
        return ("NotChallengeable", self.year, batch.sequence)

    # ------------------------------------------------------------------------------------------------------ credits

    def issue(self, account: str, amount: int) -> None:
        self.issued[account] += amount
        self.balance[account] += amount

    def move(self, giver: str, taker: str, amount: int) -> None:
        self.balance[giver] -= amount
        self.balance[taker] += amount

    def burn(self, holder: str, amount: int) -> None:
        self.balance[holder] -= amount
        self.burnt += amount

    def short(self, holder: str, amount: int) -> tuple | None:
        """Why a holder cannot part with so much."""
        balance = self.balance[holder]
        return ("ERC20InsufficientBalance", holder, balance, amount) if balance < amount else None

    def not_allowed(self, holder: str, spender: str, amount: int) -> tuple | None:
        """Why a spender cannot take so much from a holder."""
        allowed = self.allowed[holder, spender]
        if allowed < amount:
            return ("ERC20InsufficientAllowance", spender, allowed, amount)
        return self.short(holder, amount)

    def use(self, holder: str, spender: str, amount: int) -> None:
        """An allowance is used, unless it is without end."""
        if self.allowed[holder, spender] != UNLIMITED:
            self.allowed[holder, spender] -= amount
