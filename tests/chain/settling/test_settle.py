from xml.etree import ElementTree

from brownie import accounts

from abate.runs.settle import Work
from tests.chain.settling.conftest import ALICE, BOB, CAROL, DAVE, EVE

# demand 55 exceeds the supply of 40 at 0.04 and not above: all pay 0.04; carol is filled whole, dave and eve share 25
PRICE = 40_000
FILLED = {CAROL: 15, DAVE: 12, EVE: 13}
SOLD = {ALICE: 30, BOB: 10}


def test_winners_get_their_credits_and_pay_the_one_price(settle, contracts, ended):
    assert settle().code == 0

    for index, lots in FILLED.items():
        account = accounts[index].address
        assert contracts.credit.balance_of(account) == lots * 1_000
        assert contracts.auction.vault_of(account) == 2_000_000 - lots * PRICE


def test_sellers_are_paid_and_nothing_is_left_over(settle, contracts, ended):
    settle()

    for index, lots in SOLD.items():
        assert contracts.auction.vault_of(accounts[index].address) == lots * PRICE
    assert contracts.credit.balance_of(contracts.auction.address) == 0
    vaults = sum(contracts.auction.vault_of(accounts[index].address) for index in (*FILLED, *SOLD))
    assert contracts.currency.balance_of(contracts.auction.address) == vaults == 6_000_000


def test_the_result_is_written_exactly(settle, result, ended):
    settle()

    found = result()
    assert (found["supply"], found["demand"], found["sold"]) == (40, 55, 40)
    assert (found["opening_price"], found["clearing_price"], found["revenue"]) == ("20000", "40000", "1600000")
    assert [(bid["bidder"], bid["filled"], bid["cost"], bid["claimed"]) for bid in found["bids"]] == [
        (accounts[index].address, lots, str(lots * PRICE), True) for index, lots in FILLED.items()
    ]


def test_a_row_for_each_bid_and_each_consignment_is_in_the_tables(settle, tmp_path, ended):
    settle()

    bids = (tmp_path / "result" / "round-1-bids.csv").read_text().splitlines()
    sales = (tmp_path / "result" / "round-1-consignments.csv").read_text().splitlines()
    assert (len(bids), len(sales)) == (1 + 3, 1 + 2)
    assert accounts[DAVE].address in bids[2]


def test_the_result_is_shown_in_the_currency(settle, ended):
    shown = settle().out

    assert "clearing price  0.040000 LOC" in shown
    assert "income          1.600000 LOC" in shown
    assert "sold            40 lots (40.000 credits)" in shown
    assert "cover ratio     1.3750" in shown
    assert "bids, mean      0.045455" in shown
    assert "bidders         3, 3 of them successful" in shown


def test_the_book_is_drawn_with_its_clearing_price(settle, tmp_path, ended):
    settle()

    drawn = (tmp_path / "result" / "round-1-book.svg").read_text()
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert "Supply 40 lots, demand 55 lots; opening price 0.020000 LOC, clearing price 0.040000 LOC per lot" in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_progress_is_shown_of_every_transaction(settle, ended):
    shown = settle().out

    assert [line.split(":")[0].strip() for line in shown.splitlines() if " gas" in line] == [
        "1 of 3, publishing the result",
        "2 of 3, settling bids",
        "3 of 3, paying sellers",
    ]


def test_machines_get_the_file(settle, result, ended):
    assert settle("--json").json == result()


def test_settling_again_sends_nothing(settle, contracts, ended):
    settle()
    block = contracts.chain.block()["number"]

    assert settle().code == 0
    assert contracts.chain.block()["number"] == block


def test_what_was_left_over_is_never_called_settled(settle, contracts, ended, tmp_path, monkeypatch):
    monkeypatch.setattr(Work, "send", lambda self, calls, mark="": None)

    refused = settle()

    assert refused.code == 1
    assert refused.err == "abate: round 1 is not settled: 3 bids and 2 sales left\n"
    assert not (tmp_path / "result").exists()


def test_what_others_settled_already_is_left_alone(settle, contracts, wallet, ended):
    wallet(CAROL).do(contracts.auction.claim(accounts[CAROL].address))

    assert settle().code == 0
    assert contracts.credit.balance_of(accounts[CAROL].address) == 15_000


def test_no_journal_is_left_behind(settle, record, ended):
    settle()

    assert list(record.parent.glob("*.journal")) == []
