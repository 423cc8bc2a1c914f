"""Whatever a node does to a transaction on its way, it lands once."""

from itertools import pairwise

import pytest

from abate.errors import ChainError
from tests.chain.sending.faulty_node import Fault, says

SEND = "eth_sendRawTransaction"
ON_THE_WAY = {
    "the line is cut before": Fault(SEND, forwards=0, answer="drop"),
    "the line is cut after": Fault(SEND, answer="drop"),
    "unavailable before": Fault(SEND, forwards=0, answer=503),
    "unavailable after": Fault(SEND, answer=502),
    "no JSON": Fault(SEND, answer="<html>"),
    "late": Fault(SEND, answer="late"),
    "given twice": Fault(SEND, forwards=2),
    "given twice, the answers lost": Fault(SEND, forwards=2, answer="drop"),
    "wrongly said to be used": Fault(SEND, forwards=0, answer=says("nonce too low")),
    "said to be used by itself": Fault(SEND, answer=says("nonce too low: next nonce 7, tx nonce 6")),
    "known already": Fault(SEND, answer=says("already known")),
    "underpriced": Fault(SEND, forwards=0, answer=says("transaction underpriced")),
    "in place of one, underpriced": Fault(SEND, forwards=0, answer=says("replacement transaction underpriced")),
    "below the base fee": Fault(SEND, forwards=0, answer=says("max fee per gas less than block base fee")),
    "taken and lost": Fault(SEND, forwards=0, answer={"result": "0x" + "ab" * 32}),
}


@pytest.mark.parametrize("fault", ON_THE_WAY.values(), ids=ON_THE_WAY)
def test_it_lands_once(fault, faulty, through, token, currency, alice, bob):
    sender, before = through(stuck_after=0.1), alice.nonce
    if fault.forwards > 1 and "ganache" in sender.chain.client.lower():
        pytest.skip("Ganache 7.9.2 lets one transaction land as often as it is given")
    faulty.faults = [fault]

    receipt = sender.send(token.mint(bob.address, 5), step="mint")

    assert (faulty.faults, receipt["status"]) == ([], 1)
    assert currency.balanceOf(bob) == 5
    assert sender.chain.web3.eth.get_transaction_count(alice.address) == before + 1


READS = [
    "eth_chainId",
    "eth_estimateGas",
    "eth_getTransactionCount",
    "eth_getBlockByNumber",
    "eth_getTransactionReceipt",
]


@pytest.mark.parametrize("method", READS)
@pytest.mark.parametrize("answer", ["drop", 503, "<html>"])
def test_a_lost_question_is_asked_again(method, answer, faulty, through, token, currency, bob):
    sender = through()
    faulty.faults = [Fault(method, answer=answer)] * 2

    sender.send(token.mint(bob.address, 5), step="mint")

    assert faulty.faults == []
    assert currency.balanceOf(bob) == 5


def test_several_questions_in_one_are_asked_again(faulty, through, token, currency, bob):
    web3 = through().chain.web3
    faulty.faults = [Fault("batch", answer=503), Fault("batch", answer="drop")]

    with web3.batch_requests() as questions:
        questions.add(web3.eth.get_block("latest"))
        (block,) = questions.execute()

    assert (faulty.asked["batch"], block["number"]) == (3, web3.eth.block_number)


def test_nothing_is_sent_to_another_chain(faulty, through, token, currency, bob):
    sender = through()
    faulty.faults = [Fault("eth_chainId", answer={"result": "0x5"})]

    with pytest.raises(ChainError) as refused:
        sender.send(token.mint(bob.address, 5), step="mint")

    assert str(refused.value) == "minting the local currency: the node is on chain 5 now, it was on 1337"
    assert faulty.asked[SEND] == 0


def test_a_node_that_asks_for_ever_more_gets_eight_times_the_first_fee_at_most(
    faulty, through, token, currency, alice, bob
):
    sender, before = through(), alice.nonce
    faulty.faults = [Fault(SEND, forwards=0, answer=says("transaction underpriced"))] * 100

    with pytest.raises(ChainError, match="offers too little, and more than it may; wait for lower fees"):
        sender.send(token.mint(bob.address, 5), step="mint")

    offers = [attempt.terms for attempt in sender.journal.attempts("mint")]
    fees = [offer["maxFeePerGas"] for offer in offers]
    assert {offer["nonce"] for offer in offers} == {before}
    assert len(fees) == faulty.asked[SEND]
    assert all(5 * later >= 6 * earlier for earlier, later in pairwise(fees))
    assert fees[-1] <= 8 * fees[0] < 2 * fees[-1]

    faulty.faults = []
    through().send(token.mint(bob.address, 5), step="mint")
    assert currency.balanceOf(bob) == 5


def test_an_answer_that_nobody_knows_is_told_in_the_nodes_words(faulty, through, token, bob):
    faulty.faults = [Fault(SEND, forwards=0, answer=says("the mempool is on fire"))]

    with pytest.raises(ChainError) as refused:
        through().send(token.mint(bob.address, 5), step="mint")

    assert str(refused.value) == "minting the local currency was not accepted by the node: the mempool is on fire"
