"""Exporting a certificate with its proof, from a node."""

from __future__ import annotations

from typing import Any, cast

from eth_typing import ChecksumAddress
from web3.types import RPCEndpoint

from abate.certificates.document import CertificateDocument, ProvenContract
from abate.certificates.layout import (
    certificate_slot,
    credit_slot,
    methodology_slot,
    record_slots,
    statement_slot,
    text_slots,
)
from abate.certificates.state_proof import AccountProof, encode_header
from abate.chain.artefacts import code
from abate.chain.certificate import vintage_of
from abate.chain.connection import Chain
from abate.chain.contract import ContractAt
from abate.chain.credit import CarbonCredit
from abate.deploy.contracts import Contracts
from abate.errors import ChainError, InputError
from abate.oracle.typed_data import Batch


def export(contracts: Contracts, certificate: int, block: int | None = None) -> CertificateDocument:
    """A certificate with everything that a stranger needs to verify it.

    Args:
        contracts: the deployment.
        certificate: its id.
        block: the block to prove it in; None for the one in which it was made.

    Raises:
        InputError: there is no such certificate, or not yet in that block.
        ChainError: the node does not prove that block's state any more, or does not prove at all.
    """
    chain, vintage = contracts.chain, vintage_of(certificate)
    first = contracts.deployment.contracts["certificate"].block or 0
    made = contracts.certificate.events("Retired", first, id=certificate)
    if not made:
        raise InputError(f"there is no certificate {certificate}", field="CERTIFICATE")
    number = made[0].block if block is None else block
    if number < made[0].block:
        raise InputError(f"the certificate was made in block {made[0].block}", field="--block")
    says = contracts.certificate.retirement_of(certificate)
    batch, signers, posted_at = _posting(contracts, vintage, says.batch_sequence)

    header = encode_header(_raw_block(chain, number))
    head_slot = statement_slot(certificate)
    head = int.from_bytes(_storage(chain, contracts.certificate, head_slot, number), "big")
    certificate_slots = [certificate_slot(certificate), head_slot, *text_slots(head_slot, head)]
    oracle_slots = [methodology_slot(vintage), credit_slot(vintage), *record_slots(vintage, says.methodology_id)]
    return CertificateDocument(
        id=certificate,
        symbol=CarbonCredit(chain, says.credit).symbol(),
        retirement=says,
        batch=batch,
        signers=signers,
        posted_at=posted_at,
        header=header,
        certificate=_contract(chain, contracts.certificate, certificate_slots, number),
        oracle=_contract(chain, contracts.oracle, oracle_slots, number),
    )


def _posting(contracts: Contracts, vintage: int, sequence: int) -> tuple[Batch, int, int]:
    """The batch as it was posted, who signed it, and when."""
    oracle, chain = contracts.oracle, contracts.chain
    first = contracts.deployment.contracts["oracle"].block or 0
    posted = oracle.events("BatchPosted", first, vintage=vintage, sequence=sequence)
    if not posted:
        raise ChainError(f"the node has no event of batch {sequence} of {vintage}")
    transaction = chain.web3.eth.get_transaction(cast(Any, posted[-1].transaction))
    if transaction.get("to") != oracle.address:
        raise ChainError(f"batch {sequence} of {vintage} was posted through the contract {transaction.get('to')}")
    _, arguments = oracle.web3_contract.decode_function_input(transaction["input"])
    return Batch(**arguments["batch"]), posted[-1]["signers"], int(chain.block(posted[-1].block)["timestamp"])


def _contract(chain: Chain, contract: ContractAt, slots: list[int], block: int) -> ProvenContract:
    asked = [f"{slot:#066x}" for slot in slots]
    answer = _asked(chain, "eth_getProof", [contract.address, asked, hex(block)])
    storage = {
        slot: [code(node) for node in given["proof"]] for slot, given in zip(slots, answer["storageProof"], strict=True)
    }
    proof = AccountProof(contract.address, [code(node) for node in answer["accountProof"]], storage)
    return ProvenContract(_code(chain, contract.address, block), proof)


def _code(chain: Chain, address: ChecksumAddress, block: int) -> bytes:
    return code(_asked(chain, "eth_getCode", [address, hex(block)]))


def _storage(chain: Chain, contract: ContractAt, slot: int, block: int) -> bytes:
    return code(_asked(chain, "eth_getStorageAt", [contract.address, f"{slot:#066x}", hex(block)]))


def _raw_block(chain: Chain, number: int) -> Any:
    found = _asked(chain, "eth_getBlockByNumber", [hex(number), False])
    if found is None:
        raise InputError(f"the node has no block {number}", field="--block")
    return found


def _asked(chain: Chain, method: str, parameters: list[Any]) -> Any:
    """What a node answers, as it is: web3 would turn a header's fields into its own types.

    Raises:
        ChainError: it refuses; most nodes prove only recent blocks.
    """
    answer = chain.web3.provider.make_request(RPCEndpoint(method), parameters)
    if "error" in answer:
        said = cast(Any, answer["error"])
        raise ChainError(
            f"the node does not answer {method} ({said.get('message', said)}); for an old block ask an archive node, "
            "or prove a newer one with --block"
        )
    return answer["result"]
