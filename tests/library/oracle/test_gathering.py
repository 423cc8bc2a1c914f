"""From what an operator computed to one observation per enrolled account."""

from dataclasses import replace

import polars as pl
import pytest

from abate.enrolment import Enrolment
from abate.errors import InputError
from abate.oracle.figures import gather
from abate.oracle.observation import check
from tests.library.oracle.conftest import JULY, PEOPLE, figures_of


def by_person(observations, column):
    order = sorted(PEOPLE, key=lambda person: PEOPLE[person].lower())
    return dict(zip(order, getattr(observations, column).tolist(), strict=True))


def test_figures_stand_at_their_accounts(enrolment):
    observations = gather(figures_of(JULY), enrolment).observations
    check(observations, "we")
    for place, column in enumerate(("baseline", "emissions", "periods")):
        assert by_person(observations, column) == {person: figures[place] for person, figures in JULY.items()}


def test_people_without_figures_are_seen_as_no_periods(enrolment):
    gathered = gather(figures_of({"ada": (10, 5, 1)}), enrolment)
    assert gathered.absent == ["dan", "ben", "cleo"]
    assert by_person(gathered.observations, "periods") == {"ada": 1, "ben": 0, "cleo": 0, "dan": 0}


def test_people_who_are_not_enrolled_are_left_out(enrolment):
    gathered = gather(figures_of({**JULY, "eve": (9, 1, 1)}), enrolment)
    assert len(gathered.observations) == 4


def test_nullifiers_ascend_and_hide_the_source(enrolment):
    sources = {"ada": [f"meter-{number}" for number in range(8)]}
    gathered = gather(figures_of(JULY, sources), enrolment)
    row = gathered.observations.source_counts.tolist().index(8)
    listed = [nullifier.tobytes() for nullifier in gathered.observations.nullifiers[row]]
    assert listed == sorted(set(listed))
    other = gather(figures_of(JULY, sources), replace(enrolment, source_secret=bytes(32)))
    assert not set(listed) & {nullifier.tobytes() for nullifier in other.observations.nullifiers[row]}


def test_more_sources_than_a_report_holds_earn_nothing_and_are_named(enrolment):
    sources = {"ada": [f"meter-{number}" for number in range(9)], "ben": ["meter-b"]}
    gathered = gather(figures_of(JULY, sources), enrolment)
    assert gathered.too_many_sources == ["ada"]
    assert by_person(gathered.observations, "baseline")["ada"] == 0
    assert by_person(gathered.observations, "source_counts") == {"ada": 0, "ben": 1, "cleo": 0, "dan": 0}


def test_one_source_of_two_people_is_refused(enrolment):
    sources = {"ada": ["meter-1"], "ben": ["meter-1", "meter-2"]}
    with pytest.raises(InputError) as refused:
        gather(figures_of(JULY, sources), enrolment)
    said = "ben and ada both use the source 'meter-1'; a source counts for one person in a vintage"
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((-1, 5, 1), "baseline: ada has -1, not a number from 0 to 9223372036854775807"),
        ((1, None, 1), "emissions: ada has None, not a number from 0 to 9223372036854775807"),
        ((1, 5, 65_536), "periods: ada has 65536, not a number from 0 to 65535"),
    ],
)
def test_figures_that_do_not_fit(enrolment, figures, said):
    with pytest.raises(InputError) as refused:
        gather(figures_of({"ada": figures}), enrolment)
    assert str(refused.value) == said


def test_fractions_of_a_gram_are_refused(enrolment):
    figures = figures_of(JULY)
    people = figures.people.with_columns(pl.col("emissions").cast(pl.Float64))
    with pytest.raises(InputError, match=r"^emissions: figures are Float64, not whole numbers$"):
        gather(replace(figures, people=people), enrolment)


def test_a_person_with_two_rows_is_refused(enrolment):
    figures = figures_of(JULY)
    with pytest.raises(InputError, match=r"^\w+ has 2 rows of figures; one row per person$"):
        gather(replace(figures, people=pl.concat([figures.people, figures.people])), enrolment)


def test_nobody_enrolled():
    with pytest.raises(InputError, match=r"^nobody is enrolled; "):
        gather(figures_of(JULY), Enrolment.empty())
