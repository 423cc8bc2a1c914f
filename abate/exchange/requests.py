"""Requests that operators sign: no password and no token travels, and a request that was overheard does nothing."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Final

from abate.chain.signer import Signer
from abate.eip712 import compact, typed_data
from abate.errors import IntegrityError
from abate.oracle.moment import Deployment
from abate.oracle.typed_data import domain_of, signed_by

SCHEME: Final = "Abate"
HEADER: Final = re.compile(rf"{SCHEME} (0x[0-9a-fA-F]{{40}}) (\d{{1,12}}) ([0-9a-f]{{64}}) ([0-9a-f]{{128}})")
MINUTES: Final = 5
LIFETIME: Final = MINUTES * 60
"""Seconds by which a request's time may differ from the server's."""


@dataclass(frozen=True)
class ExchangeRequest:
    """What an operator signs for each request.

    Attributes:
        method: of HTTP, capitals.
        path: of the URL, from its first slash.
        content: SHA-256 of the body.
        time: unix seconds by the operator's clock.
        nonce: 32 random bytes.
    """

    TYPE: ClassVar[str] = "ExchangeRequest"
    FIELDS: ClassVar[list[dict[str, str]]] = [
        {"name": "method", "type": "string"},
        {"name": "path", "type": "string"},
        {"name": "content", "type": "bytes32"},
        {"name": "time", "type": "uint40"},
        {"name": "nonce", "type": "bytes32"},
    ]

    method: str
    path: str
    content: bytes
    time: int
    nonce: bytes

    def message(self) -> dict[str, Any]:
        """Field name to value."""
        return asdict(self)


def authorisation(deployment: Deployment, signer: Signer, method: str, path: str, content: bytes, now: int) -> str:
    """The ``Authorization`` header of one request; another one for each attempt.

    Args:
        deployment: whose exchange it is.
        signer: the operator's key.
        method, path: of the request.
        content: SHA-256 of its body.
        now: unix seconds.
    """
    nonce = secrets.token_bytes(32)
    request = ExchangeRequest(method, path, content, now, nonce)
    shown = {**request.message(), "content": "0x" + content.hex(), "nonce": "0x" + nonce.hex()}
    types = {ExchangeRequest.TYPE: ExchangeRequest.FIELDS}
    signature = signer.sign_typed_data(typed_data(domain_of(deployment), ExchangeRequest.TYPE, types, shown))
    return f"{SCHEME} {signer.address} {now} {nonce.hex()} {compact(signature).hex()}"


@dataclass
class Doorkeeper:
    """Lets signed requests of known operators in, each once.

    Nothing is kept over a restart: requests that are older than the server are refused instead.

    Attributes:
        deployment: whose exchange it is.
        operators: who may come in.
        opened_at: since when the server runs, unix seconds.
    """

    deployment: Deployment
    operators: frozenset[str]
    opened_at: int
    _seen: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def admit(self, header: str | None, method: str, path: str, content: bytes, now: int) -> str:
        """The operator who signed this request.

        Args:
            header: the request's ``Authorization``.
            method, path: of the request.
            content: SHA-256 of the body that came.
            now: unix seconds.

        Raises:
            IntegrityError: no operator's signature of this very request, too old, or seen before; says which.
        """
        operator, time, nonce, signature = self.claimed(header, now)
        request = ExchangeRequest(method, path, content, time, bytes.fromhex(nonce))
        if not signed_by(self.deployment, request, bytes.fromhex(signature), operator):
            raise IntegrityError(f"this request is not signed by {operator}")
        if (operator, nonce) in self._seen:
            raise IntegrityError("this request came before")
        self._seen = {key: sent for key, sent in self._seen.items() if sent >= now - 2 * LIFETIME}
        self._seen[operator, nonce] = now
        return operator

    def claimed(self, header: str | None, now: int) -> tuple[str, int, str, str]:
        """Operator, time, nonce and signature as the header claims them; to be asked before a body is read.

        Raises:
            IntegrityError: no such header, not an operator, or a time that is off.
        """
        parts = HEADER.fullmatch(header or "")
        if parts is None:
            raise IntegrityError(
                f"no signed request: the header Authorization must be '{SCHEME} OPERATOR TIME NONCE SIGNATURE'"
            )
        operator, time, nonce, signature = parts[1], int(parts[2]), parts[3], parts[4]
        if operator not in self.operators:
            raise IntegrityError(f"{operator} is no operator of this exchange")
        if abs(now - time) > LIFETIME:
            raise IntegrityError(
                f"this request is of {time}, the server's clock shows {now}: more than {MINUTES} minutes apart"
            )
        if time < self.opened_at:
            raise IntegrityError(f"this request is of {time}, before this server was started at {self.opened_at}")
        return operator, time, nonce, signature
