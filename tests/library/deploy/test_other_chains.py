"""A record is of one chain, and a programme of some: another is refused before anything is sent."""

import re

import pytest

from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan
from abate.deploy.preflight import preflight
from abate.errors import InputError
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture
from tests.library.chain.scripted_node import LIVE, LOCAL
from tests.library.deploy.test_plan import DEMO
from tests.library.deploy.test_record import ADDRESS, deployment  # noqa: F401 - fixture


def refused(ask):
    with pytest.raises(InputError) as told:
        ask()
    return str(told.value)


def test_a_record_is_of_one_chain(scripted, deployment):  # noqa: F811
    expected = "the deployment is on chain 1337, the node on 1; use a node of the deployment's chain"
    assert refused(lambda: Contracts(deployment, scripted(LIVE))) == expected


@pytest.mark.parametrize(
    ("client", "mend"),
    [("anvil/v1.7.1", "the local chain was started anew: deploy again"), ("Geth/v1.16", "check the record")],
)
def test_a_chain_that_does_not_have_the_oracle_is_refused(client, mend, scripted, deployment):  # noqa: F811
    chain = scripted(eth_getCode="0x", web3_clientVersion=client)
    expected = f"nothing stands at the oracle's address {ADDRESS}; {mend}"
    assert refused(lambda: Contracts(deployment, chain)) == expected


@pytest.fixture
def programme(tmp_path):
    """The demo's programme with a currency that stands already."""

    def write(simulation):
        text, _, simulated = DEMO.read_text().partition("\n[simulation]")
        text = re.sub(r"^local = true.*$", f'address = "{ADDRESS}"', text, flags=re.MULTILINE)
        (tmp_path / "methodology.toml").write_text((DEMO.parent / "methodology.toml").read_text())
        (tmp_path / "programme.toml").write_text(f"{text}\n[simulation]{simulated}" if simulation else text)
        return Plan.load(tmp_path / "programme.toml")

    return write


def test_nothing_is_simulated_on_a_live_network(scripted, programme):  # noqa: F811
    chain = scripted(LIVE, eth_call="0x")
    expected = "simulation: a programme with a simulation runs on local networks only"
    assert refused(lambda: preflight(programme(simulation=True), chain)) == expected


def test_a_network_older_than_shanghai_is_refused(scripted, programme):  # noqa: F811
    def call(transaction, block):
        fails = {"error": {"code": -32000, "message": "invalid opcode: PUSH0"}}
        return fails if transaction["data"].startswith("0x5f") else "0x"

    expected = (
        "chain 1337 does not know the instruction PUSH0: it is older than Shanghai; "
        "use a network that has had the Shanghai upgrade"
    )
    assert refused(lambda: preflight(programme(simulation=False), scripted(LOCAL, eth_call=call))) == expected
