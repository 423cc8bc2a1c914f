"""docs/attacks.md names only tests that exist, some for each attack."""

from .named_tests import NAMED, assert_all_named_exist
from .pages import DOCS, rows, text_of

PAGE = text_of(DOCS / "attacks.md")


def test_every_test_that_is_named_exists():
    assert len(NAMED.findall(PAGE)) > 40
    assert_all_named_exist(PAGE)


def test_every_attack_has_a_test():
    attacks = rows(PAGE)
    assert len(attacks) > 25
    assert [row.cells[0] for row in attacks if not NAMED.search(row.cells[-1])] == []
