import pytest

from abate.deploy import Contracts, Deployment
from abate.deploy.final_check import final_check
from abate.deploy.plan import Plan
from abate.deploy.roles import roles_of
from abate.deploy.run import deploy
from abate.deploy.steps import OwnerNeededError
from tests.chain.programmes import write_programme


def test_without_the_owners_key_it_waits_before_opening_the_vintage(plan, deployer_sender, record, owner):
    with pytest.raises(OwnerNeededError, match="open vintage 2013") as caught:
        deploy(plan, deployer_sender, record, "local-test")

    assert caught.value.owner == owner.address


def test_after_the_owner_sent_what_it_said_the_same_command_finishes(plan, deployer_sender, record, owner):
    with pytest.raises(OwnerNeededError) as caught:
        deploy(plan, deployer_sender, record, "local-test")

    tx = owner.transfer(caught.value.to, 0, data=caught.value.data)
    done = deploy(plan, deployer_sender, record, "local-test")

    assert done.complete
    assert done.contracts["credit"].transaction == tx.txid
    assert done.contracts["credit"].block == tx.block_number


def test_a_deployer_that_is_the_owner_opens_the_vintage_itself(tmp_path, deployer, deployer_sender, record):
    plan = Plan.load(write_programme(tmp_path, owner=deployer.address))

    assert deploy(plan, deployer_sender, record, "local-test").complete


@pytest.fixture
def multisig(SmallMultisig, accounts, stranger):
    """Two of three, none of them the deployer."""
    return stranger.deploy(SmallMultisig, accounts[20:23], 2)


def test_a_multisig_opens_the_vintage_by_the_call_that_it_is_told(
    tmp_path, deployer_sender, record, multisig, accounts
):
    plan = Plan.load(write_programme(tmp_path, owner=multisig.address))
    with pytest.raises(OwnerNeededError) as caught:
        deploy(plan, deployer_sender, record, "local-test")

    assert str(caught.value).startswith(f"waiting for the owner {multisig.address} (a multisig, 2 of 3): open vintage")
    assert caught.value.errand.timelock_calls is None
    for each in accounts[20:22]:
        multisig.confirm(caught.value.to, caught.value.data, {"from": each})
    done = deploy(plan, deployer_sender, record, "local-test")

    assert done.transactions["credit"].sender == accounts[21].address
    assert all(each.is_right for each in final_check(Contracts(done, deployer_sender.chain), plan))


def test_a_deployer_that_signs_for_the_owning_multisig_is_found(
    SmallMultisig, tmp_path, deployer, deployer_sender, record, stranger
):
    owner = stranger.deploy(SmallMultisig, [deployer, stranger], 2)
    plan = Plan.load(write_programme(tmp_path, owner=owner.address))
    with pytest.raises(OwnerNeededError):
        deploy(plan, deployer_sender, record, "local-test")
    contracts = Contracts(Deployment.load(record), deployer_sender.chain)

    assert roles_of(contracts, deployer.address, plan.operators) == ["owner's signer"]
    assert roles_of(contracts, contracts.oracle.guardian(), plan.operators) == ["guardian"]
