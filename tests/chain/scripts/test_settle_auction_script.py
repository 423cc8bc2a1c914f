from brownie import chain

from abate.deploy import Contracts, Deployment
from tests.chain.programmes import sender_of


def test_a_round_without_bids_is_settled_too(deployed, script, record, relayer, tmp_path):
    sender = sender_of(relayer)
    contracts = Contracts(Deployment.load(record), sender.chain)
    sender.send(contracts.auction.open_round())
    chain.sleep(24 * 3600)
    chain.mine()

    done = script("settle_auction", f"deployment={record}", f"out={tmp_path / 'result'}", "round=1")

    assert (done.settlement.round, done.settlement.outcome.sold, done.settlement.is_complete) == (1, 0, True)
    assert (tmp_path / "result" / "round-1.json").exists()


def test_without_a_round_it_ends_with_one_line(deployed, fails, record):
    assert fails(2, "settle_auction", f"deployment={record}") == "abate: no auction round was opened yet\n"


def test_a_round_that_is_no_number_is_refused(fails):
    assert fails(2, "settle_auction", "round=first") == "abate: round: 'first' is no round\n"
