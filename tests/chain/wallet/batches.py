"""A final batch for the wallets' tests: leaves, signatures of the local operators, and the window gone by."""

from collections.abc import Mapping

from abate.chain.local_keys import local_keys
from abate.chain.local_time import advance
from abate.chain.sender import Sender
from abate.deploy import Contracts
from abate.merkle import MerkleTree, keccak256
from abate.oracle.moment import Deployment
from abate.oracle.typed_data import Batch, digest

JULY_ENDS = 1_375_315_200
FOR_EVER = 2**40 - 1


def tree_of(figures: Mapping[str, int]) -> MerkleTree:
    """Leaves of these accounts and credits, in grams."""
    return MerkleTree.of(list(figures), list(figures.values()), [keccak256(each.encode()) for each in figures])


def post(contracts: Contracts, sender: Sender, tree: MerkleTree, total: int, operators: list[str]) -> None:
    """Post the vintage's next batch, signed by all operators (ascending)."""
    oracle, vintage = contracts.oracle, contracts.deployment.vintage
    batch = Batch(
        vintage=vintage,
        sequence=oracle.last_sequence(vintage) + 1,
        through=JULY_ENDS + oracle.last_sequence(vintage),
        methodologyId=contracts.credit.methodology_id(),
        factorSetHash=keccak256(b"factor sets"),
        root=tree.root,
        observationsHash=keccak256(b"observations"),
        evidenceHash=keccak256(b"evidence"),
        authorisedTotal=total,
        count=len(tree),
        operatorSetHash=oracle.operator_set_hash(),
        validUntil=FOR_EVER,
    )
    signed = digest(Deployment(contracts.chain.chain_id, oracle.address), batch)
    signatures = [key.unsafe_sign_hash(signed).signature for key in local_keys(contracts.chain, operators)]
    sender.send(oracle.post_batch(batch.as_tuple(), operators, signatures))


def publish(contracts: Contracts, sender: Sender, figures: Mapping[str, int], operators: list[str]) -> MerkleTree:
    """Post a batch that authorises twice what its leaves say, and let its challenge window pass."""
    tree = tree_of(figures)
    post(contracts, sender, tree, 2 * sum(figures.values()), operators)
    advance(contracts.chain, contracts.oracle.challenge_window() + 1)
    return tree
