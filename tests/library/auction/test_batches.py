from types import SimpleNamespace

from abate.auction.plan import BASE_GAS, CLAIM_GAS, PAY_GAS, RETIRE_GAS, batches

BIDDERS = tuple(f"bidder{i}" for i in range(7))


def round_with(bidders=BIDDERS, sales=5, published=True):
    return SimpleNamespace(published=published, unclaimed=bidders, unpaid=tuple(range(sales)))


def test_batches_are_as_large_as_the_gas_limit_allows():
    plan = batches(round_with(), BASE_GAS + 3 * CLAIM_GAS)

    assert [len(batch) for batch in plan.claims] == [3, 3, 1]
    assert [len(batch) for batch in plan.payments] == [3 * CLAIM_GAS // PAY_GAS] * 2 + [1]
    assert sum(plan.claims, ()) == BIDDERS


def test_at_least_one_goes_into_a_batch():
    assert [len(batch) for batch in batches(round_with(), 1).claims] == [1] * 7


def test_claims_that_retire_are_counted_with_what_they_cost():
    plan = batches(round_with(), BASE_GAS + 2 * RETIRE_GAS, retiring=BIDDERS[:3])

    assert plan.claims == (BIDDERS[3:], BIDDERS[:2], BIDDERS[2:3])
