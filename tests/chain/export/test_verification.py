"""What an explorer is given for a deployment is what creates the code that stands there."""

import json
from dataclasses import replace

import pytest
from brownie import web3
from eth_abi import decode, encode

from abate.deploy import Contracts
from abate.deploy.blueprint import PARTS
from abate.deploy.record import DeployedContract
from abate.errors import IntegrityError
from abate.export.names import canonical
from abate.export.verification import ARGUMENTS, CREATORS, verifications
from tests.chain.commands import run_abate


@pytest.fixture(scope="module")
def found(contracts, released):
    """Part -> what verifies it."""
    return {each.part: each for each in verifications(contracts, released)}


def arguments_of(one):
    (constructor,) = [item for item in one.released.built.abi if item["type"] == "constructor"]
    return decode([canonical(each) for each in constructor["inputs"]], one.arguments)


def changed(contracts, part, **fields):
    """The deployment with a wrong record of a part."""
    parts = contracts.deployment.contracts
    record = replace(contracts.deployment, contracts={**parts, part: replace(parts[part], **fields)})
    return Contracts(record, contracts.chain)


def test_every_part_but_the_local_currency_is_verified(found):
    assert tuple(found) == tuple(part for part in PARTS if part != "currency")


def test_creation_code_and_arguments_are_what_the_transactions_sent(found, contracts):
    for part, one in found.items():
        if part not in CREATORS:
            sent = web3.eth.get_transaction(one.made.transaction)
            assert bytes(sent["input"]) == one.released.built.creation + one.arguments, part


def test_arguments_are_those_of_the_record_and_of_the_chain(found, contracts):
    oracle, registry = contracts.oracle.address.lower(), contracts.registry.address.lower()

    assert arguments_of(found["policy"]) == (contracts.deployment.contracts["policy"].arguments["coefficient"],)
    assert arguments_of(found["challenges"]) == (oracle, registry)
    assert arguments_of(found["reserve"]) == (oracle,)
    credit = contracts.credit
    expected = (oracle, 2013, credit.methodology_id(), 300, contracts.reserve.address.lower())
    assert arguments_of(found["credit"]) == expected
    assert found["renderer"].arguments == found["creditFactory"].arguments == b""
    assert arguments_of(found["clerk"]) == arguments_of(found["auction"])


def test_a_document_says_what_explorers_ask_for(found, contracts, folder):
    one = found["credit"].document(1337)
    made = contracts.deployment.contracts["credit"]

    assert one == {
        "part": "credit",
        "chainId": 1337,
        "address": contracts.credit.address,
        "contractIdentifier": "contracts/credit/CarbonCredit.sol:CarbonCredit",
        "compilerVersion": "v0.8.37+commit.f401782d",
        "constructorArguments": found["credit"].arguments.hex(),
        "creationTransactionHash": made.transaction,
        "standardJson": "standard-json/CarbonCredit.json",
        "license": "Apache-2.0",
    }
    assert (folder / one["standardJson"]).is_file()


@pytest.mark.parametrize("part", [part for part in CREATORS if part != "renderer"])
def test_wrong_arguments_of_what_a_contract_created_are_found(contracts, released, monkeypatch, part):
    names = {each.name: each for each in released}
    one = names[contracts.deployment.contracts[part].contract]
    (constructor,) = [item for item in one.built.abi if item["type"] == "constructor"]
    right = ARGUMENTS[part](contracts)
    wrong = [
        _other(value, item["type"]) if place == 0 else value
        for place, (value, item) in enumerate(zip(right, constructor["inputs"], strict=True))
    ]
    assert encode([canonical(each) for each in constructor["inputs"]], wrong)
    monkeypatch.setitem(ARGUMENTS, part, lambda _: wrong)

    with pytest.raises(IntegrityError, match=f"the {part} at 0x.* is not what {one.name} gives as it is compiled now"):
        verifications(contracts, released)


def _other(value, kind):
    """Another value of the first argument: an address, or the auction's settings with another lot."""
    if kind == "address":
        return "0x" + "11" * 20
    return (*value[:2], value[2] + 1, *value[3:])


def test_a_contract_of_other_code_is_found(contracts, released):
    other = contracts.deployment.contracts["donations"]
    with pytest.raises(IntegrityError, match=r"the catalogue at 0x.* was not created by the code of RewardCatalogue"):
        verifications(changed(contracts, "catalogue", transaction=other.transaction), released)
    with pytest.raises(IntegrityError, match="export from the commit of the deployment's record"):
        verifications(changed(contracts, "catalogue", address=other.address), released)


def test_a_currency_that_stood_there_before_is_nobody_elses_to_verify(contracts, released, found):
    parts = contracts.deployment.contracts
    stood = DeployedContract("IERC20Metadata", parts["currency"].address)
    record = replace(contracts.deployment, contracts={**parts, "currency": stood})

    assert [each.part for each in verifications(Contracts(record, contracts.chain), released)] == list(found)


def contents(folder):
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_deployment_without_a_node_is_refused(capsys, monkeypatch, tmp_path, record, contracts):
    refused = run_abate(capsys, monkeypatch, "export", tmp_path / "out", "--deployment", record)

    told = "abate: not given: a node of the deployment's chain with --rpc (or ABATE_RPC_URL)\n"
    assert (refused.code, refused.err) == (2, told)
    assert not (tmp_path / "out").exists()


def test_the_command_writes_the_release_with_what_verifies_a_deployment(
    capsys, monkeypatch, tmp_path, contracts, record, found, folder
):
    out = tmp_path / "out"

    done = run_abate(
        *(capsys, monkeypatch, "export", out, "--deployment", record),
        *("--rpc", web3.provider.endpoint_uri, "--json"),
    )

    assert (done.code, done.err) == (0, "")
    assert done.json == json.loads((folder / "hashes.json").read_text())
    written = {file.stem: json.loads(file.read_text()) for file in (out / "verification").iterdir()}
    assert written == {each.released.name: each.document(1337) for each in found.values()}
    rest = {path: text for path, text in contents(out).items() if path.parts[0] != "verification"}
    assert rest == contents(folder)
