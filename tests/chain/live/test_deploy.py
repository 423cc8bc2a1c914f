import json
from dataclasses import replace

import pytest
from eth_account import Account

from abate.deploy import Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.plan import Plan
from abate.errors import ChainError, InputError
from abate.runs.deploy import DeployRequest, deploy


@pytest.fixture
def sent(live, payer):
    """How many transactions the payer has sent."""
    return lambda: live.web3.eth.get_transaction_count(payer.address)


def test_it_is_not_taken_for_a_local_network(live):
    assert (live.chain_id, live.is_local) == (100_200, False)


def test_whoever_says_no_sends_nothing(programme, settings, console, no, sent):
    before = sent()

    with pytest.raises(ChainError, match=r"^nothing was sent$"):
        deploy(DeployRequest(programme, settings), console, no)

    assert no.questions == ["Send these transactions?"]
    assert sent() == before
    assert not settings.deployment.exists()


def test_it_waits_for_the_operators_bonds(programme, settings, console, yes):
    with pytest.raises(BondsNeededError) as waiting:
        deploy(DeployRequest(programme, settings), console, yes)

    assert waiting.value.operators == Plan.load(programme).operators
    assert "each deposits 1000.000000 LOC at 0x" in str(waiting.value)
    assert str(waiting.value).endswith("; then run the same command again")
    assert not Deployment.load(settings.deployment).complete


def test_asked_once_a_run_it_deploys_and_checks_everything(programme, settings, console, yes, currency, operators_pay):
    with pytest.raises(BondsNeededError):
        deploy(DeployRequest(programme, settings), console, yes)
    assert len(yes.questions) == 1
    operators_pay()
    done = deploy(DeployRequest(programme, settings), console, yes)

    assert len(yes.questions) == 2
    assert done.deployment.complete
    assert done.deployment.network == "chain-100200"
    assert done.deployment.address("currency") == currency
    assert all(each.is_right for each in done.findings)


def test_told_yes_beforehand_it_does_not_ask(programme, settings, console, no, operators_pay):
    request = DeployRequest(programme, settings, assume_yes=True)
    with pytest.raises(BondsNeededError):
        deploy(request, console, no)
    operators_pay()
    done = deploy(request, console, no)

    assert done.deployment.complete
    assert no.questions == []


def test_without_a_keystore_it_says_what_to_give(programme, settings, console, yes):
    with pytest.raises(InputError, match=r"not set: --keystore \(or ABATE_KEYSTORE\)"):
        deploy(DeployRequest(programme, replace(settings, keystore=None)), console, yes)


def test_a_deployer_without_funds_is_told_before_anything_is_sent(programme, settings, console, yes):
    poor = Account.create()
    settings.keystore.write_text(json.dumps(Account.encrypt(poor.key, "words", kdf="pbkdf2", iterations=10)))

    with pytest.raises(InputError, match=f"the deployer holds 0 of the native coin, .* needed .* fund {poor.address}"):
        deploy(DeployRequest(programme, settings), console, yes)

    assert yes.questions == []
