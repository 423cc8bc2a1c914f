"""What should be true of an oracle, in plain numbers: operators, batches, stakes and credits."""

from collections import Counter
from dataclasses import dataclass, field

from tests.chain.challenges.reports import Posted
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, CHALLENGE_WINDOW, RESERVE_SHARE_BPS, SLICE, VINTAGE

ALL = COMMITTEE.addresses
PEOPLE = 4
QUORUM = 3


@dataclass(eq=False)
class Batch:
    """A posted batch.

    Attributes:
        operators: who was in force; the first three of them signed.
        rows: row of each person who is in it.
        is_false: whether its first person gets more than its numbers earn.
        before: the batch that was final when it was posted.
        final_at: when it becomes final, as far as it was postponed.
        is_dead: revoked, or proven wrong while it was pending.
    """

    posted: Posted
    operators: list[str]
    rows: dict[int, int]
    total: int
    is_false: bool
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
    def sequence(self) -> int:
        return self.posted.batch["sequence"]

    @property
    def through(self) -> int:
        return self.posted.batch["through"]

    @property
    def signers(self) -> list[str]:
        return self.operators[:QUORUM]


@dataclass
class Ledger:
    """Stakes that one contract holds."""

    staked: int = 0
    destroyed: int = 0
    owed: Counter = field(default_factory=Counter)

    def owe(self, account: str, stake: int) -> None:
        """A stake goes back."""
        self.staked -= stake
        self.owed[account] += stake

    def share(self, stake: int, winner: str) -> None:
        """A stake is lost: half to the winner."""
        self.staked -= stake
        self.owed[winner] += stake // 2
        self.destroyed += stake - stake // 2

    @property
    def held(self) -> int:
        return self.staked + self.destroyed + sum(self.owed.values())


@dataclass
class Shadow:
    """The whole oracle with one vintage."""

    bonds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ALL, BOND))
    in_force: list[str] = field(default_factory=lambda: list(ALL))
    admitted: list[str] = field(default_factory=lambda: list(ALL))
    suspended: Counter = field(default_factory=Counter)
    leaving: dict[str, int] = field(default_factory=dict)
    rewards: Counter = field(default_factory=Counter)
    destroyed: int = 0

    batches: list[Batch] = field(default_factory=list)
    final: Batch | None = None
    revoked_through: int = 0
    ruled_through: int = 0
    uncollected: list[tuple[str, str, Batch]] = field(default_factory=list)

    demands: Ledger = field(default_factory=Ledger)
    disputes: Ledger = field(default_factory=Ledger)

    issued: list[int] = field(default_factory=lambda: [0] * PEOPLE)
    reserve_issued: int = 0
    burnt: int = 0
    uncovered: int = 0
    corrected: set[int] = field(default_factory=set)

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
    def room(self) -> int:
        """What people may still be issued."""
        return self.total - self.reserve_cap - sum(self.issued)

    @property
    def pays(self) -> bool:
        """Whether there is a final batch that issues."""
        return self.final is not None and not self.final.is_faulted

    def is_ready(self, operator: str, time: int) -> bool:
        whole = self.bonds[operator] >= BOND and operator not in self.leaving
        return whole and operator in self.admitted and time >= self.suspended[operator]

    def refusal(self, batch: Batch) -> tuple | None:
        """Why a batch cannot be proven wrong; nothing where it can."""
        if batch is self.newest or batch is self.final:
            return ("AlreadyFaulted", VINTAGE, batch.sequence) if batch.is_faulted else None
        if batch.is_revoked and not batch.is_faulted:
            return None
        return ("NotChallengeable", VINTAGE, batch.sequence)

    def fault(self, batch: Batch, commitment: str, challenger: str) -> None:
        """The batch was proven wrong; somebody can collect."""
        batch.is_dead = batch.is_dead or batch is self.pending
        batch.is_faulted = True
        self.uncollected.append((commitment, challenger, batch))

    def slash(self, signers: list[str], challenger: str) -> None:
        taken = 0
        for each in signers:
            loss = min(SLICE, self.bonds[each])
            self.bonds[each] -= loss
            taken += loss
        reward = min(taken, SLICE) // 2
        self.rewards[challenger] += reward
        self.destroyed += taken - reward
        self.in_force = [each for each in self.in_force if self.bonds[each] >= BOND]

    def correct(self, person: int, figure: int) -> None:
        """Credits above the figure are burnt from the reserve as far as it has any."""
        deficit = self.issued[person] - figure
        burnt = min(deficit, self.reserve_issued - self.burnt)
        self.burnt += burnt
        self.uncovered += deficit - burnt
        self.corrected.add(person)
