"""Signatures of orders and of credits' permits in tests, by keys of the local chains' accounts."""

from brownie import accounts, web3
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from abate.chain.signed_orders import OrderKind
from tests.chain.keys import local_key

LATE = 2**40 - 1
PERMIT = ["owner:address", "spender:address", "value:uint256", "nonce:uint256", "deadline:uint256"]


def key_of(account):
    """The key of one of the node's accounts."""
    return local_key(list(accounts).index(account))


def signature(contract, kind: OrderKind, message: dict, signer, chain_id: int | None = None) -> bytes:
    """65 bytes over an order for this contract."""
    data = kind.typed_data(message, chain_id or web3.eth.chain_id, contract.address)
    return bytes(key_of(signer).sign_message(encode_typed_data(full_message=data)).signature)


def digest_of(contract, kind: OrderKind, message: dict, chain_id: int | None = None) -> bytes:
    """The digest that wallets sign."""
    data = kind.typed_data(message, chain_id or web3.eth.chain_id, contract.address)
    encoded = encode_typed_data(full_message=data)
    return keccak(b"\x19" + encoded.version + encoded.header + encoded.body)


def retirement(certificate, holder, credit, amount, **changes) -> dict:
    """What a holder would sign now: in its own name, without words."""
    return {
        "holder": holder.address,
        "credit": credit.address,
        "amount": amount,
        "beneficiary": holder.address,
        "statement": "",
        "nonce": certificate.nonces(holder),
        "deadline": LATE,
        **changes,
    }


def redemption(catalogue, holder, listing, price, **changes) -> dict:
    """What a holder would sign now, with no code."""
    fields = {"listing": listing, "price": price, "lock": bytes(32)}
    return {"holder": holder.address, **fields, "nonce": catalogue.nonces(holder), "deadline": LATE, **changes}


def donation(registry, donor, cause, credit, amount, retire, **changes) -> dict:
    """What a donor would sign now, without words."""
    return {
        "donor": donor.address,
        "cause": cause.address,
        "credit": credit.address,
        "amount": amount,
        "retire": retire,
        "statement": "",
        "nonce": registry.nonces(donor),
        "deadline": LATE,
        **changes,
    }


def receipt(voucher, deadline: int = LATE) -> dict:
    """A holder's receipt."""
    return {"voucher": voucher, "deadline": deadline}


def permit(credit, owner, spender, amount, signer=None, deadline: int = LATE) -> tuple:
    """``ISignedOrders.CreditPermit``: an owner's permit with its present nonce."""
    names = [dict(zip(("name", "type"), field.split(":"), strict=True)) for field in PERMIT]
    domain = {
        "name": credit.name(),
        "version": "1",
        "chainId": web3.eth.chain_id,
        "verifyingContract": credit.address,
    }
    message = {
        "owner": owner.address,
        "spender": spender.address,
        "value": amount,
        "nonce": credit.nonces(owner),
        "deadline": deadline,
    }
    signed = key_of(signer or owner).sign_message(encode_typed_data(domain, {"Permit": names}, message))
    return (deadline, signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"))
