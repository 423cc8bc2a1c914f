"""A credit and a certificate as they are deployed, figures claimed and one certificate made, for foreign clients."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from brownie import web3

from tests.chain.certificate.conftest import certificate, figures, holders  # noqa: F401 (fixtures)
from tests.chain.keys import local_key

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / "node_modules"
PEOPLE = {"relayer": 8, "alice": 10, "bob": 11, "carol": 12, "nobody": 13}


@pytest.fixture(scope="module")
def stage(credit, certificate, holders, alice, carol):  # noqa: F811 (fixtures)
    """What a client is told: where everything is, whose keys it has, and a certificate of carol's."""
    made = certificate.retire(credit, 5_000, carol, "For the standards' sake", {"from": alice})
    return {
        "url": web3.provider.endpoint_uri,
        "chainId": web3.eth.chain_id,
        "credit": credit.address,
        "certificate": certificate.address,
        "keys": {name: f"0x{bytes(local_key(place).key).hex()}" for name, place in PEOPLE.items()},
        "retired": {"id": str(made.return_value or made.events["Retired"]["id"]), "transaction": made.txid},
    }


@pytest.fixture(scope="module")
def run(stage):
    """Run all checks with a client library: (standard, sentence) -> what is wrong, None where it holds."""

    def with_library(library: str) -> dict[tuple[str, str], str | None]:
        command = ["node", HERE / "run.mjs", library, json.dumps(stage)]
        environment = {"PATH": os.environ["PATH"], "NODE_PATH": str(MODULES)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        return {(each["standard"], each["sentence"]): each["problem"] for each in json.loads(done.stdout)}

    return with_library
