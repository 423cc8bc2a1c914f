"""A permit is only made for a domain that the token says it signs under."""

import pytest
from eth_abi import encode
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from abate.eip712 import domain
from abate.errors import InputError
from abate.wallet.permit import PermitToken
from tests.library.chain.conftest import scripted  # noqa: F401 - fixture
from tests.library.chain.scripted_node import says

TOKEN, OWNER, SPENDER = "0x" + "11" * 20, "0x" + "22" * 20, "0x" + "33" * 20
NONCE = {"nonces(address)": encode(["uint256"], [7])}
NAME = {"name()": encode(["string"], ["Token"])}


@pytest.fixture
def token(scripted):  # noqa: F811
    """A token that answers these views; it reverts on any other."""

    def make(views):
        answers = {f"0x{keccak(text=signature)[:4].hex()}": f"0x{value.hex()}" for signature, value in views.items()}
        revert = says("execution reverted", 3)
        return PermitToken(scripted(eth_call=lambda call, block: answers.get(call["data"][:10], revert)), TOKEN)

    return make


def separator(version):
    told = domain("Token", version, 1337, TOKEN)
    return {"DOMAIN_SEPARATOR()": bytes(encode_typed_data(told, {"Empty": []}, {}).header)}


def refused(made):
    with pytest.raises(InputError) as told:
        made.permit(OWNER, SPENDER, 1, 2)
    return str(told.value)


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_token_that_tells_no_version_is_tried_with_the_usual_ones(version, token):
    data = token(NONCE | NAME | separator(version)).permit(OWNER, SPENDER, 1, 2)
    assert (data["domain"]["version"], data["message"]["nonce"]) == (version, 7)


def test_a_token_with_another_domain_is_approved_instead(token):
    text = f"the token {TOKEN} signs under a domain of its own; approve instead"
    assert refused(token(NONCE | NAME | separator("3"))) == text


def test_a_token_without_permits_is_approved_instead(token):
    assert refused(token({})) == f"the token {TOKEN} has no permit; approve instead"
