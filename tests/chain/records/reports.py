"""Opened reports of the tests' own, and a batch whose tree holds them."""

from abate.merkle import MerkleTree
from abate.oracle.disclosure import FORMAT, hash_of
from tests.chain.wallet.batches import post

WORD = "0x" + "11" * 32


def report(contracts, account, sequence, through, baseline, emissions, credits):
    """A report without its proof."""
    return {
        "format": FORMAT,
        "chainId": contracts.chain.chain_id,
        "oracle": contracts.oracle.address,
        "vintage": contracts.deployment.vintage,
        "sequence": sequence,
        "through": through,
        "account": account,
        "credits": credits,
        "operators": [],
        "numbers": {
            "salt": WORD,
            "baseline": baseline,
            "emissions": emissions,
            "periods": sequence,
            "observations": [WORD],
        },
        "sources": {"salt": WORD, "nullifiers": [WORD]},
        "evidence": {"salt": WORD, "digests": [WORD]},
    }


def post_reports(contracts, sender, documents, operators):
    """Post a batch of these reports and put their proofs into them; its tree."""
    figures = [document["credits"] for document in documents]
    hashes = [hash_of(document, document["credits"]) for document in documents]
    tree = MerkleTree.of([document["account"] for document in documents], figures, hashes)
    for place, document in enumerate(documents):
        document["proof"] = ["0x" + node.hex() for node in tree.proof(place)]
    post(contracts, sender, tree, 2 * sum(figures), operators)
    return tree
