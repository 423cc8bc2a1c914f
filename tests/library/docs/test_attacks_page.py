"""docs/attacks.md names only tests that exist, some for each attack."""

from .pages import DOCS, REPO, rows, text_of
from .test_invariants_page import DEFINED, NAMED

PAGE = text_of(DOCS / "attacks.md")


def test_every_test_that_is_named_exists():
    assert len(NAMED.findall(PAGE)) > 40
    for name, path in NAMED.findall(PAGE):
        file = REPO / path
        assert file.is_file(), path
        assert name == file.name or name in DEFINED.findall(text_of(file)), f"{name} in {path}"


def test_every_attack_has_a_test():
    attacks = rows(PAGE)
    assert len(attacks) > 25
    assert [row.cells[0] for row in attacks if not NAMED.search(row.cells[-1])] == []
