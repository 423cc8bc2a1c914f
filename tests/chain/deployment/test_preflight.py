import pytest
from brownie import OperatorRegistry
from eth_account import Account

from abate.chain import Sender, connect
from abate.chain.local_node import LocalNode
from abate.chain.signer import KeySigner
from abate.deploy import Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.plan import Plan
from abate.deploy.run import deploy
from abate.errors import InputError
from tests.chain.oracle.deployments import pay_bonds
from tests.chain.programmes import deploy_programme, write_programme


@pytest.fixture
def refused(deployer, deployer_sender, record):
    """Deploying is refused with this text, and nothing is sent."""

    def expect(programme, text, kept=record):
        before = deployer.nonce
        with pytest.raises(InputError, match=text):
            deploy(Plan.load(programme), deployer_sender, kept, "local-test")
        assert deployer.nonce == before

    return expect


def test_a_vintage_that_is_over_is_refused(tmp_path, refused, record):
    refused(write_programme(tmp_path, vintage=2012), "vintage 2012 takes no batches since 2013-06-30 00:00 UTC")
    assert not record.exists()


def test_a_currency_that_is_no_contract_is_refused(tmp_path, refused, stranger):
    currency = f'address = "{stranger.address}"\nsymbol = "EURC"\ndecimals = 6'
    refused(write_programme(tmp_path, currency=currency), f"no contract stands at {stranger.address}")


def test_a_currency_with_another_symbol_is_refused(tmp_path, refused, currency):
    text = f'address = "{currency.address}"\nsymbol = "EURC"\ndecimals = 6'
    refused(write_programme(tmp_path, currency=text), "is LOC with 6 decimals, not EURC with 6")


def test_a_currency_that_stands_already_is_used_and_not_deployed(tmp_path, record, currency, operators, deployer):
    text = f'address = "{currency.address}"\nsymbol = "LOC"\ndecimals = 6'

    programme = write_programme(tmp_path, currency=text)
    with pytest.raises(BondsNeededError, match=r"each deposits 1000\.000000 LOC at 0x"):
        deploy_programme(programme, record)
    registry = OperatorRegistry.at(Deployment.load(record).address("registry"))
    pay_bonds(registry, sorted(operators, key=lambda each: int(each.address, 16)), deployer)
    contracts = deploy_programme(programme, record)

    assert contracts.deployment.complete
    assert contracts.currency.address == currency.address
    assert contracts.deployment.contracts["currency"].transaction is None


OTHER_SETTINGS = "this record is of 'A programme of the tests' with other settings"


def test_another_programme_does_not_overwrite_a_record(deployed, tmp_path, refused, record_file):
    text = record_file.read_text()

    refused(write_programme(tmp_path, name="Another"), OTHER_SETTINGS, record_file)

    assert record_file.read_text() == text


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("demand_bond", "0.0000001", "more than the 6 decimals of LOC"),
        ("demand_bond", "0", r"demands\.bond: input should be greater than 0"),
        ("ruling_time", "1d", "disputes: defence_time must be shorter than ruling_time"),
        ("ruling_time", "4d", r"oracle\.admission_delay must be longer than 604800 s"),
    ],
)
def test_demands_and_disputes_that_do_not_fit_are_refused(tmp_path, refused, record, name, given, text):
    refused(write_programme(tmp_path, **{name: given}), text)
    assert not record.exists()


def test_an_arbiter_that_is_an_operator_is_refused(tmp_path, refused, operators, record):
    refused(write_programme(tmp_path, arbiter=operators[0].address), "is one of the operators that it would rule on")
    assert not record.exists()


@pytest.mark.parametrize("change", [{"demand_bond": "6"}, {"ruling_time": "80h"}])
def test_a_record_keeps_the_terms_of_demands_and_disputes(deployed, tmp_path, refused, record_file, change):
    """A run that goes on cannot mix two."""
    text = record_file.read_text()

    refused(write_programme(tmp_path, **change), OTHER_SETTINGS, record_file)

    assert record_file.read_text() == text


def test_local_currency_is_refused_on_a_live_network(programme, record):
    with LocalNode("anvil", chain_id=100_200) as node:
        sender = Sender(connect(node.rpc_url), KeySigner(Account.create()))
        with pytest.raises(InputError, match="local = true is for Ganache and Anvil only"):
            deploy(Plan.load(programme), sender, record, "chain-100200")
