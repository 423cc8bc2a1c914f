"""Permits (EIP-2612) as typed data: an allowance that any wallet can sign and anybody can send."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from eth_account.messages import encode_typed_data
from eth_typing import ChecksumAddress

from abate.chain.contract import ContractAt
from abate.chain.refusals import RefusalError
from abate.eip712 import domain, typed_data
from abate.errors import ChainError, InputError

PERMIT: Final = [
    {"name": "owner", "type": "address"},
    {"name": "spender", "type": "address"},
    {"name": "value", "type": "uint256"},
    {"name": "nonce", "type": "uint256"},
    {"name": "deadline", "type": "uint256"},
]
VERSIONS: Final = ("1", "2")
"""Versions that tokens use which do not tell theirs (EIP-5267)."""


class PermitToken(ContractAt):
    """A token's side of EIP-2612."""

    artefact: ClassVar[str] = "CarbonCredit"

    def permit(self, owner: ChecksumAddress, spender: ChecksumAddress, amount: int, deadline: int) -> dict[str, Any]:
        """The EIP-712 JSON of a permit with the owner's present nonce.

        Args:
            owner: who signs.
            spender: who may take the tokens.
            amount: base units.
            deadline: last second at which it may be used, unix time.

        Raises:
            InputError: the token has no permit, or signs under a domain that cannot be told.
        """
        try:
            nonce = int(self.read("nonces", owner))
        except ChainError:
            raise InputError(f"the token {self.address} has no permit", mend="approve instead") from None
        message = {"owner": owner, "spender": spender, "value": amount, "nonce": nonce, "deadline": deadline}
        return typed_data(self._domain(), "Permit", {"Permit": PERMIT}, message)

    def _domain(self) -> dict[str, Any]:
        """The domain that the token signs under, held against its own separator."""
        separator, name = bytes(self.read("DOMAIN_SEPARATOR")), self.read("name")
        for version in (*self._told_version(), *VERSIONS):
            told = domain(name, version, self.chain.chain_id, self.address)
            if bytes(encode_typed_data(told, {"Empty": []}, {}).header) == separator:
                return told
        raise InputError(f"the token {self.address} signs under a domain of its own", mend="approve instead")

    def _told_version(self) -> tuple[str, ...]:
        try:
            return (str(self.read("eip712Domain")[2]),)
        except (ChainError, RefusalError):
            return ()
