"""The story as each account sees it, to the last gram and the last unit of money."""

import csv
import io

from brownie import accounts

from tests.chain.records.conftest import DAVE


def told(done):
    assert (done.code, done.err) == (0, "")
    keys = ("what", "credits", "change", "balance", "money", "reference")
    return [tuple(line[key] for key in keys) for line in done.json["history"]]


def test_a_seller_who_retires(abate, story, alice):
    done = abate("history", alice.address, "--json")

    assert told(done) == [
        ("issued", "50.000", "50.000", "50.000", "0.000000", ""),
        ("consigned", "30.000", "-30.000", "20.000", "0.000000", ""),
        ("sold", "15.000", "0.000", "20.000", "0.300000", "1"),
        ("returned unsold", "15.000", "15.000", "35.000", "0.000000", "1"),
        ("retired", "1.234", "-1.234", "33.766", "0.000000", "20130000000002"),
    ]
    last = done.json["history"][-1]
    assert (last["note"], last["other"]) == ('=A quiet week, "really"', alice.address)
    assert done.json["sums"] == {
        "issued": "50.000",
        "balance": "33.766",
        "retired": "1.234",
        "in_the_auction": "0.300000",
    }


def test_a_buyer_in_whose_name_another_retires(abate, story, carol):
    done = abate("history", carol.address, "--json")

    assert told(done) == [
        ("received", "1.500", "1.500", "1.500", "0.000000", ""),
        ("deposited", "0.000", "0.000", "1.500", "2.000000", ""),
        ("bought", "12.000", "12.000", "13.500", "-0.240000", "1"),
        ("retired in its name", "2.000", "0.000", "13.500", "0.000000", "20130000000003"),
        ("withdrawn", "0.000", "0.000", "13.500", "-1.000000", ""),
    ]
    assert done.json["sums"]["retired"] == "2.000"


def test_a_buyer_whose_credits_are_retired_at_once(abate, story):
    done = abate("history", accounts[DAVE].address, "--json")

    assert [line[:5] for line in told(done)] == [
        ("deposited", "0.000", "0.000", "0.000", "2.000000"),
        ("bought", "8.000", "0.000", "0.000", "-0.160000"),
        ("retired in its name", "8.000", "0.000", "0.000", "0.000000"),
    ]
    assert done.json["sums"]["retired"] == "8.000"


def test_csv_has_the_same_lines_and_no_formula(abate, story, alice):
    done = abate("history", alice.address, "--csv")

    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["change"] for row in rows] == ["50.000", "-30.000", "0.000", "15.000", "-1.234"]
    assert rows[-1]["note"] == '\'=A quiet week, "really"'


def test_the_table_says_that_the_contracts_agree(abate, story, alice, contracts):
    done = abate("history", alice.address)

    assert "issued 50.000, held 33.766, retired in its name 1.234, in the auction 0.300000 LOC" in done.out
    assert "certificate 20130000000002" in done.out


def test_the_plot_is_a_drawing_of_the_balance(abate, story, alice, tmp_path):
    done = abate("history", alice.address, "--plot", tmp_path / "credits.svg")

    assert done.err == f"credits over time drawn in {tmp_path / 'credits.svg'}\n"
    text = (tmp_path / "credits.svg").read_text()
    assert text.startswith("<svg")
    assert "33.766" in text


def test_an_account_to_which_nothing_happened_has_an_empty_history(abate, story, stranger, tmp_path):
    done = abate("history", stranger.address, "--json", "--plot", tmp_path / "none.svg")

    assert (done.code, done.json["history"]) == (0, [])
    assert (tmp_path / "none.svg").exists()


def test_two_formats_at_once_are_refused(abate, alice):
    assert abate("history", alice.address, "--json", "--csv").err == "abate: give --csv or --json, not both\n"
