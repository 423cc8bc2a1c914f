import json

import pytest

from tests.chain.wallet.batches import tree_of


def test_a_claim_issues_exactly_the_leafs_credits(as_person, contracts, alice, tree_file):
    done = as_person("alice", "claim", tree_file, "--json")

    assert (done.code, done.json["credits"], done.json["figure"]) == (0, "50.000", "50.000")
    assert contracts.credit.balance_of(alice.address) == 50_000
    assert contracts.credit.total_issued() == 50_000


def test_a_claim_is_shown_in_short_lines(as_person, tree_file, alice):
    done = as_person("alice", "claim", tree_file)

    assert "Credits claimed" in done.out
    assert f"account         {alice.address}" in done.out
    assert "credits added   50.000" in done.out


def test_anybody_can_claim_for_another(as_person, contracts, alice, carol, tree_file):
    done = as_person("carol", "claim", tree_file, "--for", alice.address)

    assert done.code == 0
    assert contracts.credit.balance_of(alice.address) == 50_000
    assert contracts.credit.balance_of(carol.address) == 0


def test_a_second_claim_is_refused_before_anything_is_sent(as_person, alice, tree_file):
    as_person("alice", "claim", tree_file)
    before = alice.nonce

    again = as_person("alice", "claim", tree_file)

    assert again.code == 2
    assert again.err == f"abate: nothing is due to {alice.address}: its figure is 50000 g, it was issued 50000 g\n"
    assert alice.nonce == before


def test_another_tree_than_the_final_batchs_is_refused(as_person, alice, final_tree, tmp_path):
    other = tree_of({alice.address: 60_000})
    (tmp_path / "other.json").write_text(json.dumps(other.dump()))

    refused = as_person("alice", "claim", tmp_path / "other.json")

    assert refused.code == 2
    assert f"this tree has the root 0x{other.root.hex()}, the final batch 0x{final_tree.root.hex()}" in refused.err


def test_an_account_without_a_leaf_is_told_so(as_person, carol, tree_file):
    refused = as_person("carol", "claim", tree_file)

    assert refused.code == 2
    assert refused.err == f"abate: account {carol.address.lower()} has no leaf in this tree\n"


@pytest.mark.parametrize("text", ["not json", "{}"])
def test_a_file_that_is_no_tree_is_refused(as_person, final_tree, tmp_path, text):
    (tmp_path / "wrong.json").write_text(text)

    refused = as_person("alice", "claim", tmp_path / "wrong.json")

    assert refused.code == 2
    assert str(tmp_path / "wrong.json") in refused.err
