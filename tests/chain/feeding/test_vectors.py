"""The contract and the vectors agree wherever a contract hashes what operators hash."""

import json
from pathlib import Path

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "batch.json").read_text())
FIELDS = [name for name in VECTORS["batch"] if name not in ("structHash", "digest", "signatures")]


def test_struct_hash_of_the_batch(deployed):
    batch = [VECTORS["batch"][field] for field in FIELDS]
    assert deployed.hashOf(batch) == VECTORS["batch"]["structHash"]


def test_gross_credits(ReductionPolicy, deployer):
    policy = deployer.deploy(ReductionPolicy, 1_000_000)
    for person in VECTORS["people"]:
        gross = policy.creditsOf(person["baseline"], person["emissions"], person["periods"])
        assert gross == int(person["gross"])
