"""A programme's life on a chain that Abate takes for a live one: nothing is unlocked, blocks come when they come.

``make rehearsal`` plays the same for a person who watches, on Ganache, on Anvil or on a network of two nodes.
"""

from itertools import pairwise

import pytest

from tests.chain.rehearsal.node import SingleNode
from tests.chain.rehearsal.slots import GWEI
from tests.chain.rehearsal.story import play
from tests.chain.rehearsal.trading import BIDS, SELLERS


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Played once, on the node that is quicker, and with blocks that come sooner."""
    folder = tmp_path_factory.mktemp("rehearsal")
    return play(SingleNode("anvil", folder), folder, print, pace=0.05)


def test_the_node_dies_twice_with_a_transaction_waiting_and_nothing_is_lost_or_sent_twice(played):
    # each death is followed by asserts on what landed, in the scenes themselves
    assert [what for what, _ in played.seen.restarts] == ["a contract was being deployed", "a batch was being posted"]
    assert [name for name, _ in played.seen.lost] == ["deployer", "operator B"]


def test_blocks_come_by_themselves_and_the_base_fee_moves(played):
    blocks = played.slots.blocks
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))
    assert all(later.time > earlier.time for earlier, later in pairwise(blocks))
    fees = {block.base_fee for block in blocks}
    assert len(fees) > 20
    assert max(fees) > GWEI > min(fees)


def test_who_signed_the_false_batch_lost_a_slice_each(played):
    assert played.seen.slashed == [750 * 10**6, 750 * 10**6, 1_000 * 10**6]


def test_the_auction_sells_what_is_asked_for_at_one_price(played):
    settled = played.seen.settlement
    assert sum(SELLERS.values()) == 350 < sum(lots for lots, _ in BIDS.values())
    assert (settled["round"], settled["supply"], settled["sold"], settled["bidders"]) == (1, 350, 350, 3)
    assert int(settled["revenue"]) == 350 * int(settled["clearing_price"])


def test_the_final_check_finds_nothing_until_a_role_is_handed_on(played):
    assert len(played.seen.findings) > 80
    assert all(finding["right"] for finding in played.seen.findings)
    guardian = played["guardian"].address
    assert played.seen.refused["code"] == 1
    assert (
        f"1 of {len(played.seen.findings)} checks failed: oracle.pendingOwner is {guardian}"
        in played.seen.refused["said"]
    )


def test_no_secret_stands_in_any_file(played):
    kept = [file for file in played.folder.rglob("*") if file.is_file() and "samples" not in file.parts]
    secrets = [who.account.key.hex() for who in played.people.values()]
    assert len(kept) > 100
    texts = {file: file.read_bytes().decode(errors="replace") for file in kept}
    assert [(file, secret) for file, text in texts.items() for secret in secrets if secret in text] == []
