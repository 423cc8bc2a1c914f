"""What demands and disputes have in common: stakes that are paid in, shared and fetched."""

from __future__ import annotations

from typing import cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call


class StakeLedger(ContractAt):
    """Money of a contract that takes stakes, in base units of the bonds' currency."""

    def withdraw(self) -> Call:
        """Take what the sender is owed."""
        return self.call("withdrawing stakes", "withdraw")

    def owed_to(self, account: str) -> int:
        """What an account may withdraw."""
        return cast(int, self.read("owedTo", account))

    def destroyed(self) -> int:
        """What was destroyed."""
        return cast(int, self.read("destroyed"))

    def currency(self) -> ChecksumAddress:
        """The token."""
        return cast(ChecksumAddress, self.read("currency"))

    def oracle(self) -> ChecksumAddress:
        """The oracle that it belongs to."""
        return cast(ChecksumAddress, self.read("oracle"))

    def challenges(self) -> ChecksumAddress:
        """Where faults are marked and collected."""
        return cast(ChecksumAddress, self.read("challenges"))
