"""What two modules see of what is kept; the next one runs the same tests."""

from tests.chain.keeping.conftest import DEPLOYED


def test_what_is_kept_is_there_as_it_was(token, note, alice):
    assert token.balanceOf(alice) == 0
    assert [(file.name, file.read_text()) for file in note.parent.iterdir()] == [("note", "as it was kept")]


def test_a_module_may_do_more_on_top(token, note, changed, alice):
    assert token.balanceOf(alice) == 5
    assert note.read_text() == "changed"


def test_it_was_set_up_once(token):
    assert [token] == DEPLOYED
