"""A token and a note that two modules stand on."""

import pytest

from tests.chain.kept import kept

DEPLOYED = []


@kept
def note(tmp_path_factory):
    file = tmp_path_factory.mktemp("kept") / "note"
    file.write_text("as it was kept")
    return file


@kept
def token(LocalCurrency, deployer):
    DEPLOYED.append(deployer.deploy(LocalCurrency))
    return DEPLOYED[-1]


@pytest.fixture(scope="module")
def changed(token, note, alice):
    """What a module does on top, for all its tests."""
    token.mint(alice, 5, {"from": alice})
    note.write_text("changed")
    note.with_name("another").write_text("")
