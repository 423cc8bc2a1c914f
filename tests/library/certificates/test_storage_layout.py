"""The places that proofs are about are those that the compiler gives."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from abate.certificates import layout

ROOT = Path(__file__).parents[3]
CERTIFICATE = "contracts/certificate/RetirementCertificate.sol"
ORACLE = "contracts/oracle/EmissionOracle.sol"


@pytest.fixture(scope="module")
def storage():
    """Contract to what the compiler says of its storage."""
    files = [path for folder in ("contracts", "interfaces") for path in (ROOT / folder).rglob("*.sol")]
    question = {
        "language": "Solidity",
        "sources": {str(path.relative_to(ROOT)): {"content": path.read_text()} for path in files},
        "settings": {
            "evmVersion": "shanghai",
            "remappings": ["@openzeppelin=node_modules/@openzeppelin"],
            "outputSelection": {one: {"*": ["storageLayout"]} for one in (CERTIFICATE, ORACLE)},
        },
    }
    (compiler,) = Path(os.environ["SOLCX_BINARY_PATH"]).glob("solc-v*")
    command = [compiler, "--standard-json", "--base-path", str(ROOT), "--allow-paths", str(ROOT)]
    done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=True, cwd=ROOT)
    contracts = json.loads(done.stdout)["contracts"]
    return {Path(file).stem: contracts[file][Path(file).stem]["storageLayout"] for file in (CERTIFICATE, ORACLE)}


def slots(found):
    return {each["label"]: int(each["slot"]) for each in found["storage"]}


def members(found, name):
    (kind,) = (kind for key, kind in found["types"].items() if key.startswith(f"t_struct({name})"))
    return [(each["label"], int(each["slot"]), each["offset"]) for each in kind["members"]]


def test_certificates_lie_where_their_proofs_look(storage):
    found = slots(storage["RetirementCertificate"])

    assert found["_certificates"] == layout.CERTIFICATES
    assert found["_statements"] == layout.STATEMENTS
    assert members(storage["RetirementCertificate"], "Certificate") == [
        ("beneficiary", 0, 0),
        ("amount", 0, 20),
        ("day", 0, 26),
        ("batchSequence", 0, 28),
    ]


def test_vintages_lie_where_their_proofs_look(storage):
    found = slots(storage["EmissionOracle"])

    assert found["creditOf"] == layout.CREDITS
    assert found["methodologyOf"] == layout.METHODOLOGIES
    assert found["_buffers"] == layout.BUFFERS
    assert [each for each in members(storage["EmissionOracle"], "Buffers") if each[0] == "records"] == [
        ("records", layout.RECORDS[0], 0)
    ]
