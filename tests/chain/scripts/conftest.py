"""The scripts as ``brownie run`` calls them, on the chain that the tests run on."""

import pytest
from brownie.project.scripts import run

from tests.chain.programmes import write_programme


@pytest.fixture
def programme(tmp_path):
    return write_programme(tmp_path)


@pytest.fixture
def record(tmp_path):
    return tmp_path / "record.json"


@pytest.fixture
def script():
    """Run a script's main with words, as the command line gives them."""
    return lambda name, *words: run(f"scripts/{name}.py", "main", [str(word) for word in words])


@pytest.fixture
def fails(script, capsys):
    """A script ends with this exit code and one line."""

    def expect(code, name, *words):
        with pytest.raises(SystemExit) as end:
            script(name, *words)
        assert end.value.code == code
        return capsys.readouterr().err

    return expect
