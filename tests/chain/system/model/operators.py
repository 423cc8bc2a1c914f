"""Operators, their bonds, who is in force; and stakes, in plain numbers."""

from collections import Counter
from dataclasses import dataclass, field

from eth_abi import encode
from eth_utils import keccak

from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import BOND, SLICE

ALL = COMMITTEE.addresses
QUORUM = 3
FOR_EVER = 2**40 - 1


def set_hash(operators: list[str], quorum: int = QUORUM) -> str:
    """Hash of an operator set, computed apart from the contract: the last byte is the quorum."""
    digest = keccak(encode(["address[]", "uint8"], [operators, quorum]))
    return "0x" + (digest[:31] + bytes([quorum])).hex()


@dataclass
class Operators:
    """What the registry should hold.

    Attributes:
        suspended: until when each is, or was.
        scheduled: announced operators and the time from which they may be activated.
    """

    bonds: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ALL, BOND))
    in_force: list[str] = field(default_factory=lambda: list(ALL))
    admitted: list[str] = field(default_factory=lambda: list(ALL))
    suspended: Counter = field(default_factory=Counter)
    leaving: dict[str, int] = field(default_factory=dict)
    rewards: Counter = field(default_factory=Counter)
    destroyed: int = 0
    scheduled: tuple[list[str], int] | None = None

    @property
    def hash(self) -> str:
        return set_hash(self.in_force)

    def is_ready(self, operator: str, time: int) -> bool:
        whole = self.bonds[operator] >= BOND and operator not in self.leaving
        return whole and operator in self.admitted and time >= self.suspended[operator]

    def without(self, operator: str) -> list[str]:
        return [each for each in self.in_force if each != operator]

    def slash(self, signers: list[str], challenger: str) -> None:
        """Each loses a slice; half of one is the challenger's, the rest is destroyed."""
        taken = 0
        for each in signers:
            loss = min(SLICE, self.bonds[each])
            self.bonds[each] -= loss
            taken += loss
        reward = min(taken, SLICE) // 2
        self.rewards[challenger] += reward
        self.destroyed += taken - reward
        self.in_force = [each for each in self.in_force if self.bonds[each] >= BOND]

    @property
    def held(self) -> int:
        """Money in the registry."""
        return sum(self.bonds.values()) + self.rewards.total() + self.destroyed
