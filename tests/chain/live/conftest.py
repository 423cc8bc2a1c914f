"""A network that Abate must take for a live one: Anvil under a chain id that is not a local one."""

import json
from pathlib import Path

import pytest
from eth_account import Account
from rich.console import Console

from abate.chain import Sender, connect
from abate.chain.artefacts import load_artefact
from abate.chain.currency import LocalCurrency
from abate.chain.local_keys import local_key
from abate.chain.local_node import LocalNode
from abate.chain.sender import deployment
from abate.chain.signer import KeySigner
from abate.config import Settings
from abate.deploy import Contracts, Deployment
from abate.deploy.plan import Plan
from tests.chain.programmes import write_programme

REPOSITORY = Path(__file__).resolve().parents[3]
FUNDS = 10**18


class Answers:
    """Somebody who is asked, and answers always the same."""

    def __init__(self, answer: bool):
        self.answer, self.questions = answer, []

    def __call__(self, question: str) -> bool:
        self.questions.append(question)
        return self.answer


@pytest.fixture
def yes():
    return Answers(True)


@pytest.fixture
def no():
    return Answers(False)


@pytest.fixture
def console():
    return Console(quiet=True)


@pytest.fixture(scope="module")
def node():
    with LocalNode("anvil", chain_id=100_200) as running:
        yield running


@pytest.fixture(scope="module")
def live(node):
    return connect(node.rpc_url)


@pytest.fixture(scope="module")
def payer(live):
    """A funded key that no node holds; deploys and owns."""
    key = Account.create()
    web3 = live.web3
    web3.eth.wait_for_transaction_receipt(
        web3.eth.send_transaction({"from": web3.eth.accounts[0], "to": key.address, "value": FUNDS})
    )
    return Sender(live, KeySigner(key))


@pytest.fixture(scope="module")
def currency(payer):
    """A currency that stood there before."""
    return payer.send(deployment(load_artefact("LocalCurrency")))["contractAddress"]


@pytest.fixture
def owner(payer):
    """Whoever deploys."""
    return payer.address


@pytest.fixture
def programme(tmp_path, owner, currency):
    """Three operators of the ten real homes."""
    return write_programme(
        tmp_path,
        currency=f'address = "{currency}"\nsymbol = "LOC"\ndecimals = 6',
        owner=owner,
        operators=[local_key(place).address for place in (3, 4, 5)],
        quorum=2,
        methodology=str(REPOSITORY / "programmes" / "demo" / "methodology.toml"),
        manifest=str(REPOSITORY / "samples" / "sydney-homes" / "manifest.toml"),
    )


@pytest.fixture
def settings(tmp_path, node, payer):
    """The node, a keystore and where the record will be."""
    sealed = Account.encrypt(payer.signer.account.key, "words", kdf="pbkdf2", iterations=10)
    (tmp_path / "key.json").write_text(json.dumps(sealed))
    (tmp_path / "passphrase").write_text("words\n")
    files = (tmp_path / "live.json", tmp_path / "key.json", tmp_path / "passphrase")
    return Settings(node.rpc_url, *files, confirmations=1)  # this node makes a block a transaction, and no more


@pytest.fixture
def operators_pay(programme, settings, payer, live):
    """Pays a whole bond for each operator, once the registry stands; anybody may."""

    def pay() -> None:
        contracts = Contracts(Deployment.load(settings.deployment), live)
        registry, operators = contracts.registry, Plan.load(programme).operators
        size = registry.bond_terms().size
        money = LocalCurrency(live, contracts.currency.address)
        payer.send(money.mint(payer.address, size * len(operators)))
        payer.send(money.approve(registry.address, size * len(operators)))
        payer.send(registry.deposit(operators, size))

    return pay
