"""How a statement is broken into lines: nothing is lost, and all of it fits its frame."""

from xml.etree import ElementTree

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.core import given  # examples are calls: no state to bring back between them

HEIGHT = 160


@pytest.fixture(scope="module")
def pieces(CertificatePieces, deployer):
    return deployer.deploy(CertificatePieces)


def frame_of(pieces, statement):
    return ElementTree.fromstring(pieces.statement(statement))


def lines_of(pieces, statement):
    return [text.text or "" for text in frame_of(pieces, statement)]


def test_words_stay_whole_where_they_fit(pieces):
    statement = "because the river behind the house still freezes in winter and the children skate on it"

    lines = lines_of(pieces, statement)

    assert len(lines) == 2
    assert " ".join(lines) == statement


def test_a_word_longer_than_a_line_is_cut(pieces):
    lines = lines_of(pieces, "x" * 280)

    assert "".join(lines) == "x" * 280
    assert len(lines) > 1


@pytest.mark.parametrize(("length", "size"), [(20, 22), (280, 18)])
def test_longer_statements_are_written_smaller(pieces, length, size):
    statement = ("word " * 60)[:length].strip()

    assert frame_of(pieces, statement).get("font-size") == str(size)


def test_the_widest_statement_still_fits(pieces):
    frame = frame_of(pieces, ("W" * 24 + " ") * 11)

    assert frame.get("font-size") == "11"
    assert max(int(text.get("y")) for text in frame) <= HEIGHT


def test_the_most_lines_still_fit(pieces):
    """A letter and a word that fills a line, in turn: 276 bytes in as many lines as there can be."""
    statement = " ".join(["W", "W" * 52] * 5 + ["W"])
    frame = frame_of(pieces, statement)

    assert frame.get("font-size") == "10"
    assert " ".join(text.text for text in frame) == statement
    assert max(int(text.get("y")) for text in frame) <= HEIGHT


def test_without_a_statement_there_is_no_frame(pieces):
    assert pieces.statement("") == ""


def test_a_space_that_ends_the_last_line_begins_no_other(pieces):
    """26 letters of 100 and one of 36 leave no room in 2,636, and nothing follows."""
    assert lines_of(pieces, "W" * 26 + "i ") == ["W" * 26 + "i"]


@pytest.mark.parametrize(
    ("character", "per_line"), [("—", 31), ("e\u0301", 46), ("e\u200c", 46), ("é", 37), ("日", 25)]
)
def test_a_line_takes_as_many_characters_as_their_widths_allow(pieces, character, per_line):
    """2,636 hundredths: 85 for a dash, 57 for a letter, nothing for what changes it, 70 and 105 for others."""
    assert lines_of(pieces, character * 50)[0] == character * per_line


def test_joined_emoji_are_not_cut_apart(pieces):
    family = "👩‍👩‍👧‍👦"
    lines = lines_of(pieces, family * 11)

    assert "".join(lines) == family * 11
    assert all(len(line) % len(family) == 0 for line in lines)


WORDS = st.sampled_from(["W", "i", " ", "word", "é", "日本", "🌍", "&", "</b>", "WWWWWWWWWWWWWWWWWWWWWWWW", "  "])


@settings(max_examples=60)
@given(words=st.lists(WORDS, min_size=1, max_size=120).map("".join))
def test_any_statement_fits_and_loses_only_spaces_at_line_ends(pieces, words):
    statement = words.encode()[:280].decode(errors="ignore")
    frame = frame_of(pieces, statement)
    texts = list(frame)
    size = int(frame.get("font-size"))

    assert "".join(text.text or "" for text in texts).replace(" ", "") == statement.replace(" ", "")
    baselines = [int(text.get("y")) for text in texts]
    assert baselines == sorted(set(baselines))
    assert size <= baselines[0]
    assert baselines[-1] <= HEIGHT
