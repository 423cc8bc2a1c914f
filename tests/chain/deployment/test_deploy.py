from eth_utils.crypto import keccak

from abate.chain.artefacts import load_artefact
from abate.deploy.blueprint import PARTS
from abate.deploy.commit import git_commit
from tests.chain.programmes import deploy_programme


def test_every_part_stands_where_the_record_says(deployed, record_file):
    found = deployed.deployment.contracts

    assert tuple(found) == PARTS
    assert all(deployed.chain.code_at(each.address) for each in found.values())
    assert len({each.address for each in found.values()}) == len(PARTS)


def test_owner_and_guardian_are_the_programmes_and_the_deployer_keeps_nothing(deployed, deployer, owner, guardian):
    assert deployed.oracle.owner() == owner.address
    assert deployed.oracle.guardian() == guardian.address
    assert deployed.deployment.deployer == deployer.address


def test_operators_are_in_force_from_the_start(deployed, operators):
    ascending = sorted((each.address for each in operators), key=str.lower)

    assert deployed.oracle.operator_set_hash() == deployed.oracle.hash_operator_set(ascending, 3)


def test_the_vintage_is_open_with_the_programmes_methodology(deployed, plan):
    assert deployed.oracle.credit_of(2013) == deployed.credit.address
    assert deployed.credit.methodology_id() == plan.methodology.methodology_id
    assert deployed.credit.name() == "Personal Carbon Credit 2013"


def test_the_auction_has_the_programmes_prices_in_base_units(deployed):
    config = deployed.auction.config()

    assert (config.floor_price, config.cap_price, config.tick_size, config.ticks) == (20_000, 300_000, 2_000, 256)
    assert (config.lot_grams, config.reference_baseline, config.unit_value) == (1_000, 300_000, 300_000)
    assert (config.credit, config.currency) == (deployed.credit.address, deployed.currency.address)


def test_partners_and_causes_are_admitted_from_the_start(deployed, accounts, deployer):
    catalogue, donations = deployed.catalogue, deployed.donations

    assert catalogue.oracle() == donations.oracle() == deployed.oracle.address
    assert catalogue.certificates() == donations.certificates() == deployed.certificate.address
    assert catalogue.is_admitted(accounts[14].address)
    assert [donations.is_admitted(accounts[place].address) for place in (14, 15, 16)] == [False, True, True]
    assert not catalogue.is_admitted(deployer.address)


def test_the_record_names_constructor_arguments_block_and_transaction(deployed, web3):
    auction = deployed.deployment.contracts["auction"]

    assert auction.arguments["c"]["minimumSupply"] == 10
    receipt = web3.eth.get_transaction_receipt(auction.transaction)
    assert (receipt["contractAddress"], receipt["blockNumber"]) == (auction.address, auction.block)


def test_every_contract_is_recorded_with_its_code_and_all_constructor_arguments(deployed):
    for made in deployed.deployment.contracts.values():
        names = [item["name"].strip("_") for item in load_artefact(made.contract).constructor_inputs]
        assert made.code_hash == "0x" + keccak(deployed.chain.code_at(made.address)).hex()
        assert list(made.arguments) == names


def test_every_transaction_is_recorded_with_what_it_paid(deployed, web3, deployer, owner):
    record = deployed.deployment

    assert {made.transaction for made in record.contracts.values()} < {
        sent.hash for sent in record.transactions.values()
    }
    for step, sent in record.transactions.items():
        receipt = web3.eth.get_transaction_receipt(sent.hash)
        assert sent.sender == (owner if step == "credit" else deployer).address
        assert (sent.block, sent.block_hash) == (receipt["blockNumber"], "0x" + receipt["blockHash"].hex())
        assert sent.fee == sent.gas_used * sent.gas_price == receipt["gasUsed"] * receipt["effectiveGasPrice"]
    assert record.fee == sum(sent.fee for sent in record.transactions.values())


def test_the_record_says_what_it_was_compiled_with_and_what_it_is_of(deployed, plan):
    record = deployed.deployment

    assert record.compiler["version"].startswith("0.8.37")
    assert record.compiler["evm_version"] == "shanghai"
    assert record.compiler["optimizer"] == {"enabled": True, "runs": 10_000}
    assert (record.chain_id, record.vintage, record.plan) == (1337, 2013, plan.fingerprint)
    assert record.commit == git_commit()


def test_deploying_again_sends_nothing(deployed, programme_file, record_file, deployer, owner):
    before, text = (deployer.nonce, owner.nonce), record_file.read_text()

    deploy_programme(programme_file, record_file)

    assert (deployer.nonce, owner.nonce) == before
    assert record_file.read_text() == text


def test_no_journal_is_left_behind(deployed, record_file):
    assert [file.name for file in record_file.parent.iterdir()] == [record_file.name]
