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
from tests.chain.kept import depth, go_back, kept
from tests.chain.node import ask
from tests.chain.oracle.deployments import deploy_oracle, open_vintage

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
    """Folders keep their place among those that are as dear; in each, who stands on most goes first.

    The others then go back to what is beneath it, and nothing is set up twice.
    """
    folders, depths = {}, {}
    for item in items:
        folders.setdefault(item.path.parent, len(folders))
        depths.setdefault(item.path, depth(item))

    def place(item):
        dear = next((at for at, path in enumerate(DEAREST) if path in item.nodeid), len(DEAREST))
        return dear, folders[item.path.parent], -depths[item.path]

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def old_objects_stay():
    """The project is loaded by now."""
    collect_only_what_is_new()


@pytest.fixture(scope="module")
def module_isolation(request):
    """Each module starts from an empty chain, or from what the fixtures that it keeps had set up."""
    go_back(next(item for item in request.session.items if item.path == request.path))


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


@kept
def currency(LocalCurrency, deployer):
    return deployer.deploy(LocalCurrency)


@kept
def oracle(deployer, owner, guardian):
    return deploy_oracle(deployer, owner=owner, guardian=guardian)


@kept
def credit(oracle, owner):
    """The credit of the oracle's vintage."""
    return open_vintage(oracle, owner)


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
