"""Every promise is kept in a sound run, and each one notices the figure that breaks it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from abate.demo.checks import Found, Outcome, check_promises
from abate.report.summary_spending import Donated, Redeemed
from tests.library.report.sample import FALLEN, SUMMARY

SLICES = "Each signer loses a slice, and betraying one's own batch never pays"

OUTCOME = Outcome(
    homes=SUMMARY.homes,
    batches=SUMMARY.batches,
    misreadings=SUMMARY.misreadings,
    fallen=SUMMARY.fallen,
    bonds=SUMMARY.bonds,
    rounds=SUMMARY.rounds,
    certificates=SUMMARY.certificates,
    balances=SUMMARY.balances,
    supply=SUMMARY.supply,
)
FOUND = Found(
    total_supply=Decimal("19.140"),
    people_cap=Decimal("288.227"),
    reserve_cap=Decimal("8.914"),
    expected={"10018064": Decimal("288.226"), "10006704": Decimal("0.000"), "10006486": Decimal("0.000")},
    issued_again=Decimal("0.000"),
    auction_credits=Decimal("0.000"),
    auction_money=Decimal("8.580000"),
    registry_money=Decimal("3375.00"),
    in_force=True,
    certificates_locked=True,
    rederived=1,
)


def broken(outcome, found):
    return {check.promise for check in check_promises(outcome, found) if not check.kept}


def changed(part, **update):
    first, *others = getattr(OUTCOME, part)
    return replace(OUTCOME, **{part: (first.model_copy(update=update), *others)})


def of_bonds(**update):
    return replace(OUTCOME, bonds=SUMMARY.bonds.model_copy(update=update))


def of_neighbour(**update):
    *homes, neighbour = OUTCOME.balances
    return replace(OUTCOME, balances=(*homes, neighbour.model_copy(update=update)))


def of_bid(**update):
    (round_,) = OUTCOME.rounds
    bid, *others = round_.bids
    return changed("rounds", bids=(bid.model_copy(update=update), *others))


def test_a_sound_run_keeps_every_promise_and_shows_its_figures():
    checks = check_promises(OUTCOME, FOUND)
    assert [check.promise for check in checks if not check.kept] == []
    assert len(checks) == 18
    findings = {check.promise: check.finding for check in checks}
    assert findings["Supply = issued - retired"] == "19.140 = 297.140 - 278.000"
    assert findings["Filled = min(supply, demand)"] == "288 = min(288, 360)"
    assert findings["No money is made or lost"] == "1510.000000 at the start, 1510.000000 at the end"


@pytest.mark.parametrize(
    ("found", "promise"),
    [
        ({"expected": {"10018064": Decimal("288.225")}}, "Every home was issued what the files give"),
        ({"people_cap": Decimal("288.225"), "reserve_cap": Decimal("8.916")}, "Issued is bounded"),
        ({"issued_again": Decimal("0.001")}, "Nothing is counted twice"),
        ({"rederived": 0}, "Results can be derived again from the chain's events"),
        ({"auction_money": Decimal("8.580001")}, "No dust"),
        ({"registry_money": Decimal("3375.01")}, "Every bond is accounted for"),
        ({"in_force": False}, "Every bond is accounted for"),
        ({"certificates_locked": False}, "Retired is final"),
    ],
)
def test_a_wrong_figure_of_the_chain_breaks_its_promise(found, promise):
    assert broken(OUTCOME, replace(FOUND, **found)) == {promise}


@pytest.mark.parametrize(
    ("outcome", "promises"),
    [
        (changed("rounds", sold_lots=287), {"Filled = min(supply, demand)"}),
        (changed("rounds", paid_out=Decimal("40.895999")), {"Paid in = paid out"}),
        (changed("rounds", clearing_price=Decimal("0.150001")), {"One price for all"}),
        (changed("balances", money_end=Decimal("540.895999")), {"No money is made or lost"}),
        (changed("balances", credits=Decimal("0.225")), {"Balances add up to the supply"}),
        (changed("batches", issued_people=Decimal("288.225")), {"All that was issued came from a signed batch"}),
        (changed("batches", signers=()), {"All that was issued came from a signed batch"}),
        (changed("certificates", credits=Decimal("277.999")), {"Retired is final"}),
        (changed("misreadings", median_kg=Decimal("752.271")), {"One wrong reading changes nothing"}),
        (changed("fallen", issued=Decimal("0.001")), {"A batch that is proven wrong issues nothing"}),
        (changed("fallen", reward=Decimal("126.00")), {SLICES}),
        (changed("fallen", signers=("operator 1",)), {SLICES}),
        (changed("fallen", slashed=FALLEN.slashed[:1], destroyed=Decimal("125.00")), {SLICES}),
        (changed("fallen", challenger="operator 3"), {SLICES}),
        (changed("fallen", reward=Decimal("200.00"), destroyed=Decimal("300.00")), {SLICES}),
        (of_bonds(held=Decimal("2999.99")), {"Every bond is accounted for"}),
        (of_neighbour(transactions=1), {"No dust", "People without gas take part"}),
        (of_neighbour(wei=1), {"No dust", "People without gas take part"}),
        (of_bid(filled=351), {"Filled = min(supply, demand)", "One price for all"}),
        (of_bid(paid=Decimal("39.476001")), {"One price for all"}),
    ],
)
def test_a_wrong_figure_of_the_run_breaks_its_promise(outcome, promises):
    assert broken(outcome, FOUND) == promises


def test_a_supply_that_is_not_issued_less_retired_is_noticed():
    off_by_a_gram = replace(OUTCOME, supply=SUMMARY.supply.model_copy(update={"retired": Decimal("277.999")}))
    assert "Supply = issued - retired" in broken(off_by_a_gram, FOUND)
    stray = replace(FOUND, total_supply=Decimal("19.141"))
    assert broken(OUTCOME, stray) == {"Supply = issued - retired", "Balances add up to the supply"}


REDEEMED = Redeemed(
    voucher=4294967297,
    title="Day pass",
    partner="a bus company",
    person="10018064",
    credits="1.500",
    settlement="pays-partner",
    discount_percent="0.00",
    state="honoured",
)
DONATED = Donated(
    cause="10006704", person="10018064", credits="278.000", certificate=20130000000001, statement="for the wetland"
)
NO_ESCROW, REACHES = "No reward's price is lost in escrow", "Donations reach their cause"


def spent(reward=REDEEMED, donation=DONATED):
    return replace(OUTCOME, rewards=(reward,), donations=(donation,))


def test_rewards_and_donations_that_arrive_keep_their_promises():
    kept = {check.promise for check in check_promises(spent(), FOUND) if check.kept}
    assert {NO_ESCROW, REACHES} <= kept


@pytest.mark.parametrize(
    ("outcome", "found", "promise"),
    [
        (spent(), {"catalogue_credits": Decimal("1.500")}, NO_ESCROW),
        (spent(reward=REDEEMED.model_copy(update={"state": "open"})), {}, NO_ESCROW),
        (spent(), {"donation_credits": Decimal("0.001")}, REACHES),
        (spent(donation=DONATED.model_copy(update={"certificate": 20130000000002})), {}, REACHES),
        (spent(donation=DONATED.model_copy(update={"cause": "10018064"})), {}, REACHES),
        (spent(donation=DONATED.model_copy(update={"credits": Decimal("277.999")})), {}, REACHES),
    ],
)
def test_a_price_left_in_escrow_or_a_donation_astray_is_noticed(outcome, found, promise):
    assert promise in broken(outcome, replace(FOUND, **found))
