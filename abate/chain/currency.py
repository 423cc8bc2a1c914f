"""The currency a programme's credits are priced in: any ERC-20 of 6 to 8 decimals."""

from __future__ import annotations

from typing import ClassVar, cast

from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.sender import Call


class Erc20(ContractAt):
    """What every ERC-20 has."""

    artefact: ClassVar[str] = "IERC20Metadata"

    def name(self) -> str:
        """The token's name."""
        return cast(str, self.read("name"))

    def symbol(self) -> str:
        """The token's symbol."""
        return cast(str, self.read("symbol"))

    def decimals(self) -> int:
        """How many decimals its base unit has."""
        return cast(int, self.read("decimals"))

    def total_supply(self) -> int:
        """All base units there are."""
        return cast(int, self.read("totalSupply"))

    def balance_of(self, account: ChecksumAddress) -> int:
        """What an account holds, in base units."""
        return cast(int, self.read("balanceOf", account))

    def allowance(self, owner: ChecksumAddress, spender: ChecksumAddress) -> int:
        """What the spender may still move of the owner's, in base units."""
        return cast(int, self.read("allowance", owner, spender))

    def approve(self, spender: ChecksumAddress, amount: int) -> Call:
        """Allow the spender to move this many base units."""
        return self.call("approving", "approve", spender, amount)

    def transfer(self, to: ChecksumAddress, amount: int) -> Call:
        """Move base units to another account."""
        return self.call("transferring", "transfer", to, amount)


class LocalCurrency(Erc20):
    """The currency of local networks, which anyone may mint."""

    artefact: ClassVar[str] = "LocalCurrency"

    def mint(self, account: ChecksumAddress, amount: int) -> Call:
        """Create base units for an account."""
        return self.call("minting the local currency", "mint", account, amount)


class NamedCurrency(LocalCurrency):
    """The same with a programme's own symbol and decimals."""

    artefact: ClassVar[str] = "NamedCurrency"
