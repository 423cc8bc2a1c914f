"""A programme of the tests' own: short waits, cheap lots, five operators; written into a folder, deployed by anyone."""

from pathlib import Path

from brownie import accounts, web3

from abate.chain import Sender, connect
from abate.chain.signer import NodeSigner
from abate.deploy import Contracts
from abate.deploy.plan import Plan
from abate.deploy.run import deploy

METHODOLOGY = """
name = "The tests' methodology"
version = "1"
factor_sets = ["a-factor-set"]
reserve_share = "0.03"

[[baseline]]
rule = "fixed"
amount = "1000"
unit = "kg CO2e"
per = "month"
"""

PROGRAMME = """
name = "{name}"
vintage = {vintage}
methodology = "{methodology}"
manifest = "{manifest}"

[currency]
{currency}

[oracle]
owner = "{owner}"
guardian = "{guardian}"
operators = {operators}
quorum = {quorum}
challenge_window = "{challenge_window}"
admission_delay = "7d"
closing_delay = "180d"

[bonds]
size = "1000"
slice = "250"
unbonding = "14d"
suspension = "5d"
grams_per_bond = 5_000_000

[demands]
bond = "{demand_bond}"
demand_time = "2d"
answer_time = "1d"
proving_time = "1d"

[disputes]
arbiter = "{arbiter}"
stake = "250"
defence_time = "1d"
ruling_time = "{ruling_time}"

[auction]
lot_grams = 1000
reference_baseline_kg = "300"
unit_value = "0.0000003"
floor_price = "0.02"
cap_price = "{cap_price}"
tick_size = "0.002"
ticks = 256
minimum_supply_lots = 10
consignment_time = "1d"
bidding_time = "{bidding_time}"
extension = "1h"
extensions = 6
clamp = ["0.8", "1.25"]
minimum_bid = "0"

[rewards]
partners = {partners}
causes = {causes}
"""
LOCAL = 'local = true\nsymbol = "LOC"\ndecimals = 6'


def write_programme(folder: Path, **changes: object) -> Path:
    """Write programme and methodology into a folder; keyword arguments replace fields of the template."""
    fields = {
        "name": "A programme of the tests",
        "vintage": 2013,
        "methodology": "methodology.toml",
        "manifest": "manifest.toml",
        "currency": LOCAL,
        "owner": accounts[1].address,
        "guardian": accounts[2].address,
        "operators": [accounts[place].address for place in (3, 4, 5, 6, 7)],
        "quorum": 3,
        "challenge_window": "3d",
        "cap_price": "0.30",
        "bidding_time": "2d",
        "demand_bond": "5",
        "ruling_time": "3d",
        "arbiter": accounts[15].address,
        "partners": [accounts[14].address],
        "causes": [accounts[15].address, accounts[16].address],
        **changes,
    }
    (folder / "methodology.toml").write_text(METHODOLOGY)
    path = folder / "programme.toml"
    path.write_text(PROGRAMME.format(**fields))
    return path


def sender_of(account) -> Sender:
    """A sender for one of the node's accounts."""
    chain = connect(web3.provider.endpoint_uri, chain_id=1337)
    return Sender(chain, NodeSigner(chain, account.address))


def deploy_programme(programme: Path, record: Path) -> Contracts:
    """Deploy a programme whose owner is an account of the node."""
    deployer, owner = sender_of(accounts[0]), sender_of(accounts[1])
    deployment = deploy(Plan.load(programme), deployer, record, "local-test", owner)
    return Contracts(deployment, deployer.chain)
