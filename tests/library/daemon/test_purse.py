"""Nothing is signed above the day's limit; what was spent outlives the process."""

import io
from pathlib import Path

import pytest

from abate.chain.call import Call
from abate.daemon.log import Log
from abate.daemon.metrics import Metrics
from abate.daemon.purse import OverLimitError, Purse

CALL = Call("posting a batch", "0x5FbDB2315678afecb367f032d93F642f64180aa3", b"")
GWEI, DAY = 10**9, 24 * 3600


@pytest.fixture
def now():
    return [1_800_000_000.0]


@pytest.fixture
def purse(tmp_path, now):
    def make(**limits):
        out = Log(io.StringIO(), as_json=True)
        return Purse(tmp_path / "spending.json", out, Metrics(), clock=lambda: now[0], **limits)

    return make


def offer(nonce=0, fee=30 * GWEI, tip=2 * GWEI, gas=100_000):
    return {"nonce": nonce, "gas": gas, "maxFeePerGas": fee, "maxPriorityFeePerGas": tip}


def receipt(used=90_000, price=20 * GWEI, status=1):
    return {"gasUsed": used, "effectiveGasPrice": price, "status": status, "transactionHash": bytes(32)}


def test_a_day_costs_at_most_its_limit(purse, now):
    most = 100_000 * 30 * GWEI
    one = purse(daily=2 * most)
    one.open(CALL, offer(0))
    one.open(CALL, offer(1))
    with pytest.raises(OverLimitError) as refused:
        one.open(CALL, offer(2))
    assert str(refused.value) == (
        f"posting a batch may cost {most} wei, and {2 * most} of the day's {2 * most} are spent"
    )
    # the same nonce again takes the place of its earlier offer
    one.open(CALL, offer(1))
    now[0] += DAY
    one.open(CALL, offer(2))
    assert one.spent() == most


def test_what_was_spent_outlives_the_process_and_is_corrected_once(purse, now):
    first = purse()
    first.open(CALL, offer(7))
    again = purse()
    assert again.spent() == 100_000 * 30 * GWEI
    again.paid(CALL, receipt(), 7)
    again.paid(CALL, receipt(), 7)
    assert again.spent() == 90_000 * 20 * GWEI
    assert len(again.log.out.getvalue().splitlines()) == 1
    assert '"cost_wei": 1800000000000000' in again.log.out.getvalue()
    assert again.metrics.registry.get_sample_value("abate_operator_gas_total") == 90_000


def test_transactions_of_other_days_and_runs_are_not_counted_again(purse):
    one = purse()
    one.paid(CALL, receipt(), 3)
    one.paid(CALL, receipt(), None)
    assert (one.spent(), one.log.out.getvalue()) == (0, "")
    assert not Path(one.file).exists()


def test_a_reverted_transaction_is_told(purse):
    one = purse()
    one.open(CALL, offer(1))
    one.paid(CALL, receipt(status=0), 1)
    assert '"reason": "it reverted"' in one.log.out.getvalue()
    sample = one.metrics.registry.get_sample_value("abate_operator_transactions_total", {"outcome": "reverted"})
    assert sample == 1


def test_what_an_earlier_run_sent_is_settled_once(purse):
    purse().open(CALL, offer(3))
    again = purse()
    assert again.under_way() == [3]
    again.settle(3, receipt())
    assert (again.under_way(), again.spent()) == ([], 90_000 * 20 * GWEI)
    assert '"action": "posting a batch"' in again.log.out.getvalue()


def test_what_was_cancelled_stays_at_its_most(purse):
    one = purse()
    one.open(CALL, offer(3))
    one.settle(3, None)
    assert (one.under_way(), one.spent(), one.log.out.getvalue()) == ([], 100_000 * 30 * GWEI, "")


def test_how_long_a_transaction_waits_is_told_while_it_waits(purse):
    timer = [50.0]
    one = purse(timer=lambda: timer[0])

    def stuck():
        return one.metrics.registry.get_sample_value("abate_operator_stuck_seconds")

    assert stuck() == 0
    one.open(CALL, offer(1))
    timer[0] += 30
    one.open(CALL, offer(2))
    # replaced at a higher fee, it has waited all the same
    one.open(CALL, offer(1, fee=60 * GWEI))
    assert stuck() == 30
    one.paid(CALL, receipt(), 1)
    assert stuck() == 0
    timer[0] += 5
    assert stuck() == 5
    # a run that is started again counts from then on
    assert purse(timer=lambda: timer[0]).waited() == 0


def test_what_waits_over_midnight_is_settled_without_a_sheet(purse, now):
    one = purse()
    one.open(CALL, offer(3))
    now[0] += DAY
    assert (one.under_way(), one.spent()) == ([3], 0)
    one.settle(3, None)
    assert (one.under_way(), one.spent(), one.waited()) == ([], 0, 0)
