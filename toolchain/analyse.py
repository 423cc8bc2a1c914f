"""Static analysis with Slither: every detector over all contracts, and the shape of the token and the certificate.

    python toolchain/analyse.py

Exits with 1 at any finding of any severity, at an exception in the source that has become idle, and where what
`slither-check-erc` says of a standard is not what is expected here. docs/analysis.md tells why which detector is off.
"""

import hashlib
import inspect
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crytic_compile.platform.foundry import Foundry
from slither import Slither
from slither.detectors import all_detectors
from slither.detectors.abstract_detector import AbstractDetector
from slither.tools.erc_conformance.erc.ercs import generic_erc_checks
from slither.utils.erc import ERC, ERC_EVENT, ERCS

ROOT = Path(__file__).resolve().parent.parent
# a home of its own: it holds one whole compilation, and the proofs' home many partial ones. Slither reads the syntax
# tree, so that nothing need be optimized
BUILD = {
    "FOUNDRY_OUT": ".home/forge/slither/out",
    "FOUNDRY_CACHE_PATH": ".home/forge/slither/cache",
    "FOUNDRY_OPTIMIZER": "false",
}

# standards that Slither has no list of, in its own words
MORE_STANDARDS = {
    "ERC5192": (
        [ERC("locked", ["uint256"], "bool", True, True, [])],
        [ERC_EVENT("Locked", ["uint256"], [False]), ERC_EVENT("Unlocked", ["uint256"], [False])],
    ),
    "ERC5267": (
        [ERC("eip712Domain", [], "bytes1,string,string,uint256,address,bytes32,uint256[]", True, True, [])],
        [ERC_EVENT("EIP712DomainChanged", [], [])],
    ),
}


class Check(NamedTuple):
    """A contract, a standard, and what is to be found: line of `slither-check-erc` -> why it is right."""

    contract: str
    standard: str
    deviations: dict[str, str]


LOCKED = "a certificate is locked (ERC-5192): moving and approving revert, so that there is nothing to tell"
CHECKS = (
    Check("CarbonCredit", "ERC20", {}),
    Check("CarbonCredit", "ERC2612", {}),
    Check("CarbonCredit", "ERC5267", {}),
    Check("RetirementCertificate", "ERC165", {}),
    Check(
        "RetirementCertificate",
        "ERC721",
        {
            "[ ] Must emit be view Approval(address,address,uint256)": LOCKED,
            "[ ] Must emit be view ApprovalForAll(address,address,bool)": LOCKED,
            "[ ] Must emit be view Transfer(address,address,uint256)": LOCKED,
        },
    ),
    Check("RetirementCertificate", "ERC5192", {}),
    Check("RetirementCertificate", "ERC5267", {}),
)


def settings() -> dict[str, str]:
    """Slither's own settings, so that `slither .` finds the same."""
    read: dict[str, str] = json.loads((ROOT / "slither.config.json").read_text())
    return read


def fingerprint() -> str:
    """One hash over all that the compiler's answer depends on."""
    digest = hashlib.sha256()
    sources = [*(ROOT / "contracts").rglob("*.sol"), *(ROOT / "interfaces").rglob("*.sol")]
    for file in sorted([*sources, ROOT / "foundry.toml", ROOT / "package-lock.json"]):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def compile_all() -> None:
    """Compile all contracts in one go, unless nothing changed; what the compiler prints shows where it fails."""
    stamp = ROOT / BUILD["FOUNDRY_OUT"] / "sources.sha256"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(stamp.parent, ignore_errors=True)
    command = ["forge", "build", "--build-info", "--force", "--skip", "./tests/proofs/**"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | BUILD)
    if done.returncode:
        sys.exit(f"analyse: the contracts do not compile\n{done.stdout}{done.stderr}")
    stamp.write_text(wanted)


def read() -> Slither:
    """The compiled contracts as Slither sees them."""
    return Slither(
        str(ROOT),
        compile_force_framework=Foundry.NAME,
        ignore_compile=True,
        foundry_out_directory=BUILD["FOUNDRY_OUT"],
        filter_paths=[settings()["filter_paths"]],
    )


def detectors() -> list[type[AbstractDetector]]:
    """All of Slither's detectors but those that the settings switch off, which must be known names."""
    every = [
        kind
        for kind in vars(all_detectors).values()
        if inspect.isclass(kind) and issubclass(kind, AbstractDetector) and kind is not AbstractDetector
    ]
    off = set(settings()["detectors_to_exclude"].split(","))
    unknown = off - {kind.ARGUMENT for kind in every}
    if unknown:
        sys.exit(f"analyse: slither.config.json excludes unknown detectors: {', '.join(sorted(unknown))}")
    return [kind for kind in every if kind.ARGUMENT not in off]


def findings(slither: Slither, kinds: Sequence[type[AbstractDetector]]) -> list[str]:
    """What the detectors find, and exceptions of our own that no finding needs."""
    slither.warn_unused_ignores = True
    for kind in kinds:
        slither.register_detector(kind)
    found: list[dict[str, Any]] = [one for some in slither.run_detectors() for one in some or []]
    lines = [f"{one['impact'].lower()}: {one['check']}: {one['description'].strip()}" for one in found]
    ours = str(ROOT / "contracts")
    idle = {
        f"idle exception: {', '.join(one['unused_detectors'])} at {Path(one['file']).relative_to(ROOT)}:{one['line']}"
        for one in slither.get_unused_ignore_comments()
        if one["file"].startswith(ours)
    }
    return lines + sorted(idle)


def differences(slither: Slither, check: Check) -> list[str]:
    """Where the contract's shape is not the standard's, less what is expected, which must be there."""
    (contract,) = slither.get_contract_from_name(check.contract)
    functions, events = (ERCS | MORE_STANDARDS)[check.standard]
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS_OF_DEVIATION}
    generic_erc_checks(contract, functions, events, found)
    said = {one["description"].strip() for some in found.values() for one in some}
    return [f"{check.contract}, {check.standard}: {line}" for line in sorted(said - check.deviations.keys())] + [
        f"{check.contract}, {check.standard}: expected, but no longer found: {line}"
        for line in sorted(check.deviations.keys() - said)
    ]


# as slither-check-erc names them
KINDS_OF_DEVIATION = (
    "missing_function",
    "incorrect_return_type",
    "should_be_view",
    "missing_event_emmited",
    "missing_event",
    "missing_event_index",
)


def main() -> None:
    """Analyse, print one line a finding, and fail at any."""
    os.chdir(ROOT)
    compile_all()
    slither = read()
    kinds = detectors()
    wrong = findings(slither, kinds)
    for check in CHECKS:
        wrong += differences(slither, check)
    print("\n".join(wrong))
    if wrong:
        sys.exit(f"analyse: {len(wrong)} finding(s); mend, or except in place with a reason (docs/analysis.md)")
    print(f"{len(slither.contracts)} contracts, {len(kinds)} detectors, {len(CHECKS)} standards: nothing found")


if __name__ == "__main__":
    main()
