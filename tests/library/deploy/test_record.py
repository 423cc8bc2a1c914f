import pytest

from abate.deploy import Deployment
from abate.deploy.record import DeployedContract, SentTransaction
from abate.errors import InputError

ADDRESS, HASH = "0x" + "11" * 20, "0x" + "22" * 32


@pytest.fixture
def deployment():
    oracle = DeployedContract("EmissionOracle", ADDRESS, 7, HASH, "0x44", {"config": {"quorum": 2}})
    sent = SentTransaction(HASH, ADDRESS, 7, "0x55", 1_000, 3, 3_000)
    parts = {"contracts": {"oracle": oracle}, "transactions": {"oracle": sent}}
    return Deployment("A programme", "local-test", 1337, 2013, "0x33", ADDRESS, None, "plan", {"version": "1"}, **parts)


def test_a_record_is_read_back_as_it_was_written(deployment, tmp_path):
    deployment.save(tmp_path / "record.json")

    assert Deployment.load(tmp_path / "record.json") == deployment


def test_a_part_that_is_not_there_yet_is_an_input_error(deployment):
    with pytest.raises(InputError, match="the deployment of 'A programme' has no auction yet; finish it: abate deploy"):
        deployment.address("auction")


def test_the_first_block_is_the_earliest_of_our_own_contracts(deployment):
    deployment.contracts["currency"] = DeployedContract("IERC20Metadata", ADDRESS)

    assert deployment.first_block() == 7


def test_a_record_that_is_not_there_says_to_deploy_first(tmp_path):
    with pytest.raises(InputError, match=r"no such deployment; deploy first: abate deploy PROGRAMME\.toml"):
        Deployment.load(tmp_path / "absent.json")


@pytest.mark.parametrize("text", ["[]", '{"format": "another"}'])
def test_another_file_is_refused(text, tmp_path):
    (tmp_path / "other.json").write_text(text)

    with pytest.raises(InputError, match="not a record of the format abate-deployment-2"):
        Deployment.load(tmp_path / "other.json")


def test_a_damaged_record_is_refused(tmp_path):
    (tmp_path / "damaged.json").write_text('{"format": "abate-deployment-2", "contracts": {"oracle": {}}}')

    with pytest.raises(InputError, match="damaged record"):
        Deployment.load(tmp_path / "damaged.json")


def receipt(block, fork, **more):
    return {
        "transactionHash": bytes.fromhex("22" * 32),
        "blockNumber": block,
        "blockHash": bytes.fromhex(fork * 32),
        "from": ADDRESS,
        "gasUsed": 1_000,
        "effectiveGasPrice": 3,
        **more,
    }


def test_a_transaction_in_another_block_takes_its_contracts_there(deployment):
    deployment.note("oracle", receipt(9, "66"))

    assert deployment.contracts["oracle"].block == 9
    assert deployment.transactions["oracle"] == SentTransaction(HASH, ADDRESS, 9, "0x" + "66" * 32, 1_000, 3, 3_000)


def test_the_fee_holds_what_a_rollup_charges_for_data(deployment):
    deployment.note("policy", receipt(8, "77", l1Fee="0x10"))

    assert deployment.transactions["policy"].fee == 3_016
    assert (deployment.gas_used, deployment.fee) == (2_000, 6_016)
