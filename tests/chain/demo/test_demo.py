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

PROMISES = 13


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
        (2, "2013-08", "10", "1466.172", "747.776", "23.127"),
        (3, "2013-09", "10", "1695.860", "222.799", "6.890"),
    ]
    assert all(len(batch["signers"]) == 2 for batch in summary["batches"])
    assert [batch["final_at"][:10] for batch in summary["batches"]] == ["2013-08-04", "2013-09-03", "2013-10-03"]


def test_each_round_clears_at_one_price(summary):
    names = ("supply_lots", "demand_lots", "opening_price", "clearing_price", "sold_lots", "paid_in", "paid_out")
    assert column(summary["rounds"], *names) == [
        ("673", "792", "0.020000", "0.126000", "673", "84.798000", "84.798000"),
        ("746", "784", "0.105913", "0.149913", "746", "111.835098", "111.835098"),
        ("223", "172", "0.119931", "0.119931", "172", "20.628132", "20.628132"),
    ]


def test_demand_above_supply_is_shared_at_the_clock(summary):
    assert column(summary["rounds"][0]["bids"], "person", "lots", "limit_price", "filled", "paid") == [
        ("10006414", "16", "0.118000", "0", "0.000000"),
        ("10006704", "390", "0.142000", "390", "49.140000"),
        ("10017936", "386", "0.126000", "283", "35.658000"),
    ]


def test_supply_above_demand_is_shared_by_the_sellers(summary):
    assert column(summary["rounds"][2]["consignments"], "person", "lots", "sold", "income") == [
        ("10017562", "27", "20", "2.398620"),
        ("10018060", "58", "45", "5.396895"),
        ("10018064", "138", "107", "12.832617"),
    ]


def test_what_was_won_is_retired_with_a_certificate_that_the_contract_draws(summary):
    papers = summary["certificates"]
    assert column(papers, "number", "person", "period", "credits") == [
        (1, "10006704", "2013-07", "390.000"),
        (2, "10017936", "2013-07", "283.000"),
        (3, "10006704", "2013-08", "296.000"),
        (4, "10017936", "2013-08", "450.000"),
        (5, "10006704", "2013-09", "38.000"),
        (6, "10017936", "2013-09", "110.000"),
        (7, "10018250", "2013-09", "24.000"),
    ]
    assert all(paper["svg"].startswith("<svg") and paper["credits"] in paper["svg"] for paper in papers)


def test_homes_above_retire_their_whole_excess_where_enough_is_sold(summary):
    retired = {balance["person"]: Decimal(balance["retired"]) for balance in summary["balances"]}
    excess = {home["person"]: Decimal(home["excess_kg"]) for home in summary["homes"]}
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
        "held": "53.982",
        "reserve": "50.875",
        "retired": "1591.000",
    }


def test_all_money_is_at_home_again(summary):
    ends = [Decimal(balance["money_end"]) for balance in summary["balances"]]
    assert sum(ends) == Decimal("5000.000000")
    assert summary["balances"][2]["money_end"] == "401.928374"


def test_gas_is_told_for_every_step(summary):
    steps = {step["step"]: step for step in summary["gas"]}
    assert "other" not in steps
    assert (steps["post a batch"]["transactions"], steps["post a batch"]["units"]) == ("3", "3")
    assert (steps["bid"]["units"], steps["retire with a certificate"]["units"]) == ("8", "7")
    assert (steps["pay operators' bonds"]["units"], steps["put operators in force"]["units"]) == ("3", "3")
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
    assert sorted(path.name for path in (folder / "demo-exchange").iterdir()) == ["2013-0001", "2013-0002", "2013-0003"]
    assert json.loads((folder / "demo-deployment.json").read_text())["complete"] is True
