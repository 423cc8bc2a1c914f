"""Python reproduces the policies' vectors; tests/chain/credits does the same with the contracts."""

import json

from abate.credits.policies import policy_named

from .conftest import REPO

VECTORS = json.loads((REPO / "tests" / "vectors" / "policies.json").read_text())


def test_every_vector():
    assert len(VECTORS) == 156
    for row in VECTORS:
        policy = policy_named(row["policy"])(row["coefficient"])
        assert policy.credits_of(int(row["baseline"]), int(row["emissions"]), row["periods"]) == int(row["gross"]), row
