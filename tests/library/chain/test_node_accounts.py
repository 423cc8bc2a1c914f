"""Accounts that a node holds, and keys that everybody knows, are for local chains."""

import pytest

from abate.chain.local_keys import local_key, local_keys
from abate.chain.signer import NodeSigner
from abate.errors import ChainError, InputError
from tests.library.chain.scripted_node import LIVE, says

ALICE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
STRANGER = "0x" + "11" * 20


def refused(error, text, ask):
    with pytest.raises(error) as told:
        ask()
    assert str(told.value) == text


def test_a_live_node_signs_for_nobody(scripted):
    chain = scripted(LIVE, eth_accounts=[ALICE])
    text = "accounts of the node sign on local networks only; give a keystore"
    refused(InputError, text, lambda: NodeSigner(chain, ALICE))


def test_a_local_node_signs_for_the_accounts_that_it_holds(scripted):
    text = f"the local node does not hold the account {STRANGER}"
    refused(InputError, text, lambda: NodeSigner(scripted(eth_accounts=[ALICE]), STRANGER))


def test_a_node_that_will_not_sign_is_told_in_its_own_words(scripted):
    refusal = says("no signer available")
    signer = NodeSigner(
        scripted(eth_accounts=[ALICE], eth_signTransaction=refusal, eth_signTypedData_v4=refusal), ALICE
    )
    text = f"the node would not sign for {ALICE}: {refusal['error']}"
    refused(ChainError, text, lambda: signer.sign({"nonce": 0, "gas": 21_000}))
    refused(ChainError, text, lambda: signer.sign_typed_data({}))


def test_the_public_mnemonics_keys_are_for_local_networks(scripted):
    text = "keys of the public mnemonic are for local networks only"
    refused(InputError, text, lambda: local_keys(scripted(LIVE), [ALICE]))


def test_an_account_of_the_public_mnemonic_has_its_key(scripted):
    assert local_keys(scripted(), [ALICE]) == [local_key(1)]
    text = f"no account of the local mnemonic: {STRANGER}"
    refused(InputError, text, lambda: local_keys(scripted(), [ALICE, STRANGER]))
