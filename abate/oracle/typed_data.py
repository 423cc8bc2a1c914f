"""What operators sign: the root of their observations, and the batch. EIP-712 under the oracle's own domain."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Final, Protocol

from eth_account import Account
from eth_account.messages import SignableMessage, encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_keys.exceptions import BadSignature
from eth_utils.exceptions import ValidationError

from abate.eip712 import compact, domain
from abate.errors import IntegrityError
from abate.merkle.keccak import keccak256
from abate.oracle.moment import Deployment

DOMAIN_NAME: Final = "Abate EmissionOracle"
DOMAIN_VERSION: Final = "1"
HALF_ORDER: Final = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0
"""Half the order of secp256k1: ``s`` must not be above it, so that a signature has one form."""


class Signed(Protocol):
    """A struct with an EIP-712 type: its field names are the dataclass's, in this order."""

    TYPE: ClassVar[str]
    FIELDS: ClassVar[list[dict[str, str]]]

    def message(self) -> dict[str, Any]:
        """Field name to value."""


@dataclass(frozen=True)
class ObservationRoot:
    """One operator's commitment to everybody's observations; signed and shown before any figure is.

    Attributes:
        vintage: programme year.
        sequence: number of the batch in the vintage.
        through: end of the last period covered, unix seconds.
        methodologyId: hash of the methodology.
        factorSetHash: hash of the factor sets.
        root: of the tree of observations.
        evidenceHash: hash of the operator's input files.
        count: number of observations, one per account.
    """

    TYPE: ClassVar[str] = "ObservationRoot"
    FIELDS: ClassVar[list[dict[str, str]]] = [
        {"name": "vintage", "type": "uint16"},
        {"name": "sequence", "type": "uint32"},
        {"name": "through", "type": "uint40"},
        {"name": "methodologyId", "type": "bytes32"},
        {"name": "factorSetHash", "type": "bytes32"},
        {"name": "root", "type": "bytes32"},
        {"name": "evidenceHash", "type": "bytes32"},
        {"name": "count", "type": "uint32"},
    ]

    vintage: int
    sequence: int
    through: int
    methodologyId: bytes  # noqa: N815 - the names are part of the type that is signed
    factorSetHash: bytes  # noqa: N815
    root: bytes
    evidenceHash: bytes  # noqa: N815
    count: int

    def message(self) -> dict[str, Any]:
        """Field name to value."""
        return asdict(self)


@dataclass(frozen=True)
class Batch:
    """The batch as ``IEmissionOracle.Batch`` has it: a snapshot of the vintage to date with every account of it.

    Attributes:
        vintage: programme year.
        sequence: number of the batch in the vintage; revoked ones count.
        through: end of the last period covered, unix seconds.
        methodologyId: hash of the methodology.
        factorSetHash: hash of the factor sets.
        root: of the tree of leaves (account, credits to date, report hash).
        observationsHash: hash of the operators' signed roots.
        evidenceHash: hash of the operators' input files.
        authorisedTotal: sum of the accounts' high-water gross credits, base units.
        count: number of leaves.
        operatorSetHash: of the operators and quorum that the oracle has now.
        validUntil: after this the batch can no longer be posted, unix seconds.
    """

    TYPE: ClassVar[str] = "Batch"
    FIELDS: ClassVar[list[dict[str, str]]] = [
        {"name": "vintage", "type": "uint16"},
        {"name": "sequence", "type": "uint32"},
        {"name": "through", "type": "uint40"},
        {"name": "methodologyId", "type": "bytes32"},
        {"name": "factorSetHash", "type": "bytes32"},
        {"name": "root", "type": "bytes32"},
        {"name": "observationsHash", "type": "bytes32"},
        {"name": "evidenceHash", "type": "bytes32"},
        {"name": "authorisedTotal", "type": "uint128"},
        {"name": "count", "type": "uint32"},
        {"name": "operatorSetHash", "type": "bytes32"},
        {"name": "validUntil", "type": "uint40"},
    ]

    vintage: int
    sequence: int
    through: int
    methodologyId: bytes  # noqa: N815 - the names are part of the type that is signed
    factorSetHash: bytes  # noqa: N815
    root: bytes
    observationsHash: bytes  # noqa: N815
    evidenceHash: bytes  # noqa: N815
    authorisedTotal: int  # noqa: N815
    count: int
    operatorSetHash: bytes  # noqa: N815
    validUntil: int  # noqa: N815

    def message(self) -> dict[str, Any]:
        """Field name to value."""
        return asdict(self)

    def as_tuple(self) -> tuple[Any, ...]:
        """The struct as web3 and Brownie take it."""
        return tuple(getattr(self, field.name) for field in fields(self))


def signable(deployment: Deployment, struct: Signed) -> SignableMessage:
    """The struct under the oracle's domain, ready to be signed."""
    return encode_typed_data(domain_of(deployment), {struct.TYPE: struct.FIELDS}, struct.message())


def domain_of(deployment: Deployment) -> dict[str, Any]:
    """The oracle's domain."""
    return domain(DOMAIN_NAME, DOMAIN_VERSION, deployment.chain_id, deployment.oracle)


def digest(deployment: Deployment, struct: Signed) -> bytes:
    """The 32 bytes that are signed; for a batch the same as the contract's ``digestOf``."""
    message = signable(deployment, struct)
    return keccak256(b"\x19" + message.version + message.header + message.body)


def sign(deployment: Deployment, struct: Signed, key: LocalAccount) -> bytes:
    """The operator's signature in 64 bytes (EIP-2098), low ``s``."""
    return compact(bytes(key.sign_message(signable(deployment, struct)).signature))


def signer_of(deployment: Deployment, struct: Signed, signature: bytes) -> str:
    """Address, with checksum, of whoever made this compact signature.

    Raises:
        IntegrityError: not a signature of 64 bytes with a low ``s``.
    """
    if len(signature) != 64:
        raise IntegrityError(f"a signature has {len(signature)} bytes, not 64")
    r, y_and_s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    s, v = y_and_s & (1 << 255) - 1, 27 + (y_and_s >> 255)
    if s > HALF_ORDER:
        raise IntegrityError("a signature has a high s")
    try:
        signer: str = Account.recover_message(signable(deployment, struct), vrs=(v, r, s))
    except (BadSignature, ValidationError, ValueError) as problem:
        raise IntegrityError(f"a signature cannot be one: {problem}") from None
    return signer


def signed_by(deployment: Deployment, struct: Signed, signature: bytes, operator: str) -> bool:
    """Whether this operator made the signature; one that cannot be one is nobody's."""
    try:
        return signer_of(deployment, struct, signature) == operator
    except IntegrityError:
        return False
