"""The file of an exported certificate: reading it strictly, writing it in the one form that is accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final, Self

from eth_utils.address import is_checksum_address

from abate.certificates.cad_trust import unit
from abate.certificates.state_proof import AccountProof
from abate.certificates.text import day_text, from_hex, hex_text
from abate.chain.certificate import Retirement, number_of
from abate.errors import IntegrityError
from abate.files import json_text
from abate.oracle.typed_data import Batch
from abate.units import kg_text

FORMAT: Final = "abate-certificate/1"
HASH: Final = 32


@dataclass(frozen=True)
class ProvenContract:
    """A contract in a block: its code, and a proof of the account and of slots of it.

    Attributes:
        code: what stands at the address.
        proof: of the account and its slots.
    """

    code: bytes
    proof: AccountProof


@dataclass(frozen=True)
class CertificateDocument:
    """An exported certificate.

    Attributes:
        id: the certificate.
        symbol: of the vintage's credit.
        retirement: what the certificate says.
        batch: the batch that was final then.
        signers: bitmap of the operators who signed that batch.
        posted_at: when it was posted, unix seconds.
        header: the block's header, RLP.
        certificate: the contract of the certificates.
        oracle: the oracle whose credits were retired.
    """

    id: int
    symbol: str
    retirement: Retirement
    batch: Batch
    signers: int
    posted_at: int
    header: bytes
    certificate: ProvenContract
    oracle: ProvenContract

    def text(self) -> str:
        """The file."""
        retirement = self.retirement
        return json_text(
            {
                "format": FORMAT,
                "certificate": str(self.id),
                "credits": kg_text(retirement.amount),
                "credit": retirement.credit,
                "symbol": self.symbol,
                "vintage": retirement.vintage,
                "beneficiary": retirement.beneficiary,
                "retiredOn": day_text(retirement.retired_on),
                "statement": retirement.statement,
                "methodologyId": hex_text(retirement.methodology_id),
                "cadTrust": unit(self.id, self.symbol, retirement),
                "finalBatch": {**_batch_json(self.batch), "signers": str(self.signers), "postedAt": self.posted_at},
                "header": hex_text(self.header),
                "certificateContract": _contract_json(self.certificate),
                "oracleContract": _contract_json(self.oracle),
            }
        )

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The document of a file's JSON.

        Raises:
            IntegrityError: not an exported certificate, or a field of it is not of its form.
        """
        if content.get("format") != FORMAT:
            raise IntegrityError(f"the file's format is {content.get('format')!r}, not {FORMAT!r}")
        try:
            final = dict(content["finalBatch"])
            signers, posted_at = int(final.pop("signers")), _number(final.pop("postedAt"), "postedAt")
            batch = Batch(**{field.name: _batch_value(field.name, final) for field in fields(Batch)})
            units = content["cadTrust"]["unitCount"]
            retirement = Retirement(
                credit=_address(content["credit"], "credit"),
                vintage=_number(content["vintage"], "vintage"),
                number=number_of(int(content["certificate"])),
                beneficiary=_address(content["beneficiary"], "beneficiary"),
                amount=int(units),
                retired_on=_day(content["retiredOn"]),
                methodology_id=from_hex(content["methodologyId"], "methodologyId", HASH),
                batch_sequence=batch.sequence,
                statement=str(content["statement"]),
            )
            return cls(
                id=int(content["certificate"]),
                symbol=str(content["symbol"]),
                retirement=retirement,
                batch=batch,
                signers=signers,
                posted_at=posted_at,
                header=from_hex(content["header"], "header"),
                certificate=_contract(content["certificateContract"], "certificateContract"),
                oracle=_contract(content["oracleContract"], "oracleContract"),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise IntegrityError(f"not an exported certificate: {type(problem).__name__} {problem}") from None


def _batch_json(batch: Batch) -> dict[str, Any]:
    return {
        name: hex_text(value) if isinstance(value, bytes) else str(value) if name == "authorisedTotal" else value
        for name, value in batch.message().items()
    }


def _batch_value(name: str, given: Mapping[str, Any]) -> Any:
    types = {field["name"]: field["type"] for field in Batch.FIELDS}
    if types[name] == "bytes32":
        return from_hex(given[name], f"finalBatch.{name}", HASH)
    value = int(given[name])
    if not 0 <= value < 2 ** int(types[name].removeprefix("uint")):
        raise IntegrityError(f"finalBatch.{name} is {value}, which is no {types[name]}")
    return value


def _contract_json(contract: ProvenContract) -> dict[str, Any]:
    proof = contract.proof
    return {
        "address": proof.address,
        "code": hex_text(contract.code),
        "accountProof": [hex_text(node) for node in proof.nodes],
        "storageProofs": {f"{slot:#066x}": [hex_text(node) for node in nodes] for slot, nodes in proof.storage.items()},
    }


def _contract(given: Mapping[str, Any], what: str) -> ProvenContract:
    storage = {
        int.from_bytes(from_hex(slot, f"a slot of {what}", HASH), "big"): _nodes(nodes, what)
        for slot, nodes in given["storageProofs"].items()
    }
    proof = AccountProof(_address(given["address"], what), _nodes(given["accountProof"], what), storage)
    return ProvenContract(from_hex(given["code"], f"{what}.code"), proof)


def _nodes(given: Sequence[Any], what: str) -> list[bytes]:
    return [from_hex(node, f"a node of {what}") for node in given]


def _address(given: Any, what: str) -> Any:
    if not isinstance(given, str) or not is_checksum_address(given):
        raise IntegrityError(f"{what} is no address with its checksum: {given}")
    return given


def _number(given: Any, what: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise IntegrityError(f"{what} is no whole number: {given}")
    return given


def _day(given: Any) -> int:
    return int(datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC).timestamp())
