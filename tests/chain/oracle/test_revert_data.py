"""What the tests read of a reverted transaction is what it returned."""

import pytest
from brownie.exceptions import VirtualMachineError

from tests.chain.errors import revert_data, traced
from tests.chain.oracle.batches import AUGUST_ENDS, draft, pass_time, post
from tests.chain.oracle.deployments import DAY


def test_it_is_what_the_trace_ends_with_whatever_happened_since(oracle, credit, relayer):
    # the time of the block is part of the error
    with pytest.raises(VirtualMachineError, match="PeriodNotOver") as caught:
        post(oracle, draft(oracle, through=AUGUST_ENDS), relayer)
    pass_time(DAY)

    assert revert_data(caught.value) == traced(caught.value.txid) != b""
