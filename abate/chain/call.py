"""What to send: a call to a contract, what it would use, and why a contract refuses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from eth_abi.abi import encode
from eth_typing import ChecksumAddress
from eth_utils.abi import get_aligned_abi_inputs
from web3.exceptions import ContractLogicError, Web3Exception, Web3RPCError
from web3.types import TxParams, Wei

from abate.chain.artefacts import Artefact
from abate.chain.connection import Chain
from abate.chain.refusals import RefusalError, node_message, refusal, revert_data
from abate.errors import ChainError


@dataclass(frozen=True)
class Call:
    """A transaction to be: what it does, to whom, with which data.

    Attributes:
        action: what it does, in a person's words; begins the text of a refusal.
        to: the contract; None creates one.
        data: encoded function and arguments, or creation code and arguments.
        value: native coin sent along, in wei.
        least_gas: gas that it is given even where the node finds less enough: a step that passes over what fails
            succeeds with too little gas too, with that part undone.
    """

    action: str
    to: ChecksumAddress | None
    data: bytes = field(repr=False)
    value: int = 0
    least_gas: int = 0


def fields_of(call: Call, sender: ChecksumAddress) -> TxParams:
    """The fields of a transaction that the call itself gives."""
    fields: TxParams = {"from": sender, "data": call.data, "value": Wei(call.value)}
    if call.to is not None:
        fields["to"] = call.to
    return fields


def estimate(chain: Chain, sender: ChecksumAddress, call: Call) -> int:
    """Gas that a call would use now.

    Raises:
        RefusalError: it would revert, with the decoded reason.
        ChainError: the node tells no figure.
    """
    try:
        return chain.web3.eth.estimate_gas(fields_of(call, sender))
    except ContractLogicError as problem:
        raise refused(chain, sender, call) or refusal(call.action, revert_data(problem)) from None
    except Web3RPCError as problem:
        # some nodes hide a revert behind a plain RPC error; a call tells the reason
        raise refused(chain, sender, call) or ChainError(f"{call.action} failed: {node_message(problem)}") from None


def refused(chain: Chain, sender: ChecksumAddress, call: Call, block: int | str = "latest") -> RefusalError | None:
    """What the contract says to this call at a block; None when it does not refuse."""
    try:
        chain.web3.eth.call(fields_of(call, sender), cast(Any, block))
    except ContractLogicError as problem:
        return refusal(call.action, revert_data(problem))
    except Web3Exception:
        return None
    return None


def deployment(artefact: Artefact, *arguments: object) -> Call:
    """The call that creates a contract.

    Args:
        artefact: what to create.
        arguments: the constructor's, in the ABI's order; structs as mappings of their fields.
    """
    shape: Any = {"type": "function", "name": "constructor", "inputs": artefact.constructor_inputs}
    # structs may be given by name; their fields are brought into the ABI's order
    types, values = get_aligned_abi_inputs(shape, arguments)
    return Call(f"deploying {artefact.name}", None, artefact.bytecode + encode(types, values))
