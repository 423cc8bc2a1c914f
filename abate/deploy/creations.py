"""Whether each contract was created by its recorded transaction, from the compiled code, with the right arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils.abi import collapse_if_tuple
from eth_utils.address import is_address
from hexbytes import HexBytes
from web3.exceptions import TransactionNotFound

from abate.chain.artefacts import AbiItem, Artefact, load_artefact
from abate.chain.connection import Chain
from abate.chain.refusals import explained
from abate.deploy.blueprint import Part, blueprint
from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan, plain
from abate.deploy.record import Deployment, SentTransaction
from abate.errors import InputError

Compared = tuple[str, Any, Any]
"""What is compared, what is expected, what was found."""
COMPILED, OTHER = "as compiled", "other creation code"
GONE = "no such transaction"


def creations(contracts: Contracts, plan: Plan) -> Iterator[Compared]:
    """Compare every recorded transaction, and every contract's constructor arguments: from the creation's data where
    the deployer created it; of contracts that contracts create, the record's, which their getters confirm.
    """
    record, chain = contracts.deployment, contracts.chain
    for step, sent in record.transactions.items():
        yield from _transaction(record, chain, step, sent)
    for part in blueprint(plan).values():
        made = record.contracts.get(part.name)
        if made is None or part.step is None:
            continue
        try:
            expected = dict(flat(part.named_arguments(record.address)))
        except InputError as problem:
            yield f"{part.name}.arguments", "all their parts recorded", str(problem)
            continue
        yield from _differing(f"{part.name}.recorded", expected, dict(flat(made.arguments)))
        if part.step == part.name and part.name != "credit":
            yield from _created(record, chain, part, expected)


def _transaction(record: Deployment, chain: Chain, step: str, sent: SentTransaction) -> Iterator[Compared]:
    """Did it land where the record says, and cost what it says?"""
    with explained("reading a receipt"):
        try:
            receipt = chain.web3.eth.get_transaction_receipt(HexBytes(sent.hash))
        except TransactionNotFound:
            yield f"{step}.transaction", sent.hash, GONE
            return
    yield f"{step}.transaction succeeded", 1, receipt["status"]
    yield f"{step}.transaction", sent, SentTransaction.of(receipt)
    if step != "credit":
        yield f"{step}.sender", record.deployer, receipt["from"]


def _created(record: Deployment, chain: Chain, part: Part, expected: dict[str, Any]) -> Iterator[Compared]:
    """Was the contract created there, from this code and these arguments?"""
    made, artefact = record.contracts[part.name], load_artefact(part.contract)
    with explained("reading a transaction"):
        try:
            sent = chain.web3.eth.get_transaction(HexBytes(str(made.transaction)))
            address = chain.web3.eth.get_transaction_receipt(HexBytes(str(made.transaction)))["contractAddress"]
        except (TransactionNotFound, ValueError):
            yield f"{part.name}.created by", made.transaction, GONE
            return
    yield f"{part.name}.created at", made.address, address
    data = bytes(sent["input"])
    is_same = data.startswith(artefact.bytecode)
    yield f"{part.name}.creation code", COMPILED, COMPILED if is_same else OTHER
    if is_same:
        found = dict(flat(_decoded(artefact, data[len(artefact.bytecode) :])))
        for name in expected | found:
            yield f"{part.name}.arguments.{name}", expected.get(name), found.get(name)


def _differing(what: str, expected: dict[str, Any], found: dict[str, Any]) -> Iterator[Compared]:
    """One line where all is right, else one for each difference."""
    wrong = [name for name in expected | found if expected.get(name) != found.get(name)]
    if not wrong:
        yield f"{what} arguments", "the programme's", "the programme's"
    for name in wrong:
        yield f"{what} arguments.{name}", expected.get(name), found.get(name)


def _decoded(artefact: Artefact, data: bytes) -> dict[str, Any]:
    """Constructor arguments by name, as the record writes them."""
    inputs = artefact.constructor_inputs
    try:
        values = decode([collapse_if_tuple(cast(Any, item)) for item in inputs], data)
    except DecodingError as problem:
        return {"": f"cannot be decoded: {problem}"}
    return {item["name"].strip("_"): plain(_named(item, value)) for item, value in zip(inputs, values, strict=True)}


def _named(item: AbiItem, value: Any) -> Any:
    """A decoded value with the names of its fields."""
    kind = str(item["type"])
    if kind.endswith("]"):
        inner = {**item, "type": kind[: kind.rindex("[")]}
        return [_named(inner, each) for each in value]
    if kind == "tuple":
        return {part["name"]: _named(part, each) for part, each in zip(item["components"], value, strict=True)}
    return value


def flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Arguments one by one: ``config.bonds.size`` and its value; addresses in one spelling."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple) and any(isinstance(each, dict) for each in value):
        for place, inner in enumerate(value):
            yield from flat(inner, f"{name}[{place}]")
    elif isinstance(value, list | tuple):
        yield name, [_spelt(each) for each in value]
    else:
        yield name, _spelt(value)


def _spelt(value: Any) -> Any:
    return value.lower() if is_address(value) else value
