import pytest

from abate.chain import RefusalError


def test_a_refused_call_is_not_sent_and_tells_error_and_evidence(sender, token, alice, bob):
    before = alice.nonce

    with pytest.raises(RefusalError) as caught:
        sender.send(token.transfer(bob.address, 10))

    assert caught.value.name == "ERC20InsufficientBalance"
    assert caught.value.evidence == {"sender": alice.address, "balance": 0, "needed": 10}
    assert alice.nonce == before


def test_the_words_of_a_refusal_are_the_interfaces_own(sender, token, bob):
    with pytest.raises(RefusalError) as caught:
        sender.send(token.transfer(bob.address, 10))

    assert caught.value.words.startswith("Indicates an error related to the current `balance` of a `sender`.")


def test_a_refused_view_is_decoded_too(token, alice):
    with pytest.raises(RefusalError) as caught:
        token.read("transfer", alice.address, 1)

    assert caught.value.name == "ERC20InvalidSender"
