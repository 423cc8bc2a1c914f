from types import SimpleNamespace

from web3 import Web3

from abate.auction.plan import BASE_GAS, CLAIM_GAS, PAY_GAS, RETIRE_GAS, batches
from abate.chain.auction import CreditAuction

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


def test_calls_have_gas_for_every_part_even_where_the_node_would_find_less_enough():
    auction = CreditAuction(SimpleNamespace(web3=Web3()), "0x" + "11" * 20)
    accounts = [f"0x{i:040x}" for i in range(1, 4)]
    plan = batches(round_with(accounts, 2, published=False), 10**7, retiring=accounts[2:])
    publish, plain, retiring, payments = plan.calls(auction, 1)

    assert publish.least_gas == 0
    assert (plain.least_gas, retiring.least_gas) == (BASE_GAS + 2 * CLAIM_GAS, BASE_GAS + RETIRE_GAS)
    assert payments.least_gas == BASE_GAS + 2 * PAY_GAS
