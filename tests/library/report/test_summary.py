"""The summary keeps every figure exact, and refuses what is not one."""

import json
from decimal import Decimal

import pytest
from pydantic import ValidationError

from abate.errors import InputError
from abate.report.page import write_report
from abate.report.summary import Supply, load_summary

from .sample import SUMMARY


def test_figures_are_decimal_strings_and_keep_their_decimals():
    written = json.loads(SUMMARY.model_dump_json())
    assert written["homes"][0]["kwh"] == "103.596"
    assert written["homes"][1]["change_percent"] == "-10.5"
    assert written["rounds"][0]["clearing_price"] == "0.142000"
    assert written["rounds"][0]["supply_lots"] == "288"
    assert written["gas"][0]["gas"] == "58021"


def test_no_figure_is_a_float_in_json():
    def refuse(text):
        raise AssertionError(f"a binary float: {text}")

    json.loads(SUMMARY.model_dump_json(), parse_float=refuse)


def test_a_binary_float_is_refused():
    with pytest.raises(ValidationError, match="not a binary float"):
        Supply(authorised=0.1, issued="0", held="0", reserve="0", retired="0")


def test_written_and_read_again_it_is_the_same(tmp_path):
    path, page = write_report(SUMMARY, tmp_path / "demo")
    assert load_summary(path) == SUMMARY
    assert load_summary(path).home("10018064").kg == Decimal("75.227")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(file.name for file in path.parent.iterdir()) == ["index.html", "summary.json"]


def test_a_second_report_replaces_the_first(tmp_path):
    write_report(SUMMARY, tmp_path)
    path, _ = write_report(SUMMARY.model_copy(update={"periods": ()}), tmp_path)
    assert load_summary(path).periods == ()


def test_a_missing_summary_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError) as caught:
        load_summary(tmp_path / "summary.json")
    assert str(caught.value) == f"{tmp_path / 'summary.json'}: there is no such summary; run make demo first"


def test_an_unknown_key_is_named(tmp_path):
    broken = json.loads(SUMMARY.model_dump_json()) | {"surprise": 1}
    (tmp_path / "summary.json").write_text(json.dumps(broken))
    with pytest.raises(InputError) as caught:
        load_summary(tmp_path / "summary.json")
    assert caught.value.field == "surprise"
