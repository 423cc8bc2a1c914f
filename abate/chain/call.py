"""What to send: a call to a contract, what it would use, and why a contract refuses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, cast

from eth_abi.abi import encode
from eth_typing import ChecksumAddress
from eth_utils.abi import get_aligned_abi_inputs
from web3.exceptions import ContractLogicError, Web3Exception, Web3RPCError
from web3.types import TxParams, Wei

from abate.chain.artefacts import Artefact
from abate.chain.connection import Chain
from abate.chain.refusals import RefusalError, node_message, refusal, revert_data
from abate.errors import ChainError

# what the protocol takes for a transaction, for each byte of its data, and for code that creates a contract
TRANSFER_GAS: Final = 21_000
DATA_GAS: Final = 16
ZERO_GAS: Final = 4
CREATION_GAS: Final = 32_000
WORD_GAS: Final = 2


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
        gas = chain.web3.eth.estimate_gas(fields_of(call, sender))
    except ContractLogicError as problem:
        raise refused(chain, sender, call) or refusal(call.action, revert_data(problem)) from None
    except Web3RPCError as problem:
        # some nodes hide a revert behind a plain RPC error; a call tells the reason
        raise refused(chain, sender, call) or ChainError(f"{call.action} failed: {node_message(problem)}") from None
    return enough(chain, sender, call, gas) if chain.only_measures_gas else gas


def enough(chain: Chain, sender: ChecksumAddress, call: Call, used: int) -> int:
    """Gas that suffices, where a node tells only what was used: that, or the first of its doubles with which it passes.

    More than was used is needed where clearing storage gave gas back, and where a contract wants some left.

    Raises:
        RefusalError: it would revert, however much it gets.
    """
    if passes(chain, sender, call, used):
        return used
    refusing = refused(chain, sender, call)
    if refusing is not None:
        raise refusing
    gas, most = used, int(chain.block()["gasLimit"])
    while gas < most:
        gas = min(2 * gas, most)
        if passes(chain, sender, call, gas):
            return gas
    raise ChainError(f"{call.action} failed: it needs more than the {most} gas of a block")


def passes(chain: Chain, sender: ChecksumAddress, call: Call, gas: int) -> bool:
    """Whether a call would succeed as a transaction that is given so much gas."""
    # the clients that only measure gas take nothing off a call for what a transaction costs by itself
    left = max(0, gas - intrinsic_gas(call))
    try:
        chain.web3.eth.call({**fields_of(call, sender), "gas": left})
    except Web3Exception:
        return False
    return True


def intrinsic_gas(call: Call) -> int:
    """What a transaction costs before its first instruction."""
    data = sum(DATA_GAS if byte else ZERO_GAS for byte in call.data)
    return TRANSFER_GAS + data + (CREATION_GAS + WORD_GAS * -(-len(call.data) // 32) if call.to is None else 0)


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
