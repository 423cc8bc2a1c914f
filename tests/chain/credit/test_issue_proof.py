import pytest

from abate.merkle import keccak256, leaf_hash
from tests.chain.errors import reverts
from tests.chain.oracle.batches import (
    AUGUST_ENDS,
    JULY_ENDS,
    Figures,
    draft,
    hexed,
    make_final,
    pass_time,
    post,
    publish,
    word,
)
from tests.chain.oracle.deployments import DAY, VINTAGE, open_vintage


def fold(node: bytes, proof: list[bytes]) -> str:
    """The root that a node and its siblings lead to."""
    for sibling in proof:
        node = keccak256(min(node, sibling) + max(node, sibling))
    return hexed(node)


@pytest.fixture(scope="module")
def people(accounts):
    return {account: 1000 + i for i, account in enumerate(accounts[10:15])}


@pytest.fixture
def figures(oracle, credit, people, relayer):
    return publish(oracle, people, relayer, total=100_000)


def test_every_leaf_of_an_uneven_tree_can_be_proven(credit, figures, people, relayer):
    for account, credits in people.items():
        credit.issue(*figures.claim(account), {"from": relayer})
        assert credit.balanceOf(account) == credits


def test_a_tree_of_one_leaf_needs_no_siblings(oracle, credit, alice, relayer):
    figures = publish(oracle, {alice: 77}, relayer, total=100)
    assert figures.claim(alice)[3] == []
    credit.issue(*figures.claim(alice), {"from": relayer})

    assert credit.balanceOf(alice) == 77


@pytest.mark.parametrize("part", ["credits", "account", "report"])
def test_another_leaf_is_refused(credit, figures, alice, stranger, part):
    account, credits, report, proof = figures.claim(alice)
    changed = {
        "credits": (account, credits + 1, report),
        "account": (stranger.address, credits, report),
        "report": (account, credits, word("another report")),
    }[part]

    with reverts("InvalidProof", fold(leaf_hash(*changed), proof), figures.root):
        credit.issue(*changed, proof, {"from": alice})


def test_a_cut_proof_is_refused(credit, figures, alice):
    account, credits, report, proof = figures.claim(alice)

    with reverts("InvalidProof", fold(leaf_hash(account, credits, report), proof[:-1]), figures.root):
        credit.issue(account, credits, report, proof[:-1], {"from": alice})


def test_a_longer_proof_is_refused(credit, figures, alice):
    account, credits, report, proof = figures.claim(alice)
    longer = [*proof, proof[0]]

    with reverts("InvalidProof", fold(leaf_hash(account, credits, report), longer), figures.root):
        credit.issue(account, credits, report, longer, {"from": alice})


def test_every_byte_of_a_node_counts(credit, figures, alice):
    """Nodes that were cut to 16 or 20 bytes could be met by another node with the same beginning."""
    account, credits, report, (first, *others) = figures.claim(alice)

    for kept in (16, 20, 31):
        proof = [first[:kept] + bytes(each ^ 1 for each in first[kept:]), *others]
        with reverts("InvalidProof", fold(leaf_hash(account, credits, report), proof), figures.root):
            credit.issue(account, credits, report, proof, {"from": alice})


def test_an_inner_node_cannot_pose_as_a_leaf(oracle, credit, alice, relayer):
    """A forger who chose both children of a node still cannot open it as a leaf: leaves are hashed twice."""
    forged = keccak256(bytes(12) + bytes.fromhex(alice.address[2:]) + (10**6).to_bytes(32, "big") + bytes(32))
    root = keccak256(min(forged, bytes(32)) + max(forged, bytes(32)))
    post(oracle, draft(oracle, root=hexed(root)), relayer)
    make_final(oracle)

    with reverts("InvalidProof", fold(leaf_hash(alice.address, 10**6, bytes(32)), [bytes(32)]), hexed(root)):
        credit.issue(alice, 10**6, bytes(32), [bytes(32)], {"from": alice})


def test_a_node_of_64_bytes_cannot_pose_as_a_leaf(credit, figures, alice):
    """With leaves hashed once, two sibling nodes could be read as a leaf's fields."""
    left, right = figures.tree.nodes[1], figures.tree.nodes[2]
    account, credits = hexed(left[12:]), int.from_bytes(right[16:], "big")

    with reverts("InvalidProof", hexed(leaf_hash(account, credits, bytes(32))), figures.root):
        credit.issue(account, credits, bytes(32), [], {"from": alice})


def test_the_root_itself_is_no_leaf(credit, figures, alice):
    with reverts("InvalidProof", hexed(leaf_hash(alice.address, 5, figures.root)), figures.root):
        credit.issue(alice, 5, figures.root, [], {"from": alice})


def test_the_proof_of_another_vintage_is_refused(oracle, credit, figures, alice, owner, relayer):
    next_year = Figures.of({alice: 9999})
    other = open_vintage(oracle, owner, 2014)
    account, credits, report, proof = next_year.claim(alice)

    with reverts("NoFinalBatch", 2014):
        other.issue(account, credits, report, proof, {"from": alice})
    with reverts("InvalidProof", fold(leaf_hash(account, credits, report), proof), figures.root):
        credit.issue(account, credits, report, proof, {"from": alice})
    assert oracle.finalBatch(VINTAGE)["through"] == JULY_ENDS


def test_the_proof_of_an_older_batch_is_refused(oracle, credit, figures, people, alice, relayer):
    pass_time(31 * DAY)
    august = publish(oracle, {**people, alice: 5000}, relayer, total=100_000, through=AUGUST_ENDS)
    account, credits, report, proof = figures.claim(alice)

    with reverts("InvalidProof", figures.root, august.root):
        credit.issue(account, credits, report, proof, {"from": alice})
