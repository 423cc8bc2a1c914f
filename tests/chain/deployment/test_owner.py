import pytest

from abate.deploy.plan import Plan
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
