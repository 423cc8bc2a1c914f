"""Re-reads a deployment from the chain and compares everything with its record and its programme, roles included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from eth_utils.crypto import keccak
from web3.exceptions import Web3Exception

from abate.chain.artefacts import load_artefact
from abate.chain.refusals import shown
from abate.deploy.blueprint import PARTS
from abate.deploy.code import is_same_code
from abate.deploy.contracts import Contracts
from abate.deploy.creations import creations
from abate.deploy.plan import Plan
from abate.deploy.roles import roles
from abate.deploy.settings import settings
from abate.errors import AbateError, ChainError

UNREADABLE: Final = "cannot be read"


@dataclass(frozen=True)
class Finding:
    """One thing that was compared.

    Attributes:
        what: such as ``oracle.quorum``.
        expected: what record and programme say.
        found: what the chain says.
    """

    what: str
    expected: Any
    found: Any

    @property
    def is_right(self) -> bool:
        """Whether both are equal."""
        return bool(self.expected == self.found)

    @staticmethod
    def shown(value: Any) -> str:
        """A value as people and JSON read it: bytes as 0x text, lists in brackets."""
        if isinstance(value, list | tuple):
            return "[" + ", ".join(Finding.shown(part) for part in value) + "]"
        return shown(value)


def final_check(contracts: Contracts, plan: Plan) -> list[Finding]:
    """Compare a deployment with its programme.

    Args:
        contracts: the deployment on its chain.
        plan: the programme and its methodology.

    Returns:
        Everything that was compared, right or wrong; wrong ones make the check fail.
    """
    compared = [Finding(*each) for each in creations(contracts, plan)]
    return [*of_record(contracts, plan), *of_code(contracts), *compared, *of_chain(contracts, plan)]


def of_record(contracts: Contracts, plan: Plan) -> Iterator[Finding]:
    """Is the record complete, and is it this programme's?"""
    record = contracts.deployment
    yield Finding("record.chain_id", record.chain_id, contracts.chain.chain_id)
    yield Finding("record.programme", plan.programme.name, record.programme)
    yield Finding("record.vintage", plan.programme.vintage, record.vintage)
    yield Finding("record.methodology", f"0x{plan.methodology.methodology_id.hex()}", record.methodology_id)
    yield Finding("record.plan", plan.fingerprint, record.plan)
    yield Finding("record.parts", list(PARTS), [part for part in PARTS if part in record.contracts])
    yield Finding("record.compiler", load_artefact("EmissionOracle").compiler, record.compiler)
    yield Finding("record.complete", True, record.complete)


def of_code(contracts: Contracts) -> Iterator[Finding]:
    """Does the compiled code stand at every address, and is it what stood there then?

    Values of immutables are compared through getters, and by the hash of the whole code.
    """
    for part, made in contracts.deployment.contracts.items():
        standing = contracts.chain.code_at(made.address)
        yield Finding(f"{part}.codeHash", made.code_hash, f"0x{keccak(standing).hex()}")
        if made.block is None:
            # somebody else's contract: there is nothing of ours to compare with, but it must be there
            yield Finding(f"{part}.code", "some code", "some code" if standing else "no code")
            continue
        same = is_same_code(load_artefact(made.contract).deployed_bytecode, standing)
        yield Finding(
            f"{part}.code", f"as compiled ({made.contract})", f"as compiled ({made.contract})" if same else "other code"
        )


def of_chain(contracts: Contracts, plan: Plan) -> Iterator[Finding]:
    """Does every setting and role on chain agree with the programme?"""
    for what, expected, read in [*settings(contracts, plan), *roles(contracts, plan)]:
        try:
            found = read()
        except (AbateError, Web3Exception) as problem:
            found = f"{UNREADABLE}: {problem}"
        yield Finding(what, expected, found)


def require_right(findings: list[Finding]) -> None:
    """Fail where anything differs.

    Raises:
        ChainError: one line that names every difference.
    """
    wrong = [each for each in findings if not each.is_right]
    if wrong:
        listed = "; ".join(
            f"{each.what} is {each.shown(each.found)}, expected {each.shown(each.expected)}" for each in wrong
        )
        raise ChainError(f"{len(wrong)} of {len(findings)} checks failed: {listed}")
