"""Posting in the steady state: both places of the double buffer were used before."""

import pytest

from tests.chain.keys import local_key
from tests.chain.oracle.batches import JULY_ENDS, draft, make_final, post, word
from tests.chain.oracle.committee import Committee
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

FIRST_OPERATOR = 3


@pytest.mark.parametrize(("quorum", "size"), [(3, 5), (5, 7)])
def test_post_batch(deployer, owner, guardian, relayer, record, quorum, size):
    committee = Committee.of([local_key(FIRST_OPERATOR + i) for i in range(size)])
    oracle = deploy_oracle(deployer, owner=owner, guardian=guardian, operators=committee.addresses, quorum=quorum)
    open_vintage(oracle, owner)
    # the local chains begin when July ends; each batch covers a little more of it, the times are constants
    for batch in (3, 2, 1):
        total = 1_000_000_000 + 3 - batch
        signed = draft(oracle, through=JULY_ENDS - batch, root=word(f"root {batch}"), authorisedTotal=total)
        tx = post(oracle, signed, relayer, committee, quorum)
        make_final(oracle)

    record(f"oracle.postBatch.{quorum}of{size}", tx.gas_used)
