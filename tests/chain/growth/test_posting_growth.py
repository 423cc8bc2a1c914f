"""Posting a batch, by how many operators sign it: both places of the double buffer were used before."""

import pytest

from tests.chain.keys import local_key
from tests.chain.oracle.batches import JULY_ENDS, draft, make_final, post, word
from tests.chain.oracle.committee import FIRST, Committee
from tests.chain.oracle.deployments import deploy_oracle, open_vintage


@pytest.mark.parametrize(("quorum", "size"), [(2, 3), (3, 5), (5, 9), (8, 15), (13, 25)])
def test_post_batch_by_quorum(deployer, owner, guardian, relayer, record, quorum, size):
    committee = Committee.of([local_key(FIRST + place) for place in range(size)])
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, operators=committee.addresses, quorum=quorum)
    open_vintage(oracle, owner)
    for batch in (3, 2, 1):
        signed = draft(oracle, through=JULY_ENDS - batch, root=word(f"root {batch}"))
        tx = post(oracle, signed, relayer, committee, quorum)
        make_final(oracle)

    record(f"oracle.postBatch.{quorum}of{size}", tx.gas_used)
