"""A survivor without a reason is wrong, and so is a reason without a survivor."""

import pytest

from toolchain.mutation.report import Judgement, Reason, Score, by_area, judge, table

KILLED = {"outcome": "killed", "by": "Test.test_it", "kind": "kind", "line": 3}
SURVIVED = {"outcome": "survived", "by": "", "kind": "kind", "line": 4}
INVALID = {"outcome": "invalid", "by": "", "kind": "kind", "line": 5}
SAME = Reason(equivalent=True, text="The same.")
OTHER = Reason(equivalent=False, text="One unit of gas.")


def test_it_counts_what_compiles():
    verdicts = {"A.f: 1": KILLED, "A.f: 2": SURVIVED, "A.f: 3": INVALID, "A.f: 4": SURVIVED}
    found = judge("A", verdicts, {"A.f: 2": SAME, "A.f: 4": OTHER})
    assert found.wrong == []
    assert found.survivors == ["line 4: A.f: 4    [kind]\n    One unit of gas."]
    assert (found.score, found.score.surviving, found.score.percent) == (Score(3, 1, 1), 1, 50.0)


@pytest.mark.parametrize(
    ("verdicts", "known", "wrong"),
    [
        ({}, {}, "A was not tried"),
        ({"A.f: 1": SURVIVED}, {}, "survives unexplained, line 4: A.f: 1    [kind]"),
        ({"A.f: 1": KILLED}, {"A.f: 1": SAME}, "listed in survivors.toml, but Test.test_it kills it: A.f: 1"),
        ({"A.f: 1": KILLED}, {"A.f: 2": SAME}, "listed in survivors.toml, but no mutant: A.f: 2"),
    ],
)
def test_it_tells_what_is_wrong(verdicts, known, wrong):
    assert judge("A", verdicts, known).wrong == [wrong]


def test_reasons_of_other_units_do_not_matter():
    assert judge("A", {"A.f: 1": KILLED}, {"AB.f: 2": SAME}) == Judgement(Score(1, 1, 0))


def test_kills_by_earlier_tests_are_told(capsys):
    judge("A", {"A.f: 1": KILLED | {"earlier": True}, "A.f: 2": KILLED}, {})
    assert capsys.readouterr().out.startswith("A: 1 verdicts are of tests as they were earlier")


def test_an_area_is_the_sum_of_its_units():
    scores = by_area([("one", Score(10, 8, 1)), ("two", Score(4, 4, 0)), ("one", Score(10, 9, 0))])
    assert table(scores).splitlines()[2:] == ["| one | 20 | 17 | 1 | 2 | 89.5 % |", "| two | 4 | 4 | 0 | 0 | 100.0 % |"]
