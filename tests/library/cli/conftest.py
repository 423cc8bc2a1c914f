import pytest

from tests.chain.commands import run_abate

VARIABLES = ("RPC_URL", "NETWORK", "DEPLOYMENT", "KEYSTORE", "PASSPHRASE_FILE", "SOLC")


@pytest.fixture
def unset(monkeypatch):
    """Nothing is told by the environment."""
    for name in VARIABLES:
        monkeypatch.delenv(f"ABATE_{name}", raising=False)


@pytest.fixture
def refused(capsys, monkeypatch, tmp_path, unset):
    """The one line that a command ends with, before anything was asked of a node or written."""
    monkeypatch.chdir(tmp_path)

    def run(*words, code=2):
        done = run_abate(capsys, monkeypatch, *words)
        assert (done.code, done.out) == (code, "")
        assert not [file for file in tmp_path.iterdir() if file.name == "out"]
        return done.err.strip().removeprefix("abate: ")

    return run
