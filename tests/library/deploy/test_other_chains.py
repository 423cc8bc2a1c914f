"""A record is of one chain, and a programme of some: another is refused before anything is sent."""

import re

import pytest

from abate.deploy.contracts import Contracts
from abate.deploy.plan import Plan
from abate.deploy.preflight import preflight
from abate.errors import InputError
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture
from tests.library.chain.scripted_node import LIVE
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
def simulated(tmp_path):
    """The demo's programme, simulation included, with a currency that stands already."""
    text = re.sub(r"^local = true.*$", f'address = "{ADDRESS}"', DEMO.read_text(), flags=re.MULTILINE)
    (tmp_path / "methodology.toml").write_text((DEMO.parent / "methodology.toml").read_text())
    (tmp_path / "programme.toml").write_text(text)
    return Plan.load(tmp_path / "programme.toml")


def test_nothing_is_simulated_on_a_live_network(scripted, simulated):  # noqa: F811
    chain = scripted(LIVE, eth_call="0x")
    expected = "simulation: a programme with a simulation runs on local networks only"
    assert refused(lambda: preflight(simulated, chain)) == expected
