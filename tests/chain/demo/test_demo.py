"""The whole demonstration, once, on a chain of its own; every figure below follows from the real readings."""

import io
import json
from decimal import Decimal

import pytest
from brownie import network
from rich.console import Console

from abate.chain.local_node import LocalNode
from abate.demo.run import require_kept, run_demo
from abate.report.page import render
from abate.report.summary import load_summary

PROMISES = 18


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The report's folder, where an earlier run had been, and what the terminal showed."""
    folder, out = tmp_path_factory.mktemp("demo"), io.StringIO()
    (folder / "demo-exchange" / "2013-0009").mkdir(parents=True)
    (folder / "demo-deployment.json").write_text("of another chain")
    with LocalNode(network.show_active()) as node:
        require_kept(run_demo(node.rpc_url, folder, Console(file=out, width=100)))
    return folder, out.getvalue()


@pytest.fixture(scope="module")
def summary(told):
    return json.loads((told[0] / "summary.json").read_text())


def column(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_every_promise_is_checked_and_holds(told, summary):
    assert len(summary["checks"]) == PROMISES
    assert [check["promise"] for check in summary["checks"] if not check["kept"]] == []
    assert f"All {PROMISES} promises hold." in told[1]


def test_homes_have_the_figures_of_the_data(summary):
    figures = column(
        summary["homes"], "person", "months_counted", "kwh", "kg", "baseline_kg", "credits", "change_percent"
    )
    assert figures == [
        ("10006414", 2, "851.882", "618.603", "653.913", "34.250", "23.3"),
        ("10006486", 0, "0.000", "0.000", "0.000", "0.000", None),
        ("10006704", 2, "1897.311", "1377.751", "653.913", "0.000", "-15.3"),
        ("10017554", 1, "192.146", "139.529", "311.305", "166.622", "7.1"),
        ("10017562", 3, "928.713", "674.394", "868.494", "188.277", "-1.1"),
        ("10017936", 3, "2355.557", "1710.511", "868.494", "0.000", "-1.9"),
        ("10017994", 2, "419.785", "304.831", "653.913", "338.609", "2.5"),
        ("10018060", 3, "783.576", "569.002", "868.494", "290.507", "-28.1"),
        ("10018064", 3, "306.261", "222.394", "868.494", "626.717", "8.6"),
        ("10018250", 1, "327.560", "237.861", "214.581", "0.000", "-20.6"),
    ]


def test_a_month_above_baseline_is_netted(summary):
    home = summary["homes"][0]
    months = column(home["months"], "period", "counted", "kg", "baseline_kg")
    assert months[:2] == [("2013-07", True, "357.878", "342.608"), ("2013-08", True, "260.725", "311.305")]
    # 35.310 kg below its baseline in both months together, less 3 %
    assert home["credits"] == "34.250"


def test_months_that_do_not_count_say_why(summary):
    reasons = {
        (home["person"], month["period"]): month["reason"] for home in summary["homes"] for month in home["months"]
    }
    assert reasons["10006486", "2013-07"] == "nothing in 2012-07"
    assert reasons["10018250", "2013-08"] == "2012-08: complete is false in the data"
    assert reasons["10018064", "2013-09"] is None
    assert sum(reason is not None for reason in reasons.values()) == 10


def test_batches_issue_to_people_and_reserve_within_their_cap(summary):
    figures = column(
        summary["batches"], "sequence", "period", "accounts", "authorised", "issued_people", "issued_reserve"
    )
    assert figures == [
        (1, "2013-07", "10", "695.267", "674.407", "20.858"),
        (2, "2013-08", "10", "1733.531", "0.000", "0.000"),
        (3, "2013-08", "10", "1466.172", "747.776", "23.127"),
        (4, "2013-09", "10", "1695.860", "222.799", "6.890"),
    ]
    assert all(len(batch["signers"]) == 2 for batch in summary["batches"])
    final = [(batch["final_at"][:10], batch["fell"]) for batch in summary["batches"]]
    assert final == [("2013-08-04", False), ("2013-09-03", True), ("2013-09-03", False), ("2013-10-03", False)]


def test_one_wrong_reading_is_ignored_by_the_median_and_named(told, summary):
    (case,) = summary["misreadings"]
    # 103.596 kWh x 0.72616 kg, and ten times that; the home's credits are those of the right reading
    assert column(case["observed"], "operator", "kg") == [
        ("operator 1", "75.227"),
        ("operator 2", "752.273"),
        ("operator 3", "75.227"),
    ]
    assert (case["person"], case["median_kg"], case["outlier"]) == ("10018064", "75.227", "operator 2")
    assert "operator 2 read 752.273 kg for home 10018064 where the median is 75.227: ignored" in told[1]


def test_a_batch_with_a_false_figure_falls_and_the_corrected_one_goes_through(summary):
    (fallen,) = summary["fallen"]
    assert (fallen["sequence"], fallen["corrected_by"], fallen["issued"]) == (2, 3, "0.000")
    assert (fallen["signers"], fallen["challenger"]) == (["operator 1", "operator 3"], "operator 2")
    # 1386.554 kg less 1000 is 267.359 kg below the baseline of two months, 653.913 kg; less 3 %
    assert (fallen["right_kg"], fallen["false_kg"]) == ("1386.554", "386.554")
    assert (fallen["right_credits"], fallen["false_credits"]) == ("0.000", "259.338")
    assert fallen["fault"] == "a figure is not the median of the observations"
    assert fallen["refusal"].endswith(": credits is 259338, the operators' figures give 0")
    assert fallen["posted_at"] <= fallen["committed_at"] < fallen["fell_at"] <= fallen["corrected_at"]


def test_its_signers_lose_a_slice_and_are_in_force_again(summary):
    (fallen,) = summary["fallen"]
    assert column(fallen["slashed"], "operator", "before", "lost", "after", "end") == [
        ("operator 1", "1000.000000", "250.000000", "750.000000", "1000.000000"),
        ("operator 3", "1000.000000", "250.000000", "750.000000", "1000.000000"),
    ]
    assert (fallen["reward"], fallen["destroyed"]) == ("125.000000", "375.000000")
    bonds = summary["bonds"]
    assert (bonds["paid"], bonds["held"], bonds["rewards"]) == ("3500.000000", "3000.000000", "125.000000")


def test_each_round_clears_at_one_price(summary):
    names = ("supply_lots", "demand_lots", "opening_price", "clearing_price", "sold_lots", "paid_in", "paid_out")
    assert column(summary["rounds"], *names) == [
        ("673", "816", "0.020000", "0.126000", "673", "84.798000", "84.798000"),
        ("746", "826", "0.109123", "0.141123", "746", "105.277758", "105.277758"),
        ("223", "218", "0.112899", "0.112899", "218", "24.611982", "24.611982"),
    ]


def test_each_round_opens_by_the_last_ones_demand_and_supply(told, summary):
    assert column(summary["rounds"], "formula", "formula_price", "opening_price", "opening_rule") == [
        (None, None, "0.020000", "the floor, as nothing was sold before"),
        ("816 / 673 x 300 kg x 0.0003", "0.109123", "0.109123", "the formula"),
        ("826 / 746 x 300 kg x 0.0003", "0.099651", "0.112899", "at least 0.8 x the last clearing price"),
    ]
    assert "opened at 0.109123 (816 / 673 x 300 kg x 0.0003)" in told[1]


def bids(round_):
    return [
        (bid["person"], bid["way"], column(bid["steps"], "lots", "limit_price"), bid["filled"], bid["paid"])
        for bid in round_["bids"]
    ]


def test_demand_above_supply_is_shared_at_the_clock(summary):
    assert bids(summary["rounds"][0]) == [
        ("neighbour A", "signed", [("8", "0.130000")], "8", "1.008000"),
        ("neighbour B", "signed", [("7", "0.150000")], "7", "0.882000"),
        ("neighbour C", "signed", [("25", "0.110000")], "0", "0.000000"),
        ("10006704", "direct", [("390", "0.142000")], "390", "49.140000"),
        ("10017936", "direct", [("386", "0.126000")], "268", "33.768000"),
    ]


def test_who_is_outbid_leaves_and_has_the_money_back_at_once(told, summary):
    exits = [column(round_["exits"], "person", "lots", "limit_price") for round_ in summary["rounds"]]
    assert exits == [[("10006414", "16", "0.118000")], [], []]
    # 16 lots x 0.118
    assert "10006414 was outbid and left, 1.888000 LOC back at once" in told[1]


def test_a_demand_curve_is_filled_step_by_step(summary):
    curve = next(bid for bid in bids(summary["rounds"][1]) if bid[1] == "curve")
    # 746 lots less 465, 9 and 8 above the clock leave 264: the upper step whole, 64 of the lower one
    assert curve == ("10006704", "curve", [("200", "0.155123"), ("134", "0.141123")], "264", "37.256472")


def test_people_without_gas_bid_hold_and_retire(summary):
    people = [balance for balance in summary["balances"] if balance["person"].startswith("neighbour")]
    assert column(people, "person", "transactions", "wei", "bought", "retired", "credits", "money_in_vault") == [
        ("neighbour A", "0", "0", "20.000", "0.000", "20.000", "7.411420"),
        ("neighbour B", "0", "0", "16.000", "0.000", "16.000", "7.847893"),
        ("neighbour C", "0", "0", "4.000", "0.000", "4.000", "9.548404"),
        ("neighbour D", "0", "0", "6.000", "6.000", "0.000", "9.322606"),
    ]
    assert all(int(balance["wei"]) > 0 for balance in summary["balances"] if balance not in people)


def test_supply_above_demand_is_shared_by_the_sellers(summary):
    assert column(summary["rounds"][2]["consignments"], "person", "lots", "sold", "income") == [
        ("10017562", "27", "26", "2.935374"),
        ("10018060", "58", "57", "6.435243"),
        ("10018064", "138", "135", "15.241365"),
    ]


def test_what_was_won_is_retired_with_a_certificate_that_the_contract_draws(summary):
    papers = summary["certificates"]
    assert column(papers, "number", "person", "period", "credits") == [
        (1, "10006704", "2013-07", "390.000"),
        (2, "10017936", "2013-07", "268.000"),
        (3, "10006704", "2013-08", "264.000"),
        (4, "10017936", "2013-08", "465.000"),
        (5, "neighbour D", "2013-09", "6.000"),
        (6, "10006704", "2013-09", "70.000"),
        (7, "10017936", "2013-09", "110.000"),
        (8, "10018250", "2013-09", "24.000"),
    ]
    assert all(paper["svg"].startswith("<svg") and paper["credits"] in paper["svg"] for paper in papers)


def test_homes_above_retire_their_whole_excess_where_enough_is_sold(summary):
    excess = {home["person"]: Decimal(home["excess_kg"]) for home in summary["homes"]}
    retired = {
        balance["person"]: Decimal(balance["retired"]) for balance in summary["balances"] if balance["person"] in excess
    }
    assert {person: amount for person, amount in retired.items() if amount} == {
        "10006704": 724,  # 723.838 kg, rounded up
        "10017936": 843,  # 842.017 kg
        "10018250": 24,  # 23.280 kg
    }
    assert all(0 <= amount - excess[person] < 1 for person, amount in retired.items())


def test_supply_is_issued_less_retired(summary):
    assert summary["supply"] == {
        "authorised": "1695.860",
        "issued": "1695.857",
        "held": "47.982",
        "reserve": "50.875",
        "retired": "1597.000",
    }


def test_all_money_is_at_home_again(summary):
    ends = [Decimal(balance["money_end"]) for balance in summary["balances"]]
    # ten homes with 500, four neighbours with 10
    assert sum(ends) == Decimal("5040.000000")
    assert summary["balances"][2]["money_end"] == "405.700598"


def test_gas_is_told_for_every_step(summary):
    steps = {step["step"]: step for step in summary["gas"]}
    assert "other" not in steps
    assert (steps["post a batch"]["transactions"], steps["post a batch"]["units"]) == ("4", "4")
    assert (steps["relay signed bids"]["transactions"], steps["relay signed bids"]["units"]) == ("3", "9")
    ways = ("bid from the vault", "deposit and bid", "bid with a curve", "leave when outbid")
    assert [steps[way]["units"] for way in ways] == ["3", "4", "1", "1"]
    assert (steps["settle bids"]["units"], steps["retire with a certificate"]["units"]) == ("16", "7")
    # three bonds, two top-ups; three operators, and two of them once more
    assert (steps["pay operators' bonds"]["units"], steps["put operators in force"]["units"]) == ("5", "5")
    challenge = ("commit to a proof", "prove a wrong median", "slash the signers", "take the challenger's reward")
    assert [steps[step]["transactions"] for step in challenge] == ["1", "1", "1", "1"]
    assert all(int(step["gas"]) > 21_000 for step in steps.values())


def test_the_page_is_made_of_the_summary(told):
    folder, text = told
    loaded = load_summary(folder / "summary.json")
    assert (folder / "index.html").read_text() == render(loaded)
    assert str(folder / "index.html") in text.replace("\n", "")


def test_what_an_earlier_run_left_in_the_folder_is_replaced(told):
    folder, _ = told
    names = ["demo-deployment.json", "demo-exchange", "index.html", "summary.json"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert sorted(path.name for path in (folder / "demo-exchange").iterdir()) == [f"2013-000{n}" for n in (1, 2, 3, 4)]
    assert json.loads((folder / "demo-deployment.json").read_text())["complete"] is True
