"""Words after a script's own: yes, flags, and pairs of a name and a value; any other is refused with the list."""

from pathlib import Path

import pytest

from abate.errors import InputError
from abate.runs.words import Words


def test_yes_flags_and_pairs_are_told_apart():
    words = Words.read(["yes", "dry_run", "record=a=b.json"], "dry_run", "record")
    assert (words.assume_yes, words.flags, words.path("record")) == (True, {"dry_run"}, Path("a=b.json"))
    assert words.path("folder") is None


def test_no_words_say_nothing():
    assert Words.read([], "record") == Words()


@pytest.mark.parametrize("word", ["no", "dry_run", "record", "record=", "dry_run=1", "folder=x", "=x"])
def test_a_word_that_means_nothing_is_refused(word):
    with pytest.raises(InputError) as refused:
        Words.read([word], "record")
    assert str(refused.value).startswith(f"{word!r} means nothing here; give yes, record=…, ")
