"""Who holds a role: an account, a timelock, a multisig or another contract; and what a timelock must be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from eth_abi.abi import decode, encode
from eth_typing import ChecksumAddress
from eth_utils.crypto import keccak
from web3.exceptions import Web3Exception

from abate.chain.connection import Chain

TIMELOCK_ROLES: Final = ("DEFAULT_ADMIN_ROLE", "PROPOSER_ROLE", "EXECUTOR_ROLE", "CANCELLER_ROLE")
NO_PREDECESSOR: Final = bytes(32)
SALT: Final = bytes(32)


@dataclass(frozen=True)
class Holder:
    """Somebody with a role.

    Attributes:
        address: who.
        kind: ``account``, ``timelock`` (OpenZeppelin's TimelockController), ``multisig`` (a Safe), or ``contract``.
        delay: seconds that a timelock makes wait.
        threshold: how many of a multisig's owners must sign.
        owners: the multisig's owners.
    """

    address: ChecksumAddress
    kind: str
    delay: int | None = None
    threshold: int | None = None
    owners: tuple[str, ...] = ()

    @classmethod
    def of(cls, chain: Chain, address: ChecksumAddress) -> Holder:
        """Look at an address."""
        if not chain.code_at(address):
            return cls(address, "account")
        delay = ask(chain, address, "getMinDelay()", "uint256")
        if delay is not None and ask(chain, address, "PROPOSER_ROLE()", "bytes32") is not None:
            return cls(address, "timelock", delay=delay)
        threshold = ask(chain, address, "getThreshold()", "uint256")
        owners = ask(chain, address, "getOwners()", "address[]")
        if threshold is not None and owners is not None:
            return cls(address, "multisig", threshold=threshold, owners=tuple(owners))
        return cls(address, "contract")

    def __str__(self) -> str:
        """The address and what it is."""
        told = {
            "account": "an account, no contract",
            "timelock": f"a timelock of {self.delay} s",
            "multisig": f"a multisig, {self.threshold} of {len(self.owners)}",
        }
        return f"{self.address} ({told.get(self.kind, 'a contract')})"


@dataclass(frozen=True)
class Errand:
    """A call that only a role's holder can make.

    Attributes:
        holder: who must send it.
        what: what it does.
        to: the contract; where nobody knows its address yet, None.
        data: the encoded call, 0x text; None likewise.
    """

    holder: Holder
    what: str
    to: ChecksumAddress | None
    data: str | None

    @property
    def timelock_calls(self) -> tuple[str, str] | None:
        """Encoded ``schedule`` and ``execute`` for a timelock, 0x texts; None for others."""
        if self.holder.delay is None or self.to is None or self.data is None:
            return None
        call = [self.to, 0, bytes.fromhex(self.data.removeprefix("0x")), NO_PREDECESSOR, SALT]
        types = ["address", "uint256", "bytes", "bytes32", "bytes32"]
        schedule = selector(f"schedule({','.join(types)},uint256)") + encode(
            [*types, "uint256"], [*call, self.holder.delay]
        )
        execute = selector(f"execute({','.join(types)})") + encode(types, call)
        return f"0x{schedule.hex()}", f"0x{execute.hex()}"

    def __str__(self) -> str:
        """One line that says what to send where."""
        told = f"{self.what}, by sending {self.data or 'a call'} to {self.to or 'the oracle'}"
        if self.timelock_calls is None:
            return told
        schedule, execute = self.timelock_calls
        return f"{told}; through the timelock: schedule it with {schedule}, {self.holder.delay} s later run {execute}"


def timelock_roles(chain: Chain, timelock: ChecksumAddress, account: str) -> list[str]:
    """Which roles of a timelock an account has."""
    held = []
    for name in TIMELOCK_ROLES:
        role = ask(chain, timelock, f"{name}()", "bytes32")
        if role is not None and ask(chain, timelock, "hasRole(bytes32,address)", "bool", role, account):
            held.append(name)
    return held


def ask(chain: Chain, address: ChecksumAddress, function: str, answer: str, *arguments: Any) -> Any:
    """What a view function of any contract answers; None where it has none."""
    types = function[function.index("(") + 1 : -1].split(",") if arguments else []
    data = selector(function) + encode(types, arguments)
    try:
        (value,) = decode([answer], bytes(chain.web3.eth.call({"to": address, "data": data})))
    except (Web3Exception, ValueError, OverflowError):
        return None
    return value


def selector(signature: str) -> bytes:
    """The first four bytes of a call."""
    return bytes(keccak(text=signature)[:4])
