"""No minter key: credits come from a batch that a quorum signed and that survived its window, and from nothing else."""

from tests.chain.errors import reverts
from tests.chain.oracle.batches import Figures, draft, fields, make_final, post, publish
from tests.chain.oracle.committee import COMMITTEE
from tests.chain.oracle.deployments import METHODOLOGY_ID, VINTAGE, reserve_of

CHANGING = {"nonpayable", "payable"}
OWNERS = {
    "acceptOwnership",
    "cancelMethodology",
    "openVintage",
    "registerMethodology",
    "renounceOwnership",
    "transferOwnership",
}


def changing_functions(contract) -> set[str]:
    functions = [item for item in contract.abi if item["type"] == "function"]
    return {item["name"] for item in functions if item["stateMutability"] in CHANGING}


def test_promise_1_no_minter_key(oracle, credit):
    """The whole list of what can change anything: none of it names an amount to create, or somebody to stop."""
    issuance = {"issue", "issueMany", "issueReserve"}
    holders = {"approve", "burn", "burnFrom", "permit", "transfer", "transferFrom"}

    assert changing_functions(credit) == issuance | holders | {"forgetFinalBatch"}
    assert changing_functions(oracle) == OWNERS | {
        "postBatch",
        "revokeBatch",
        "setOperatorSet",
        "markFaulted",
        "postpone",
    }
    assert changing_functions(reserve_of(oracle)) == {"correct", "correctFault"}


def test_promise_1_the_parts_of_the_oracle_answer_to_each_other_alone(oracle, credit, owner, guardian, stranger):
    for caller in (owner, guardian, stranger):
        with reverts("NotRegistry", caller):
            oracle.setOperatorSet(oracle.operatorSetHash(), {"from": caller})
        with reverts("NotChallenges", caller):
            oracle.markFaulted(VINTAGE, METHODOLOGY_ID, 1, {"from": caller})
        with reverts("NotOracle", caller):
            credit.forgetFinalBatch({"from": caller})


def test_promise_1_needs_a_quorum(oracle, credit, alice, owner):
    batch = draft(oracle, root=Figures.of({alice: 100}).root)

    with reverts("QuorumNotReached", 2, 3):
        oracle.postBatch(fields(batch), COMMITTEE.addresses, COMMITTEE.sign(oracle, batch, 2), {"from": owner})


def test_promise_1_needs_the_window_to_pass(oracle, credit, alice, relayer):
    figures = Figures.of({alice: 100})
    post(oracle, draft(oracle, root=figures.root), relayer)

    with reverts("NoFinalBatch", VINTAGE):
        credit.issue(*figures.claim(alice), {"from": alice})
    make_final(oracle)
    credit.issue(*figures.claim(alice), {"from": alice})
    assert credit.totalSupply() == 100


def test_promise_1_roles_hold_no_power_over_credits(oracle, credit, alice, owner, guardian, relayer):
    figures = publish(oracle, {alice: 100}, relayer, total=1000)
    credit.issue(*figures.claim(alice), {"from": relayer})

    for role in (owner, guardian):
        with reverts("ERC20InsufficientAllowance", role, 0, 1):
            credit.transferFrom(alice, role, 1, {"from": role})
        with reverts("ERC20InsufficientAllowance", role, 0, 1):
            credit.burnFrom(alice, 1, {"from": role})
    assert credit.balanceOf(alice) == 100
