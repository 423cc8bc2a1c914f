"""The two sample programmes besides the demonstration's, each end to end on a chain of its own, from its real data."""

import io
import json

import pytest
from brownie import network
from rich.console import Console

from abate.chain.local_node import LocalNode
from abate.config import REPOSITORY
from abate.demo.run import require_kept, run_demo
from abate.report.page import render
from abate.report.summary import load_summary

ABSENT = {"One wrong reading changes nothing", "A batch that is proven wrong issues nothing"}


def run(name, folder):
    out = io.StringIO()
    programme = REPOSITORY / "programmes" / name / "programme.toml"
    with LocalNode(network.show_active()) as node:
        require_kept(run_demo(node.rpc_url, folder, Console(file=out, width=100), programme))
    return json.loads((folder / "summary.json").read_text()), out.getvalue(), folder


@pytest.fixture(scope="module")
def transport(tmp_path_factory):
    return run("public-transport", tmp_path_factory.mktemp("transport"))


@pytest.fixture(scope="module")
def employer(tmp_path_factory):
    return run("employer", tmp_path_factory.mktemp("employer"))


def column(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def promises(summary):
    assert [check["promise"] for check in summary["checks"] if not check["kept"]] == []
    return {check["promise"] for check in summary["checks"]}


def test_trips_become_credits_against_driving_them(transport):
    summary, _, _ = transport
    people = {home["person"]: home for home in summary["homes"]}
    assert len(people) == 16
    assert column([people["11726"]], "kg", "baseline_kg", "credits") == [("1.035", "2.517", "1.407")]
    assert column([people["11734"]], "kg", "baseline_kg", "credits") == [("0.000", "1.050", "0.997")]  # on foot
    assert column([people["11740"]], "kg", "baseline_kg", "credits") == [("2.093", "2.093", "0.000")]  # by car


def test_sponsors_without_gas_buy_what_travellers_sell(transport):
    (round_,) = transport[0]["rounds"]
    assert column([round_], "supply_lots", "demand_lots", "sold_lots", "clearing_price") == [
        ("165", "270", "165", "0.01800000")
    ]
    assert column(round_["bids"], "person", "way", "filled", "paid") == [
        ("a museum", "signed", "60", "1.08000000"),
        ("a department store", "signed", "90", "1.62000000"),
        ("a football club", "signed", "15", "0.27000000"),
    ]


def test_travellers_redeem_rewards_and_give_to_a_cause(transport):
    summary, _, _ = transport
    assert column(summary["rewards"], "person", "credits", "settlement", "discount_percent", "state") == [
        ("11735", "1.200", "retires-for-holder", "0.00", "honoured"),
        ("11733", "0.500", "pays-partner", "10.00", "honoured"),
    ]
    assert column(summary["donations"], "cause", "person", "credits") == [("Streets for Children", "11734", "0.400")]
    assert column(summary["certificates"], "person", "credits", "statement") == [
        ("a museum", "6.000", ""),
        ("11735", "1.200", "A day's travel in zones 1 to 4"),
        ("Streets for Children", "0.400", "For the way to school"),
    ]


def test_an_employers_market_clears_in_its_own_currency(employer):
    summary, told, _ = employer
    assert summary["programme"]["currency"] == "PERK"
    (round_,) = summary["rounds"]
    assert column([round_], "supply_lots", "demand_lots", "sold_lots", "clearing_price") == [
        ("95", "123", "95", "9.000000")
    ]
    assert column(round_["bids"], "person", "filled", "paid") == [
        ("9000013042", "19", "171.000000"),
        ("9000013068", "47", "423.000000"),
        ("9000013081", "29", "261.000000"),
    ]
    assert "5 employees below their baseline consigned 95 lots" in told


def test_an_employee_takes_a_day_of_leave_and_another_fills_the_fund(employer):
    summary, _, _ = employer
    assert column(summary["rewards"], "title", "person", "credits", "state") == [
        ("A day of leave", "9000013044", "250.000", "honoured")
    ]
    held = {balance["person"]: (balance["received"], balance["credits"]) for balance in summary["balances"]}
    assert held["human resources"] == ("250.000", "250.000")
    assert held["Ride-share fund"] == ("50.000", "50.000")


def test_what_is_not_staged_is_not_promised(transport, employer):
    for summary, _, _ in (transport, employer):
        kept = promises(summary)
        assert not kept & ABSENT
        assert {"No reward's price is lost in escrow", "Donations reach their cause"} <= kept
    assert "People without gas take part" in promises(transport[0])
    assert "People without gas take part" not in promises(employer[0])


def test_nothing_speaks_of_homes_or_months_where_there_are_none(transport, employer):
    for summary, told, folder in (transport, employer):
        page = render(load_summary(folder / "summary.json"))
        assert page == (folder / "index.html").read_text()
        for text in (told.split("The whole story")[0], page.split("<main>")[0]):
            assert "home" not in text.lower().replace("takes their money home", "").replace("#homes", "")
            assert "neighbours" not in text
            assert "month" not in text.lower().replace("a month's pass", "")
        assert summary["misreadings"] == summary["fallen"] == []
