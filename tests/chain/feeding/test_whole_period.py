from brownie import chain

from abate.oracle.feed import feed, relay_final
from abate.oracle.typed_data import digest
from tests.chain.feeding.conftest import JULY, VINTAGE, WINDOW

FIGURES = {
    "ada": (1_000_000, 900_000, 1),
    "ben": (1_000_000, 950_000, 1),
    "cleo": (1_000_000, 1_200_000, 1),
    "dan": (500_000, 499_000, 1),
}


def test_three_operators_post_and_a_relayer_issues_to_everybody(
    vintage, methodology, operator_keys, desks, figures, sender, people, deployed, credit
):
    operators = [key.address for key in operator_keys]
    fed = feed(vintage, methodology, operators, desks, lambda operator: figures(FIGURES), JULY, sender)

    (event,) = vintage.oracle.events_of(fed.posted.receipt, "BatchPosted")
    assert event["root"] == fed.draft.batch.root
    assert (event["vintage"], event["sequence"], event["count"]) == (VINTAGE, 1, 4)
    assert event["authorisedTotal"] == 151_000
    assert event["signers"] == 0b011
    assert deployed.finalBatch(VINTAGE)["sequence"] == 0

    chain.sleep(WINDOW)
    chain.mine()
    relayed = relay_final(vintage, desks[0], sender)

    assert [credit.balanceOf(account) for account in people.values()] == [97_000, 48_500, 0, 970]
    assert credit.balanceOf(deployed.reserve()) == 4_530
    assert credit.totalIssued() == 97_000 + 48_500 + 970 + 4_530
    assert (relayed.accounts, relayed.issued, relayed.reserve, relayed.short) == (3, 146_470, 4_530, 0)


def test_the_contract_hashes_the_batch_as_the_operators_do(
    vintage, methodology, operator_keys, desks, figures, sender, deployed
):
    operators = [key.address for key in operator_keys]
    fed = feed(vintage, methodology, operators, desks, lambda operator: figures(FIGURES), JULY, sender)

    assert deployed.digestOf(fed.draft.batch.as_tuple()) == "0x" + digest(vintage.deployment, fed.draft.batch).hex()
