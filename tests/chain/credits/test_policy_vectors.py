"""The policy contracts reproduce the vectors that Python reproduces in tests/library/credits."""

import json
from pathlib import Path

import brownie
import pytest

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "policies.json").read_text())
COEFFICIENTS = sorted({row["coefficient"] for row in VECTORS})


@pytest.mark.parametrize("coefficient", COEFFICIENTS)
@pytest.mark.parametrize(("policy", "contract"), [("reduction", "ReductionPolicy"), ("index", "IndexPolicy")])
def test_every_vector(deployer, policy, contract, coefficient):
    deployed = deployer.deploy(getattr(brownie, contract), coefficient)
    rows = [row for row in VECTORS if (row["policy"], row["coefficient"]) == (policy, coefficient)]
    assert len(rows) == 13
    for row in rows:
        got = deployed.creditsOf(int(row["baseline"]), int(row["emissions"]), row["periods"])
        assert got == int(row["gross"]), row
