"""Decisions have one short shape, and their index has them all."""

import re

import pytest

from .pages import DOCS, text_of

FOLDER = DOCS / "adr"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequence"]
MOST_LINES = 40


@pytest.mark.parametrize("record", RECORDS, ids=[record.stem for record in RECORDS])
def test_a_record_has_a_number_a_title_and_three_parts(record):
    text = text_of(record)
    number = re.match(r"\d{4}(?=-[a-z0-9-]+\.md$)", record.name)
    assert number
    assert re.match(rf"# {number[0]} [A-Z]\S*( \S+)+\n\n\*\*Context\.\*\* ", text)
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, flags=re.MULTILINE) == PARTS
    assert len(text.splitlines()) <= MOST_LINES


def test_the_index_has_every_record_once_in_order_with_its_title():
    listed = re.findall(r"^- \[(\d{4})\]\(([^)]+)\) (.+)$", text_of(FOLDER / "README.md"), flags=re.MULTILINE)
    titles = [text_of(record).splitlines()[0].removeprefix("# ") for record in RECORDS]
    assert listed == [(title[:4], record.name, title[5:]) for record, title in zip(RECORDS, titles, strict=True)]


def test_no_number_is_used_twice():
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) > 15
    assert sorted(set(numbers)) == numbers
