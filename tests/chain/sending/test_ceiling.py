"""No transaction, and none in the place of another, ever offers more than its sender's ceiling."""

import pytest

from abate.errors import ChainError
from tests.chain.sending.faulty_node import Fault, says

SEND = "eth_sendRawTransaction"
GWEI = 10**9


@pytest.fixture
def busy(faulty):
    """The network asks this base fee, in gwei, from now on."""

    def ask(gwei):
        faulty.altered = {
            "eth_getBlockByNumber": lambda block: {**block, "baseFeePerGas": hex(gwei * GWEI)},
            "eth_maxPriorityFeePerGas": lambda _: hex(2 * GWEI),
        }

    return ask


def offered(sender, step="mint"):
    return [(each.terms["maxFeePerGas"], each.terms["maxPriorityFeePerGas"]) for each in sender.journal.attempts(step)]


def test_below_the_ceiling_the_base_fee_has_room_to_double(busy, through, token, bob):
    busy(10)
    sender = through(ceiling=30 * GWEI)

    sender.send(token.mint(bob.address, 5), step="mint")

    assert offered(sender) == [(22 * GWEI, 2 * GWEI)]


def test_near_the_ceiling_it_is_what_is_offered(busy, through, token, bob):
    busy(10)
    sender = through(ceiling=15 * GWEI)

    sender.send(token.mint(bob.address, 5), step="mint")

    assert offered(sender) == [(15 * GWEI, 2 * GWEI)]


def test_a_base_fee_above_the_ceiling_is_refused_in_one_line(busy, faulty, through, token, alice, bob):
    busy(10)
    before = alice.nonce

    with pytest.raises(ChainError) as refused:
        through(ceiling=9_500_000_000).send(token.mint(bob.address, 5), step="mint")

    assert str(refused.value) == (
        "gas costs 10 gwei now, above the ceiling of 9.5 gwei; wait for lower fees or raise --max-fee, "
        "then run the same command again"
    )
    assert (faulty.asked[SEND], alice.nonce) == (0, before)


def test_replacements_end_below_the_ceiling(busy, faulty, through, token, currency, bob):
    busy(10)
    sender = through(ceiling=40 * GWEI)
    faulty.faults = [Fault(SEND, forwards=0, answer=says("transaction underpriced"))] * 10

    with pytest.raises(ChainError, match="offers too little, and more than it may; wait for lower fees"):
        sender.send(token.mint(bob.address, 5), step="mint")

    fees = [fee for fee, _ in offered(sender)]
    assert fees == [22_000_000_000, 27_500_000_001, 34_375_000_002]
    faulty.faults = []
    through(ceiling=40 * GWEI).send(token.mint(bob.address, 5), step="mint")
    assert currency.balanceOf(bob) == 5


def test_a_network_without_a_base_fee_gets_a_gas_price(faulty, through, token, connected, currency, bob):
    faulty.altered = {
        "eth_getBlockByNumber": lambda block: {k: v for k, v in block.items() if k != "baseFeePerGas"},
        "eth_gasPrice": lambda _: hex(3 * GWEI),
    }
    sender = through(ceiling=4 * GWEI)

    receipt = sender.send(token.mint(bob.address, 5), step="mint")

    sent = connected.web3.eth.get_transaction(receipt["transactionHash"])
    assert (sent["type"], sent["gasPrice"]) == (0, 3 * GWEI)
    assert currency.balanceOf(bob) == 5
    with pytest.raises(ChainError, match="gas costs 3 gwei now, above the ceiling of 2 gwei"):
        through(ceiling=2 * GWEI).send(token.mint(bob.address, 5))
