import pytest

from abate.oracle.desk import Desk
from abate.oracle.feed import feed, relay_final
from abate.oracle.relay import relay
from abate.oracle.typed_data import digest
from tests.chain.feeding.conftest import JULY, VINTAGE
from tests.chain.sending.faulty_node import Fault

FIGURES = {
    "ada": (1_000_000, 900_000, 1),
    "ben": (1_000_000, 950_000, 1),
    "cleo": (1_000_000, 1_200_000, 1),
    "dan": (500_000, 499_000, 1),
}


def test_three_operators_post_and_a_relayer_issues_to_everybody(
    vintage, desks, fed, window_over, sender, people, deployed, credit
):
    done = fed(desks, FIGURES, JULY)

    (event,) = vintage.oracle.events_of(done.posted.receipt, "BatchPosted")
    assert event["root"] == done.draft.batch.root
    assert (event["vintage"], event["sequence"], event["count"]) == (VINTAGE, 1, 4)
    assert event["authorisedTotal"] == 151_000
    assert event["signers"] == 0b011
    assert event["finalAt"] == done.posted.final_at
    assert deployed.finalBatch(VINTAGE)["sequence"] == 0

    window_over()
    relayed = relay_final(vintage, desks[0], sender)

    assert [credit.balanceOf(account) for account in people.values()] == [97_000, 48_500, 0, 970]
    assert credit.balanceOf(deployed.reserve()) == 4_530
    assert credit.totalIssued() == 97_000 + 48_500 + 970 + 4_530
    assert (relayed.accounts, relayed.issued, relayed.reserve, relayed.short) == (3, 146_470, 4_530, 0)


def test_the_contract_hashes_the_batch_as_the_operators_do(vintage, desks, fed, deployed):
    batch = fed(desks, FIGURES, JULY).draft.batch

    assert deployed.digestOf(batch.as_tuple()) == "0x" + digest(vintage.deployment, batch).hex()


def test_one_operator_that_misreads_a_meter_changes_nothing(
    vintage, methodology, operators, desks, figures, sender, window_over, people, credit
):
    wrong = figures({**FIGURES, "ben": (1_000_000, 0, 1)})
    right = figures(FIGURES)
    done = feed(
        vintage, methodology, operators, desks, lambda one: wrong if one == operators[2] else right, JULY, sender
    )
    window_over()
    relay_final(vintage, desks[0], sender)

    assert credit.balanceOf(people["ben"]) == 48_500
    assert done.draft.merged.disagreements.select("operator", "field", "observed").rows() == [
        (operators[2], "emissions", 0)
    ]


def test_feeding_again_sends_nothing(desks, fed, relayer):
    first = fed(desks, FIGURES, JULY)
    nonce = relayer.nonce

    again = fed(desks, FIGURES, JULY)

    assert again.posted.receipt is None
    assert (again.draft.batch, again.posted.final_at) == (first.draft.batch, first.posted.final_at)
    assert relayer.nonce == nonce


@pytest.mark.parametrize("step", ["show", "aggregate", "sign"])
def test_feeding_goes_on_where_it_was_killed(desks, fed, monkeypatch, step):
    class KilledError(Exception):
        """Stands for a process that ends."""

    def die(*arguments):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Desk, step, die)
        with pytest.raises(KilledError):
            fed(desks, FIGURES, JULY)

    assert fed(desks, FIGURES, JULY).posted.receipt is not None


def test_whoever_claims_in_between_stops_nobody(
    desks, fed, window_over, faulty, through, relayer, credit, people, stranger
):
    """After the relay asked who has something due, and before it sent."""
    leaves = fed(desks, FIGURES, JULY).draft.leaves
    window_over()
    row = leaves.rows()[bytes.fromhex(people["ben"].address[2:])]
    entry, proof = leaves.tree.entry(row), leaves.tree.proof(row)

    def claim():
        credit.issue(people["ben"], entry.credits, entry.report_hash, proof, {"from": stranger})

    vintage, sender = through(relayer)
    faulty.faults = [Fault("batch", then=claim)]
    done = relay(vintage, leaves, sender, 1)

    # of three people who had something due, and of the reserve
    assert (done.accounts, done.short, len(done.receipts)) == (3, 0, 3)
    assert credit.issuedTo(people["ben"]) == entry.credits == 48_500
    assert not faulty.faults
