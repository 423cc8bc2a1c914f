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


def test_sources_may_be_more_than_any_operator_saw(desks, moment, terms, operator_set, at_work):
    """Each saw two of Ada's three meters, so each meter was seen by most."""
    sources = {person: [f"meter-{person}"] for person in JULY}
    pairs = [["one", "two"], ["two", "three"], ["three", "one"]]
    each = [figures_of(JULY, {**sources, "ada": pair}) for pair in pairs]
    at_work(desks, moment, each)

    merged = desks[0].aggregate(moment, terms, operator_set, None, NOW).merged

    row = sorted(account.lower() for account in PEOPLE.values()).index(PEOPLE["ada"].lower())
    assert merged.figures.source_counts.tolist() == [3 if place == row else 1 for place in range(4)]
    assert merged.figures.nullifiers.shape == (4, 3, 32)


def test_a_source_that_half_of_the_operators_saw_does_not_count(desks, moment, terms, operator_set, at_work):
    sources = {person: [f"meter-{person}"] for person in JULY}
    pair = desks[:2]
    at_work(pair, moment, [figures_of(JULY, sources), figures_of(JULY, {**sources, "ada": ["meter-other"]})])

    leaves = pair[0].aggregate(moment, terms, operator_set, None, NOW).leaves

    assert [len(listed) for listed in leaves.nullifiers].count(0) == 1
    assert leaves.nullifiers[leaves.rows()[bytes.fromhex(PEOPLE["ada"][2:])]] == []
