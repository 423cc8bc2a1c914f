import pytest
from brownie import ZERO_ADDRESS, chain, web3
from eth_account.messages import encode_typed_data

from tests.chain.auction.clock import next_block_at
from tests.chain.errors import decoded, revert_data, reverts
from tests.chain.keys import local_key
from tests.chain.oracle.batches import hexed
from tests.chain.oracle.deployments import open_vintage

ALICE = local_key(10)
FOR_EVER = 2**256 - 1
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
PERMIT = ["owner:address", "spender:address", "value:uint256", "nonce:uint256", "deadline:uint256"]
DOMAIN = ["name:string", "version:string", "chainId:uint256", "verifyingContract:address"]


def members(fields: list[str]) -> list[dict]:
    return [dict(zip(("name", "type"), field.split(":"), strict=True)) for field in fields]


def document(credit, spender, value: int, nonce: int, deadline: int) -> dict:
    domain = (credit.name(), "1", web3.eth.chain_id, credit.address)
    return {
        "types": {"EIP712Domain": members(DOMAIN), "Permit": members(PERMIT)},
        "primaryType": "Permit",
        "domain": dict(zip((field.split(":")[0] for field in DOMAIN), domain, strict=True)),
        "message": {
            "owner": ALICE.address,
            "spender": str(spender),
            "value": value,
            "nonce": nonce,
            "deadline": deadline,
        },
    }


def sign(credit, spender, value: int, nonce: int = 0, deadline: int = FOR_EVER, key=ALICE) -> tuple:
    """Arguments of ``permit`` for a permit of Alice."""
    signed = key.sign_message(encode_typed_data(full_message=document(credit, spender, value, nonce, deadline)))
    r, s = (number.to_bytes(32, "big") for number in (signed.r, signed.s))
    return (ALICE.address, spender, value, deadline, signed.v, r, s)


def signed_by_another(credit, permit, sender) -> bool:
    """Data that the owner did not sign recover some other address, and the error names it."""
    with pytest.raises(Exception) as caught:
        credit.permit(*permit, {"from": sender})
    name, signer, owner = decoded(revert_data(caught.value))
    return name == "ERC2612InvalidSigner" and owner == ALICE.address != signer


def test_a_permit_gives_an_allowance(credit, bob, relayer):
    tx = credit.permit(*sign(credit, bob, 300), {"from": relayer})

    assert dict(tx.events["Approval"][0]) == {"owner": ALICE.address, "spender": bob, "value": 300}
    assert credit.allowance(ALICE.address, bob) == 300
    assert credit.nonces(ALICE.address) == 1


def test_a_permit_is_good_once(credit, bob, relayer):
    permit = sign(credit, bob, 300)
    credit.permit(*permit, {"from": relayer})

    assert signed_by_another(credit, permit, relayer)
    assert credit.nonces(ALICE.address) == 1


def test_a_permit_of_a_later_nonce_is_refused(credit, bob, relayer):
    assert signed_by_another(credit, sign(credit, bob, 300, nonce=1), relayer)


def test_an_expired_permit_is_refused(credit, bob, relayer):
    deadline = chain[-1].timestamp - 1

    with reverts("ERC2612ExpiredSignature", deadline):
        credit.permit(*sign(credit, bob, 300, deadline=deadline), {"from": relayer})


def test_a_permit_is_good_in_the_very_second_of_its_deadline(credit, bob, relayer):
    deadline = chain[-1].timestamp + 1_000
    permit = sign(credit, bob, 300, deadline=deadline)

    next_block_at(deadline)
    tx = credit.permit(*permit, {"from": relayer})

    assert tx.timestamp == deadline
    assert credit.allowance(ALICE.address, bob) == 300


def test_a_permit_by_another_key_is_refused(credit, bob, relayer):
    with reverts("ERC2612InvalidSigner", bob, ALICE.address):
        credit.permit(*sign(credit, bob, 300, key=local_key(11)), {"from": relayer})


def test_a_permit_for_another_amount_is_refused(credit, bob, relayer):
    owner, spender, _, *rest = sign(credit, bob, 300)

    assert signed_by_another(credit, (owner, spender, 301, *rest), relayer)


def test_a_permit_for_another_vintage_is_refused(oracle, credit, owner, bob, relayer):
    other = open_vintage(oracle, owner, 2014)

    assert signed_by_another(credit, sign(other, bob, 300), relayer)


def test_a_high_s_is_refused(credit, bob, relayer):
    *start, v, r, s = sign(credit, bob, 300)
    raised = (CURVE_ORDER - int.from_bytes(s, "big")).to_bytes(32, "big")

    with reverts("ECDSAInvalidSignatureS", raised):
        credit.permit(*start, 55 - v, r, raised, {"from": relayer})


def test_a_signature_of_nobody_is_refused(credit, bob, relayer):
    _, _, value, deadline, *_ = sign(credit, bob, 300)

    with reverts("ECDSAInvalidSignature"):
        credit.permit(ZERO_ADDRESS, bob, value, deadline, 0, bytes(32), bytes(32), {"from": relayer})


def test_the_zero_address_spends_nothing(credit, relayer):
    with reverts("ERC20InvalidSpender", ZERO_ADDRESS):
        credit.permit(*sign(credit, ZERO_ADDRESS, 300), {"from": relayer})
    assert credit.nonces(ALICE.address) == 0


def test_the_domain_can_be_read(credit):
    domain = credit.eip712Domain()

    assert hexed(domain[0]) == "0x0f"
    assert domain[1:5] == ("Personal Carbon Credit 2013", "1", web3.eth.chain_id, credit.address)
    header = encode_typed_data(full_message=document(credit, ZERO_ADDRESS, 0, 0, 0)).header
    assert hexed(credit.DOMAIN_SEPARATOR()) == hexed(header)
