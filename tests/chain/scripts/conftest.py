"""The scripts as ``brownie run`` calls them, on the chain that the tests run on."""

import io
from contextlib import redirect_stdout

import pytest
from brownie.project.scripts import run

from tests.chain.programmes import write_programme


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    return write_programme(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return tmp_path_factory.mktemp("deployment") / "record.json"


@pytest.fixture(scope="session")
def script():
    """Run a script's main with words, as the command line gives them."""
    return lambda name, *words: run(f"scripts/{name}.py", "main", [str(word) for word in words])


@pytest.fixture(scope="module")
def deployed(script, programme, record):
    """What the script returned and printed that deployed the programme, once for all tests of a file."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        done = script("deploy", programme, f"record={record}")
    return done, printed.getvalue()


@pytest.fixture
def fails(script, capsys):
    """A script ends with this exit code and one line."""

    def expect(code, name, *words):
        with pytest.raises(SystemExit) as end:
            script(name, *words)
        assert end.value.code == code
        return capsys.readouterr().err

    return expect
