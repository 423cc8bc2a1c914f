"""A record says which code was deployed, and is named after its chain."""

import subprocess

import pytest

from abate.deploy import commit
from abate.deploy.commit import git_commit
from abate.deploy.networks import network_name
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder that is no checkout, whatever lies above it."""
    monkeypatch.setattr(commit, "REPOSITORY", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_outside_a_checkout_there_is_no_commit(elsewhere):
    assert git_commit() is None


def test_without_git_there_is_no_commit(elsewhere, monkeypatch):
    monkeypatch.setenv("PATH", str(elsewhere))
    assert git_commit() is None


def test_a_changed_file_is_told_with_the_commit(elsewhere):
    def git(*words):
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        done = subprocess.run(["git", "-C", elsewhere, *who, *words], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init")
    (elsewhere / "file").write_text("before")
    git("add", "file")
    git("commit", "-m", "first")
    head = git("rev-parse", "HEAD")
    (elsewhere / "untracked").write_text("")
    assert git_commit() == head
    (elsewhere / "file").write_text("after")
    assert git_commit() == f"{head}-modified"


@pytest.mark.parametrize(
    ("chain_id", "client", "name"),
    [
        (1337, "Ganache/v7.9.2", "local-ganache"),
        (1337, "Geth/v1.16", "chain-1337"),
        (11155111, "Geth/v1.16", "sepolia"),
        (100_202, "anvil/v1.7.1", "mine"),
        (100_203, "anvil/v1.7.1", "chain-100203"),
    ],
)
def test_a_network_is_called_after_its_chain(chain_id, client, name, scripted, tmp_path, monkeypatch):  # noqa: F811
    (tmp_path / "networks.yaml").write_text(
        "live: [{name: Tests, networks: [{id: mine, host: 'http://127.0.0.1:9', chainid: 100202}]}]"
    )
    monkeypatch.setenv("ABATE_NETWORKS", str(tmp_path / "networks.yaml"))
    chain = scripted(eth_chainId=hex(chain_id), web3_clientVersion=client)
    assert network_name(chain) == name
