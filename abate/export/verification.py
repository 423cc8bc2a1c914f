"""What an explorer asks for to verify a deployment: for each contract its address, its name and its arguments.

Arguments of what a transaction created stand in that transaction. A contract that another one created got arguments
that no transaction shows: they are read from the chain, and creating it again in a call must give the code that stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from eth_abi.abi import encode
from eth_typing import ChecksumAddress
from hexbytes import HexBytes

from abate.chain.connection import Chain
from abate.chain.refusals import explained
from abate.deploy.code import immutable_places, is_same_code
from abate.deploy.contracts import Contracts
from abate.deploy.record import DeployedContract
from abate.errors import IntegrityError
from abate.export.names import canonical
from abate.export.release import Released

CREATORS: Final = {
    "reserve": "oracle",
    "registry": "registryFactory",
    "challenges": "challengesFactory",
    "demands": "demandsFactory",
    "disputes": "disputesFactory",
    "credit": "creditFactory",
    "renderer": "certificate",
    "clerk": "auction",
}
"""Part -> the part that created it; all others came from transactions of their own."""


@dataclass(frozen=True)
class Verification:
    """One contract of a deployment.

    Attributes:
        part: its part in the deployment's record.
        released: what was compiled.
        made: where it stands.
        arguments: its constructor's arguments, encoded.
    """

    part: str
    released: Released
    made: DeployedContract
    arguments: bytes

    def document(self, chain_id: int) -> dict[str, Any]:
        """What a form or an API of an explorer asks for, under the words they use."""
        return {
            "part": self.part,
            "chainId": chain_id,
            "address": self.made.address,
            "contractIdentifier": self.released.built.identifier,
            "compilerVersion": f"v{self.released.built.compiler}",
            "constructorArguments": self.arguments.hex(),
            "creationTransactionHash": self.made.transaction,
            "standardJson": f"standard-json/{self.released.name}.json",
            "license": "Apache-2.0",
        }


def verifications(contracts: Contracts, released: Sequence[Released]) -> list[Verification]:
    """Every contract of a deployment that a release holds, checked against the chain.

    A currency that stood there before is somebody else's, and one of local networks is in no release.

    Raises:
        IntegrityError: other code stands at an address than these sources give with these arguments.
        ChainError: the node does not answer.
    """
    known = {each.name: each for each in released}
    return list(_each(contracts, known))


def _each(contracts: Contracts, known: Mapping[str, Released]) -> Iterator[Verification]:
    for part, made in contracts.deployment.contracts.items():
        if made.block is None or made.contract not in known:
            continue
        one = known[made.contract]
        if part in CREATORS:
            arguments = _encoded(one, ARGUMENTS[part](contracts))
            _require_recreated(contracts, part, one, arguments)
        else:
            arguments = _from_transaction(contracts.chain, part, one, made)
        yield Verification(part, one, made, arguments)


# ------------------------------------------------------------------------------------- created by a transaction


def _from_transaction(chain: Chain, part: str, released: Released, made: DeployedContract) -> bytes:
    with explained(f"reading the transaction that created the {part}"):
        sent = chain.web3.eth.get_transaction(cast(Any, made.transaction))
    data, creation = bytes(sent["input"]), released.built.creation
    if not data.startswith(creation) or not is_same_code(released.built.runtime, chain.code_at(made.address)):
        raise IntegrityError(
            f"the {part} at {made.address} was not created by the code of {released.name} as it is compiled now; "
            "export from the commit of the deployment's record"
        )
    return data[len(creation) :]


# ---------------------------------------------------------------------------------- created by another contract


def _registry(contracts: Contracts) -> list[Any]:
    oracle, config = contracts.oracle, contracts.deployment.contracts["oracle"].arguments["config"]
    terms = contracts.registry.read("bondTerms")
    longest = oracle.challenge_window() + int(oracle.read("maximumDelay"))
    return [oracle.address, terms, config["operators"], config["quorum"], oracle.read("admissionDelay"), longest]


def _demands(contracts: Contracts) -> list[Any]:
    oracle, challenges = contracts.oracle, contracts.challenges
    terms = contracts.demands.read("demandTerms")
    return [oracle.address, challenges.address, terms, oracle.challenge_window()]


def _disputes(contracts: Contracts) -> list[Any]:
    terms = contracts.disputes.read("disputeTerms")
    return [contracts.oracle.address, contracts.challenges.address, terms]


def _credit(contracts: Contracts) -> list[Any]:
    credit = contracts.credit
    return [
        *(credit.oracle(), credit.vintage(), credit.methodology_id()),
        *(credit.reserve_share_bps(), credit.reserve()),
    ]


ARGUMENTS: Final[dict[str, Callable[[Contracts], list[Any]]]] = {
    "reserve": lambda contracts: [contracts.oracle.address],
    "registry": _registry,
    "challenges": lambda contracts: [contracts.oracle.address, contracts.registry.address],
    "demands": _demands,
    "disputes": _disputes,
    "credit": _credit,
    "renderer": lambda _: [],
    "clerk": lambda contracts: [contracts.auction.read("config")],
}


def _encoded(released: Released, arguments: Sequence[Any]) -> bytes:
    constructors = [item for item in released.built.abi if item["type"] == "constructor"]
    types = [canonical(each) for each in constructors[0]["inputs"]] if constructors else []
    return encode(types, arguments)


def _require_recreated(contracts: Contracts, part: str, released: Released, arguments: bytes) -> None:
    """Create it once more, in a call that leaves no trace: the same code must come of it."""
    chain, made = contracts.chain, contracts.deployment.contracts[part]
    creator = contracts.deployment.address(CREATORS[part])
    standing = chain.code_at(made.address)
    with explained(f"creating the {part} once more"):
        again = bytes(chain.web3.eth.call({"from": creator, "data": HexBytes(released.built.creation + arguments)}))
    if not _is_same(released.built.runtime, again, standing, _own_words(chain, released, made.address)):
        raise IntegrityError(
            f"the {part} at {made.address} is not what {released.name} gives as it is compiled now; "
            "export from the commit of the deployment's record"
        )


def _is_same(compiled: bytes, again: bytes, standing: bytes, own: set[bytes]) -> bool:
    """Whether both are the compiled code with the same immutables, those that name the contract itself aside."""
    if not is_same_code(compiled, again) or not is_same_code(compiled, standing):
        return False
    return all(standing[place] in own or standing[place] == again[place] for place in immutable_places(compiled))


def _own_words(chain: Chain, released: Released, address: ChecksumAddress) -> set[bytes]:
    """Immutables that differ with the contract's address: the address, and the domain separator made of it."""
    own = {bytes.fromhex(address.removeprefix("0x")).rjust(32, b"\0")}
    if any(item.get("name") == "DOMAIN_SEPARATOR" for item in released.built.abi):
        contract = chain.web3.eth.contract(address=address, abi=cast(Any, released.built.abi))
        with explained(f"reading the domain separator of {released.name}"):
            own.add(bytes(contract.functions.DOMAIN_SEPARATOR().call()))
    return own
