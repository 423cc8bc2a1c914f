"""Which batch figures belong to: the deployment, the vintage, the batch's number in it, and the end of its period."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.address import is_checksum_address

from abate.errors import InputError


@dataclass(frozen=True)
class Deployment:
    """One EmissionOracle on one chain.

    Attributes:
        chain_id: as EIP-155 counts chains.
        oracle: the contract's address, with checksum.
    """

    chain_id: int
    oracle: str

    def __post_init__(self) -> None:
        if not is_checksum_address(self.oracle):
            raise InputError(f"{self.oracle!r} is not an address with a valid checksum", field="oracle")


@dataclass(frozen=True)
class Moment:
    """One batch of a deployment.

    Attributes:
        deployment: where it will be posted.
        vintage: the programme year (``uint16``).
        sequence: the batch's number within the vintage, from 1; revoked ones count (``uint32``).
        through: end of the last period that the figures cover, unix seconds (``uint40``).
    """

    deployment: Deployment
    vintage: int
    sequence: int
    through: int

    def __post_init__(self) -> None:
        for field, bits in (("vintage", 16), ("sequence", 32), ("through", 40)):
            if not 0 < getattr(self, field) < 2**bits:
                raise InputError(f"{getattr(self, field)} is not a number from 1 to 2**{bits} - 1", field=field)

    def context(self) -> bytes:
        """The bytes that salts are bound to: chain, oracle, vintage, sequence, through; 63 bytes."""
        return b"".join(
            [
                self.deployment.chain_id.to_bytes(32, "big"),
                bytes.fromhex(self.deployment.oracle.removeprefix("0x")),
                self.vintage.to_bytes(2, "big"),
                self.sequence.to_bytes(4, "big"),
                self.through.to_bytes(5, "big"),
            ]
        )
