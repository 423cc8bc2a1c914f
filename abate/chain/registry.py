"""The operators of an oracle and their bonds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call


@dataclass(frozen=True)
class BondTerms:
    """What a bond is.

    Attributes:
        currency: the token.
        size: base units that an operator must hold to be in force.
        slice: base units that each signer of a faulted batch loses.
        unbonding: seconds from leaving until the bond is free.
        suspension: seconds that the guardian's suspension lasts.
    """

    currency: ChecksumAddress
    size: int
    slice: int
    unbonding: int
    suspension: int


@dataclass(frozen=True)
class Operator:
    """An operator as the registry knows it.

    Attributes:
        bond: base units held.
        unbonded_at: when a leaving operator may take the bond, unix seconds; 0 for one who stays.
        suspended_until: suspended before this time.
        generation: number of the last admission that named the operator; 0 for never.
    """

    bond: int
    unbonded_at: int
    suspended_until: int
    generation: int


class OperatorRegistry(ContractAt):
    """``OperatorRegistry``; amounts are base units of the bonds' currency."""

    artefact: ClassVar[str] = "OperatorRegistry"

    def deposit(self, operators: Sequence[str], amount: int) -> Call:
        """Add this amount to each operator's bond, from the sender's allowance."""
        return self.call("paying bonds", "deposit", list(operators), amount)

    def enter(self, joining: Sequence[str], current: Sequence[str]) -> Call:
        """Put operators in force who are ready; ``current`` are those in force, ascending."""
        return self.call("entering operators", "enter", list(joining), list(current))

    def leave(self, current: Sequence[str]) -> Call:
        """Leave; the bond is free after unbonding."""
        return self.call("leaving", "leave", list(current))

    def withdraw_bond(self) -> Call:
        """Take the sender's bond back after unbonding."""
        return self.call("withdrawing the bond", "withdrawBond")

    def withdraw_reward(self) -> Call:
        """Take the sender's rewards for proven faults."""
        return self.call("withdrawing rewards", "withdrawReward")

    def schedule_operator_set(self, operators: Sequence[str], quorum: int) -> Call:
        """Announce the operators that may replace the current ones; owner only."""
        return self.call("scheduling an operator set", "scheduleOperatorSet", list(operators), quorum)

    def activate_operator_set(self, operators: Sequence[str]) -> Call:
        """Admit the announced operators once their delay is over."""
        return self.call("activating the operator set", "activateOperatorSet", list(operators))

    def cancel_operator_set(self) -> Call:
        """Withdraw the announced operators; owner only."""
        return self.call("withdrawing the announced operators", "cancelOperatorSet")

    def suspend(self, operator: str, current: Sequence[str]) -> Call:
        """Take an operator out of force for the time of a suspension; guardian only."""
        return self.call("suspending an operator", "suspend", operator, list(current))

    def confirm_suspension(self, operator: str) -> Call:
        """Make a running suspension permanent; owner only."""
        return self.call("confirming a suspension", "confirmSuspension", operator)

    def lift_suspension(self, operator: str) -> Call:
        """End a suspension; owner only."""
        return self.call("lifting a suspension", "liftSuspension", operator)

    def scheduled_operator_set(self) -> tuple[bytes, int]:
        """Hash of the announced set and when it can be activated; zeros where there is none."""
        found, active_from = self.read("scheduledOperatorSet")
        return cast(bytes, found), cast(int, active_from)

    def oracle(self) -> ChecksumAddress:
        """The oracle whose operators these are."""
        return cast(ChecksumAddress, self.read("oracle"))

    def bond_terms(self) -> BondTerms:
        """What a bond is."""
        return BondTerms(*self.read("bondTerms"))

    def operator_of(self, operator: str) -> Operator:
        """What is known of an operator."""
        return Operator(*self.read("operatorOf", operator))

    def is_ready(self, operator: str) -> bool:
        """Whether an operator is admitted, holds a whole bond, is not leaving and not suspended."""
        return cast(bool, self.read("isReady", operator))

    def reward_of(self, challenger: str) -> int:
        """What a challenger may withdraw."""
        return cast(int, self.read("rewardOf", challenger))

    def destroyed(self) -> int:
        """What slashing destroyed."""
        return cast(int, self.read("destroyed"))
