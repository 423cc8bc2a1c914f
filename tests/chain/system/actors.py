"""Who lives in the world: accounts of the local chains, whose keys the tests know."""

from eth_account.messages import encode_typed_data

from abate.chain.signed_orders import OrderKind
from tests.chain.keys import local_key
from tests.chain.orders import LATE, PERMIT

EVERYBODY = [local_key(index).address for index in range(24)]
DEPLOYER, OWNER, GUARDIAN = EVERYBODY[:3]
RELAYER, CHALLENGER = EVERYBODY[8:10]
PEOPLE = EVERYBODY[10:14]
"""Who earns credits."""
BUYERS = [EVERYBODY[14], *EVERYBODY[19:21]]
"""Who comes for what others earned; the last one never approves anything and signs permits instead."""
WALLETS = [*PEOPLE, *BUYERS]
ARBITER, DEFENDER = EVERYBODY[15:17]
PARTNERS = EVERYBODY[17:19]
"""They list rewards, and each is a cause as well: the first retires what it is given, the second keeps it."""
STRANGER, NEXT_OWNER = EVERYBODY[21:23]
KEYS = {local_key(index).address: local_key(index) for index in range(24)}


def order_signature(chain_id: int, contract, kind: OrderKind, message: dict, signer: str) -> bytes:
    """65 bytes over an order for this contract."""
    data = kind.typed_data(message, chain_id, contract.address)
    return bytes(KEYS[signer].sign_message(encode_typed_data(full_message=data)).signature)


def permit_signature(chain_id: int, token: str, name: str, owner: str, spender: str, amount: int, nonce: int) -> tuple:
    """An owner's permit of a token: deadline, v, r, s."""
    fields = [dict(zip(("name", "type"), field.split(":"), strict=True)) for field in PERMIT]
    domain = {"name": name, "version": "1", "chainId": chain_id, "verifyingContract": token}
    message = {"owner": owner, "spender": spender, "value": amount, "nonce": nonce, "deadline": LATE}
    signed = KEYS[owner].sign_message(encode_typed_data(domain, {"Permit": fields}, message))
    return (LATE, signed.v, signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"))
