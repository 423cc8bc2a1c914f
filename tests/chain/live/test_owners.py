"""A timelock or a multisig owns what is deployed; the deployer keeps nothing anywhere."""

import json
from pathlib import Path

import pytest
from eth_account import Account

from abate.chain import RefusalError, Sender
from abate.chain.artefacts import Artefact, code
from abate.chain.sender import Call, deployment
from abate.chain.signer import KeySigner
from abate.deploy import Contracts, Deployment
from abate.deploy.bonds import BondsNeededError
from abate.deploy.plan import Plan
from abate.deploy.roles import roles_of
from abate.deploy.steps import OwnerNeededError
from abate.runs.deploy import DeployRequest, deploy, dry_run

REPOSITORY = Path(__file__).resolve().parents[3]
BUILT = REPOSITORY / "node_modules/@openzeppelin/contracts/build/contracts/TimelockController.json"
TWO_DAYS = 2 * 86_400


@pytest.fixture(scope="module")
def proposer(live, payer):
    """Somebody else than the deployer, who may propose and execute."""
    key = Account.create()
    payer.send(Call("funding the proposer", key.address, b"", value=10**17))
    return Sender(live, KeySigner(key))


@pytest.fixture(scope="module")
def timelock(payer, proposer):
    """OpenZeppelin's own, as npm has it compiled; nobody administers it but itself."""
    built = json.loads(BUILT.read_text())
    artefact = Artefact("TimelockController", built["abi"], code(built["bytecode"]), b"", {})
    nobody = "0x" + "00" * 20
    sent = payer.send(deployment(artefact, TWO_DAYS, [proposer.address], [proposer.address], nobody))
    return sent["contractAddress"]


@pytest.fixture
def owner(timelock):
    return timelock


@pytest.fixture
def waiting(programme, settings, console, yes):
    """The deployment waits for its owner."""
    with pytest.raises(OwnerNeededError) as told:
        deploy(DeployRequest(programme, settings), console, yes)
    return told.value


def test_the_timelock_is_told_what_to_schedule_and_execute(waiting, timelock, live):
    schedule, execute = waiting.errand.timelock_calls

    assert (waiting.owner, waiting.errand.holder.kind, waiting.errand.holder.delay) == (timelock, "timelock", TWO_DAYS)
    assert str(waiting).startswith(f"waiting for the owner {timelock} (a timelock of 172800 s): open vintage 2013")
    assert f"schedule it with {schedule}, 172800 s later run {execute}; then run the same command again" in str(waiting)


def test_scheduled_and_executed_the_same_command_goes_on_to_the_end(
    waiting, programme, settings, console, yes, timelock, proposer, payer, live, operators_pay
):
    schedule, execute = (bytes.fromhex(each.removeprefix("0x")) for each in waiting.errand.timelock_calls)
    proposer.send(Call("scheduling", timelock, schedule))
    with pytest.raises(RefusalError):
        proposer.send(Call("executing too early", timelock, execute))
    live.web3.provider.make_request("evm_increaseTime", [TWO_DAYS])
    live.web3.provider.make_request("evm_mine", [])
    opened = proposer.send(Call("executing", timelock, execute))
    with pytest.raises(BondsNeededError):
        deploy(DeployRequest(programme, settings), console, yes)
    operators_pay()

    done = deploy(DeployRequest(programme, settings), console, yes)

    assert done.deployment.transactions["credit"].hash == f"0x{opened['transactionHash'].hex()}"
    assert done.deployment.transactions["credit"].sender == proposer.address
    contracts = Contracts(done.deployment, live)
    assert (contracts.oracle.owner(), contracts.oracle.pending_owner()) == (timelock, "0x" + "00" * 20)
    roles = {each.what: each.found for each in done.findings if each.what == "deployer.roles"}
    assert roles == {"deployer.roles": []}


def test_a_dry_run_knows_the_timelock_and_its_calls(programme, settings, console, payer, timelock):
    ahead = dry_run(DeployRequest(programme, settings), console).as_json()

    (errand,) = ahead["afterwards"]
    assert ahead["owner"] == {
        "address": timelock,
        "kind": "timelock",
        "delay": TWO_DAYS,
        "threshold": None,
        "owners": (),
    }
    assert errand["to"] == next(each["address"] for each in ahead["contracts"] if each["part"] == "oracle")
    assert [each[:10] for each in errand["timelock_calls"]] == ["0x01d5062a", "0x134008d3"]


@pytest.mark.parametrize("role", ["PROPOSER_ROLE", "DEFAULT_ADMIN_ROLE"])
def test_a_deployer_with_a_role_in_the_timelock_is_found(waiting, programme, settings, live, payer, timelock, role):
    """Given by the timelock itself, in whose place the node signs here."""
    contract = live.web3.eth.contract(address=timelock, abi=json.loads(BUILT.read_text())["abi"])
    which = contract.functions[role]().call()
    contracts, plan = Contracts(Deployment.load(settings.deployment), live), Plan.load(programme)
    assert roles_of(contracts, payer.address, plan.operators) == []
    ask = live.web3.provider.make_request
    ask("anvil_impersonateAccount", [timelock])
    ask("anvil_setBalance", [timelock, hex(10**18)])

    contract.functions.grantRole(which, payer.address).transact({"from": timelock})
    found = roles_of(contracts, payer.address, plan.operators)
    contract.functions.revokeRole(which, payer.address).transact({"from": timelock})

    assert found == [f"owner's {role}"]
