"""The grade's arithmetic: each share by itself, the weights, the bounds, and the page's example."""

import re
from fractions import Fraction

import pytest

from abate.records.grading import FULL_REDUCTION, GRADES, WEIGHTS, Facts, rate
from abate.records.rating import rows, sum_text
from tests.library.docs.pages import DOCS, text_of

EXAMPLE = Facts(issued=[50_000, 0, 31_000], retired=12_000, reference=300_000, reported=(900_000, 816_487))
PAGE = text_of(DOCS / "rating.md")


def shares(facts):
    return {each.name: each.share for each in rate(facts).components}


def test_the_pages_example_is_what_the_command_prints():
    printed = [" | ".join(row.values()) for row in rows(rate(EXAMPLE))]

    assert re.findall(r"^\| (\S.* \| \d+ \| [\d.]*) \|$", PAGE, flags=re.MULTILINE) == printed
    assert sum_text(rate(EXAMPLE)) in PAGE


def test_the_page_names_the_weights_and_bounds():
    for name, weight in WEIGHTS.items():
        assert re.search(rf"^\| {name} \| {weight} \|", PAGE, flags=re.MULTILINE)
    for name, least in GRADES:
        assert f"{name} from {least}" in PAGE
    assert f"{FULL_REDUCTION}" in PAGE


def test_credits_of_the_middle_batch_alone_are_no_trend():
    (trend,) = [each for each in rate(Facts(issued=[0, 5_000, 0], retired=0, reference=300_000)).components
                if each.name == "trend"]  # fmt: skip
    assert (trend.share, trend.arithmetic) == (Fraction(1, 2), "the same in both halves")


def test_what_is_missing_leaves_its_weight_to_the_others():
    rating = rate(Facts(issued=[75_000], retired=75_000, reference=300_000))

    assert [(each.name, each.weight) for each in rating.components] == [
        ("regularity", 25), ("credits", 25), ("trend", 0), ("retired", 15), ("vouchers", 0), ("below baseline", 0),
    ]  # fmt: skip
    assert (rating.score, rating.grade) == (100, "A")


def test_without_a_final_batch_there_is_no_grade():
    rating = rate(Facts(issued=[], retired=0, reference=300_000))

    assert (rating.score, rating.grade) == (None, "none")
    assert sum_text(rating) == "no score: no batch is final yet"


@pytest.mark.parametrize(
    ("issued", "share"),
    [([0, 10], Fraction(1)), ([10, 0], Fraction(0)), ([10, 10], Fraction(1, 2)), ([10, 999, 30], Fraction(3, 4))],
)
def test_the_trend_compares_the_halves(issued, share):
    assert shares(Facts(issued, 0, 300_000))["trend"] == share


@pytest.mark.parametrize(
    ("reported", "share"),
    [((1000, 1200), 0), ((1000, 1000), 0), ((1000, 875), Fraction(1, 2)), ((1000, 0), 1), ((0, 0), 0)],
)
def test_a_quarter_below_the_baseline_is_the_full_share(reported, share):
    assert shares(Facts([1], 0, 300_000, reported))["below baseline"] == share


def test_retiring_what_was_bought_counts_without_an_issuance():
    assert shares(Facts([0], 5, 300_000))["retired"] == 1


def test_the_exact_score_decides_the_grade():
    rating = rate(Facts(issued=[75_000], retired=9_870, reference=300_000))

    assert rating.score == Fraction(7996, 100)
    assert rating.grade == "B"
    assert sum_text(rating) == "100 x 51.97 / 65 = 80.0: grade B (from 65)"


def test_vouchers_that_lapsed_count_against_the_honoured_ones():
    assert shares(Facts([1], 0, 300_000, honoured=3, lapsed=1))["vouchers"] == Fraction(3, 4)
