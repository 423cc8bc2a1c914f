from collections import defaultdict
from dataclasses import replace

import pytest
from brownie import EmissionOracle, OperatorRegistry, RewardCatalogue, web3
from eth_utils.abi import function_abi_to_4byte_selector

from abate.chain.artefacts import load_artefact
from abate.chain.auction import CreditAuction
from abate.chain.call import deployment
from abate.chain.connection import RetryingProvider, connect
from abate.deploy import Contracts, Deployment
from abate.deploy.final_check import final_check, require_right
from abate.deploy.plan import Plan
from abate.errors import ChainError
from tests.chain.programmes import sender_of, write_programme


@pytest.fixture
def wrong(deployed, programme_file):
    """What the check finds wrong now: name -> (expected, found)."""

    def run(plan=None, checked=deployed):
        findings = final_check(checked, plan or Plan.load(programme_file))
        return {each.what: (each.expected, each.found) for each in findings if not each.is_right}

    return run


@pytest.fixture
def live_oracle(deployed):
    return EmissionOracle.at(deployed.oracle.address)


def test_a_complete_deployment_has_no_difference(wrong):
    assert wrong() == {}


def test_an_offered_ownership_is_found(wrong, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})

    assert wrong() == {"oracle.pendingOwner": ("0x" + "0" * 40, stranger.address)}


def test_another_owner_is_found(wrong, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})
    live_oracle.acceptOwnership({"from": stranger})

    assert wrong() == {"oracle.owner": (owner.address, stranger.address)}


def test_an_announced_operator_set_is_found(wrong, deployed, owner, stranger):
    registry = OperatorRegistry.at(deployed.registry.address)
    registry.scheduleOperatorSet([stranger], 1, {"from": owner})

    assert list(wrong()) == ["registry.scheduledOperatorSet"]


def test_another_partner_is_found(wrong, deployed, accounts, owner, stranger):
    catalogue, partner = RewardCatalogue.at(deployed.catalogue.address), accounts[14].address
    catalogue.admit(stranger, {"from": owner})
    both = sorted((partner, stranger.address), key=lambda each: int(each, 16))
    assert wrong() == {"catalogue.admitted": ([partner], both)}

    catalogue.dismiss(partner, {"from": owner})
    assert wrong() == {"catalogue.admitted": ([partner], [stranger.address])}


def test_a_programme_with_another_quorum_is_found(wrong, tmp_path):
    found = wrong(Plan.load(write_programme(tmp_path, quorum=4)))

    assert found["oracle.quorum"] == (4, 3)
    assert found["oracle.arguments.config.quorum"] == (4, 3)
    assert set(found) == {
        "record.plan",
        "oracle.quorum",
        "oracle.operatorSetHash (5 operators)",
        "oracle.arguments.config.quorum",
        "oracle.recorded arguments.config.quorum",
        "registry.recorded arguments.quorum",
    }


def test_another_arbiter_and_other_stakes_are_found(wrong, tmp_path, stranger):
    found = wrong(Plan.load(write_programme(tmp_path, arbiter=stranger.address, demand_bond="6", ruling_time="80h")))

    assert found["disputes.arbiter"][0] == stranger.address
    assert {name for name in found if " arguments" not in name and ".arguments" not in name} == {
        "record.plan",
        "disputes.arbiter",
        "demands.demandTerms",
        "disputes.rulingTime",
        "oracle.maximumDelay",
    }


def set_code(address, code):
    """Put other code at an address, which only a local node does."""
    method = "anvil_setCode" if "anvil" in web3.client_version.lower() else "evm_setAccountCode"
    assert "error" not in web3.provider.make_request(method, [address, code])


def test_other_code_at_an_address_is_found(wrong, deployed):
    policy = deployed.deployment.address("policy")
    set_code(policy, "0x" + deployed.chain.code_at(policy).hex().replace("6080", "6081", 1))

    assert set(wrong()) == {"policy.code", "policy.codeHash"}


def test_another_immutable_in_the_code_is_found_though_the_code_is_alike(wrong, deployed):
    disputes = deployed.disputes.address
    window, later = (259_200).to_bytes(32, "big"), (259_201).to_bytes(32, "big")
    set_code(disputes, "0x" + deployed.chain.code_at(disputes).replace(window, later).hex())

    assert set(wrong()) == {"disputes.codeHash", "disputes.rulingTime"}


def test_another_contract_of_ours_at_a_recorded_address_is_found(wrong, deployed, record_file):
    swapped = Deployment.load(record_file)
    swapped.contracts["policy"] = replace(swapped.contracts["policy"], contract="IndexPolicy")

    assert wrong(checked=Contracts(swapped, deployed.chain)) == {
        "policy.code": ("as compiled (IndexPolicy)", "other code")
    }


def test_an_auction_with_another_cap_is_found(wrong, deployed, record_file, tmp_path, deployer):
    """Somebody deployed it from the same code and put it into the record."""
    plan, swapped = Plan.load(write_programme(tmp_path, cap_price="0.40")), Deployment.load(record_file)
    arguments = plan.auction_arguments(*(swapped.address(part) for part in ("credit", "currency", "certificate")))
    receipt = sender_of(deployer).send(deployment(load_artefact("CreditAuction"), *arguments))
    auction = CreditAuction(deployed.chain, receipt["contractAddress"])
    for part, address in (("auction", auction.address), ("clerk", auction.clerk())):
        code_hash = "0x" + web3.keccak(deployed.chain.code_at(address)).hex()
        made = replace(swapped.contracts[part], address=address, code_hash=code_hash)
        swapped.contracts[part] = replace(made, transaction="0x" + receipt["transactionHash"].hex())
    swapped.note("auction", receipt)

    found = wrong(checked=Contracts(swapped, deployed.chain))

    assert found["auction.arguments.c.capPrice"] == found["auction.cap_price"] == (300_000, 400_000)
    assert set(found) == {"auction.arguments.c.capPrice", "auction.cap_price", "clerk.config"}


def test_arguments_that_were_changed_in_the_record_are_found(wrong, deployed, record_file):
    changed = Deployment.load(record_file)
    changed.contracts["oracle"].arguments["config"]["challengeWindow"] = 1
    changed.contracts["registry"].arguments["terms"]["size"] = 2

    assert wrong(checked=Contracts(changed, deployed.chain)) == {
        "oracle.recorded arguments.config.challengeWindow": (259_200, 1),
        "registry.recorded arguments.terms.size": (1_000_000_000, 2),
    }


def test_a_transaction_that_is_not_the_recorded_one_is_found(wrong, deployed, record_file):
    changed = Deployment.load(record_file)
    policy, absent = changed.transactions["policy"], "0x" + "12" * 32
    changed.transactions["policy"] = replace(policy, fee=policy.fee + 1)
    changed.transactions["catalogue"] = replace(changed.transactions["catalogue"], hash=absent)
    changed.contracts["donations"] = replace(changed.contracts["donations"], transaction=policy.hash)

    assert wrong(checked=Contracts(changed, deployed.chain)) == {
        "policy.transaction": (changed.transactions["policy"], policy),
        "catalogue.transaction": (absent, "no such transaction"),
        "donations.created at": (changed.address("donations"), changed.address("policy")),
        "donations.creation code": ("as compiled", "other creation code"),
    }


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"cap_price": "0.40"}, {"auction.cap_price", "clerk.config"}),
        ({"challenge_window": "60h"}, {"oracle.challengeWindow"}),
        ({"bidding_time": "3d"}, {"auction.bidding_time", "clerk.config"}),
    ],
    ids=["cap", "window", "bidding time"],
)
def test_a_changed_cap_or_window_of_the_programme_is_found(wrong, tmp_path, change, names):
    found = wrong(Plan.load(write_programme(tmp_path, **change)))

    assert {name for name in found if "arguments" not in name} == {"record.plan", *names}
    assert any(name.startswith(("oracle.arguments", "auction.arguments")) for name in found)


def test_a_deployer_with_a_role_is_found(wrong, live_oracle, owner, deployer):
    live_oracle.transferOwnership(deployer, {"from": owner})

    assert wrong()["deployer.roles"] == ([], ["pendingOwner"])
    live_oracle.acceptOwnership({"from": deployer})
    assert wrong()["deployer.roles"] == ([], ["owner"])


STATE = {
    "EmissionOracle": {"eip712Domain"},
    "OperatorRegistry": {"destroyed", "generation"},
    "BatchChallenges": {"COMMITMENT_AGE", "MAX_SOURCES"},
    "BatchDemands": {"MAX_OPEN_DEMANDS", "destroyed"},
    "BatchDisputes": {"destroyed"},
    "RetirementCertificate": {"contractURI", "eip712Domain", "name", "symbol"},
    "CarbonCredit": {"DOMAIN_SEPARATOR", "eip712Domain"},
    "CreditAuction": {"currentRound", "eip712Domain", "nextOpeningPrice"},
    "AuctionClerk": {"domainSeparator", "eip712Domain"},
    "RewardCatalogue": {"eip712Domain", "listings"},
    "DonationRegistry": {"eip712Domain"},
    "LocalCurrency": {"DOMAIN_SEPARATOR", "eip712Domain", "name", "totalSupply"},
}
"""Getters that are no settings: what happens later, constants of the code, and what follows from name and address."""


def test_every_getter_of_every_contract_is_compared_or_no_setting(deployed, programme_file, monkeypatch):
    asked, request = defaultdict(set), RetryingProvider.make_request

    def noted(provider, method, params):
        if method == "eth_call":
            asked[params[0]["to"].lower()].add(params[0]["data"][:10])
        return request(provider, method, params)

    monkeypatch.setattr(RetryingProvider, "make_request", noted)
    final_check(Contracts(deployed.deployment, connect(web3.provider.endpoint_uri)), Plan.load(programme_file))

    missing = {}
    for made in deployed.deployment.contracts.values():
        abi = load_artefact(made.contract).abi
        getters = [each for each in abi if each.get("stateMutability") in ("view", "pure") and not each["inputs"]]
        names = {
            each["name"]
            for each in getters
            if each["type"] == "function"
            and "0x" + function_abi_to_4byte_selector(each).hex() not in asked[made.address.lower()]
        }
        missing |= {made.contract: names} if names else {}
    assert missing == STATE


def test_an_unfinished_deployment_is_found(wrong, deployed, record_file):
    unfinished = Deployment.load(record_file)
    unfinished.complete = False

    assert wrong(checked=Contracts(unfinished, deployed.chain)) == {"record.complete": (True, False)}


def test_differences_fail_in_one_line_that_names_them(deployed, programme_file, live_oracle, owner, stranger):
    live_oracle.transferOwnership(stranger, {"from": owner})

    with pytest.raises(
        ChainError, match=rf"^1 of \d+ checks failed: oracle.pendingOwner is {stranger.address}, expected 0x0"
    ):
        require_right(final_check(deployed, Plan.load(programme_file)))
