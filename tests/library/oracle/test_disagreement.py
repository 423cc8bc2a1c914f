from tests.library.oracle.conftest import JULY, NOW, PEOPLE, figures_of


def test_the_median_wins_and_the_outlier_is_named(desks, moment, terms, operator_set, at_work):
    misread = {**JULY, "ada": (1_000_000, 90_000, 1)}
    at_work(desks, moment, [figures_of(JULY), figures_of(misread), figures_of(JULY)])

    draft = desks[0].aggregate(moment, terms, operator_set, None, NOW)

    assert draft.batch.authorisedTotal == 151_000
    assert draft.merged.disagreements.rows() == [
        (PEOPLE["ada"].lower(), desks[1].operator, "emissions", 90_000, 900_000)
    ]


def test_operators_who_agree_are_not_named(drafted):
    assert drafted.merged.disagreements.is_empty()


def test_an_operator_without_somebodys_data_is_outvoted(desks, moment, terms, operator_set, at_work):
    without = {person: figures for person, figures in JULY.items() if person != "ben"}
    gathered = at_work(desks, moment, [figures_of(JULY), figures_of(JULY), figures_of(without)])

    draft = desks[0].aggregate(moment, terms, operator_set, None, NOW)

    assert [own.absent for own in gathered] == [[], [], ["ben"]]
    assert draft.batch.authorisedTotal == 151_000
    fields = draft.merged.disagreements.select("operator", "field").rows()
    assert fields == [(desks[2].operator, field) for field in ("baseline", "emissions", "periods")]


def test_two_operators_take_the_side_that_credits_less(desks, moment, terms, operator_set, at_work):
    pair = desks[:2]
    other = {**JULY, "ada": (990_000, 910_000, 2)}
    at_work(pair, moment, [figures_of(JULY), figures_of(other)])

    draft = pair[0].aggregate(moment, terms, operator_set, None, NOW)

    row = sorted(account.lower() for account in PEOPLE.values()).index(PEOPLE["ada"].lower())
    figures = draft.merged.figures
    assert (figures.baseline[row], figures.emissions[row], figures.periods[row]) == (990_000, 910_000, 1)


def test_a_source_counts_where_most_operators_saw_it(desks, moment, terms, operator_set, at_work):
    sources = {person: [f"meter-{person}"] for person in JULY}
    more = {**sources, "ada": ["meter-ada", "meter-new"], "ben": ["meter-unheard-of"]}
    each = [figures_of(JULY, sources), figures_of(JULY, more), figures_of(JULY, sources)]
    gathered = at_work(desks, moment, each)

    draft = desks[0].aggregate(moment, terms, operator_set, None, NOW)

    assert draft.merged.figures.source_counts.tolist() == [1, 1, 1, 1]
    agreed = gathered[0].observations.nullifiers
    assert (draft.merged.figures.nullifiers == agreed).all()
