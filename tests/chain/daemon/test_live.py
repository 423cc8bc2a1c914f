"""On a live chain the daemon waits for confirmations, finds again what it sent, and believes no old node."""

import time

import pytest
from brownie import accounts, web3

from abate.chain import Sender, connect, connection
from abate.chain.local_node import LocalNode
from abate.chain.signer import NodeSigner
from abate.deploy import Contracts
from abate.deploy.plan import Plan
from abate.deploy.run import deploy
from tests.chain.daemon.running import until
from tests.chain.rehearsal.node import CHAIN_ID, ask
from tests.chain.rehearsal.wallet import waiting
from tests.library.oracle.conftest import keys_of

HOUR = 3600
CONSENT = ["--yes", "--max-fee", "50", "--daily-spend", "1"]
RECEIPT = "eth_getTransactionReceipt"


@pytest.fixture(scope="module")
def live():
    """A node of the other kind of chain; mines at once until it is told not to."""
    kind = "ganache" if "ganache" in web3.client_version.lower() else "anvil"
    with LocalNode(kind, chain_id=CHAIN_ID) as node:
        yield node


@pytest.fixture(scope="module")
def contracts(live, place):
    """Deployed as if the chain were local, for its currency and bonds; the daemons take it for a live one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "LOCAL_CHAIN_IDS", (CHAIN_ID,))
        chain = connect(live.rpc_url)
        deployer, owner = (Sender(chain, NodeSigner(chain, accounts[place].address)) for place in (0, 1))
        plan = Plan.load(place / "programmes" / "demo" / "programme.toml")
        record = deploy(plan, deployer, place / "deployment.json", "rehearsal", owner)
    for key in keys_of(3):
        chain.web3.eth.send_transaction({"from": deployer.address, "to": key.address, "value": 10**19})
    return Contracts(record, connect(live.rpc_url))


@pytest.fixture(autouse=True)
def restored(live, isolation):
    """Each test finds the chain as it was deployed."""
    held = ask(live.rpc_url, "evm_snapshot")
    yield
    ask(live.rpc_url, "evm_revert", held)


@pytest.fixture
def paused(live):
    """Blocks come when they are asked for."""
    is_anvil = live.kind == "anvil"
    ask(live.rpc_url, *(("evm_setAutomine", False) if is_anvil else ("miner_stop",)))
    yield
    ask(live.rpc_url, *(("evm_setAutomine", True) if is_anvil else ("miner_start",)))


@pytest.fixture
def start(nursery, exchange, contracts):
    """Start a daemon on a machine whose clock is so far ahead of the chain's."""

    def go(who, ahead=0):
        clock = contracts.chain.now() + ahead - time.time()
        return nursery.start(who, exchange, *CONSENT, clock=clock)

    return go


def test_what_landed_is_waited_for_until_it_is_confirmed_and_found_again(
    signed, paused, live, contracts, operators, start
):
    second, chain = operators[1], contracts.chain
    before = chain.web3.eth.get_transaction_count(second.address)

    def landed():
        return chain.web3.eth.get_transaction_count(second.address) - before

    daemon = start(second)
    assert until(lambda: daemon.said("started"))[0]["chain"] == CHAIN_ID
    until(lambda: waiting(live.rpc_url, second.address) == 1)
    until(lambda: daemon.metric("stuck_seconds") > 0)
    ask(live.rpc_url, "evm_mine")
    until(lambda: landed() == 1)
    # its own block alone is not enough: the daemon looks at the chain, and goes on waiting
    time.sleep(2.5)
    assert (daemon.said("transaction"), daemon.said("posted")) == ([], [])
    daemon.kill()

    daemon = start(second)
    until(lambda: daemon.metrics().get(("pending_sequence",)) == 1)
    assert daemon.said("transaction") == []
    ask(live.rpc_url, "evm_mine")
    (paid,) = until(lambda: daemon.said("transaction"))
    (event,) = contracts.oracle.events("BatchPosted", 0, vintage=2013)
    assert (paid["action"], paid["tx"]) == ("posting a batch", f"0x{event.transaction.hex()}")
    until(lambda: daemon.metric("spent_wei") == paid["cost_wei"])
    assert [daemon.metric("transactions_total", "landed"), daemon.metric("stuck_seconds"), landed()] == [1, 0, 1]


def test_a_node_that_stands_still_is_waited_for_until_it_has_caught_up(live, contracts, operators, start):
    daemon = start(operators[0], ahead=HOUR)
    (waits,) = until(lambda: daemon.said("waiting"))
    assert waits["reason"].startswith("the node's newest block is 36")
    status, reasons = until(lambda: daemon.health())
    assert (status, [reason[:26] for reason in reasons if "newest block" in reason]) == (
        503,
        ["the node's newest block is"],
    )
    assert daemon.metric("head_age_seconds") >= HOUR
    assert daemon.said("observed") == []

    ask(live.rpc_url, "evm_increaseTime", HOUR)
    ask(live.rpc_url, "evm_mine")
    until(lambda: daemon.said("observed"))
    until(lambda: daemon.health() == (200, []))
    assert daemon.metric("head_age_seconds") < HOUR
    assert len(daemon.said("waiting", reason=waits["reason"])) == 1
