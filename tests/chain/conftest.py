"""What every contract test stands on: isolation, named actors, exact errors."""

import pytest
from brownie import accounts, web3
from brownie.project.main import Project

from tests.chain.brownie_fixes import await_receipts, mask_immutables
from tests.chain.brownie_reverts import trace_reverts_for_readers_only
from tests.chain.brownie_thrift import (
    ask_less,
    collect_only_what_is_new,
    forget_contracts_by_their_block,
    keep_no_undo,
    read_the_clock_when_asked,
    restore_without_a_look,
)
from tests.chain.node import ask

# workers of one run share build/deployments, which nothing here reads; clearing it would be a race
Project._clear_dev_deployments = lambda self, height: None
mask_immutables()
await_receipts()
trace_reverts_for_readers_only()
ask_less()
keep_no_undo()
restore_without_a_look()
read_the_clock_when_asked()
forget_contracts_by_their_block()

# what takes longest goes first, or one of two workers would end with it while the other has nothing to do
DEAREST = (
    "operators/test_killed.py",
    "daemon/",
    "rehearsal/",
    "export/",
    "system/test_lives.py",
    "operators/",
    "live/",
    "demo/",
    "deployment/",
    "challenges/test_stateful.py",
    "rewards/test_stateful.py",
    "auction/test_stateful.py",
    "auction/test_differential.py",
)


def pytest_configure(config):
    """Workers take files in the order below, and not those of most tests first, which are the cheap ones."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    """Files keep their place among those that are as dear."""
    items.sort(key=lambda item: next((at for at, path in enumerate(DEAREST) if path in item.nodeid), len(DEAREST)))


@pytest.fixture(scope="session", autouse=True)
def old_objects_stay():
    """The project is loaded by now."""
    collect_only_what_is_new()


@pytest.fixture(autouse=True)
def isolation(fn_isolation):
    """Each test starts from the state its module set up."""


@pytest.fixture(scope="session")
def deployer():
    return accounts[0]


@pytest.fixture(scope="session")
def owner():
    return accounts[1]


@pytest.fixture(scope="session")
def guardian():
    return accounts[2]


@pytest.fixture(scope="session")
def operators():
    """Five operators; their keys are in tests.chain.keys, in this order."""
    return accounts[3:8]


@pytest.fixture(scope="session")
def relayer():
    return accounts[8]


@pytest.fixture(scope="session")
def stranger():
    return accounts[9]


@pytest.fixture(scope="session")
def alice():
    return accounts[10]


@pytest.fixture(scope="session")
def bob():
    return accounts[11]


@pytest.fixture(scope="session")
def carol():
    return accounts[12]


@pytest.fixture(scope="session")
def dave():
    return accounts[13]


@pytest.fixture(scope="module")
def currency(LocalCurrency, deployer):
    return deployer.deploy(LocalCurrency)


@pytest.fixture
def pool():
    """Only a node whose pool keeps one transaction per nonce can show this."""
    if "ganache" in web3.client_version.lower():
        pytest.skip("Ganache 7.9.2 does not keep one transaction per nonce")


@pytest.fixture
def nobody_mines():
    """Transactions wait until a block is asked for."""
    is_anvil = "anvil" in web3.client_version.lower()
    ask("evm_setAutomine", False) if is_anvil else ask("miner_stop")
    yield
    ask("evm_setAutomine", True) if is_anvil else ask("miner_start")
