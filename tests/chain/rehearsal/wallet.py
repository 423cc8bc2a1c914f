"""A wallet that is not Abate's: eth-account and a node. The faucet and the owner have nothing else."""

from tests.chain.rehearsal.node import CHAIN_ID, ask, head
from tests.chain.rehearsal.slots import GWEI, wait_for


def pay(account, url, slots, *payments, data="0x"):
    """Send ``(to, wei)`` or, with data, a call ``(to, 0)``; return the receipts once all have landed."""
    with slots.held():
        # Ganache leaves a transaction waiting for ever that arrives while it mines the one before
        hashes = list(sent(account, url, payments, data))
    wait_for(lambda: all(receipt(url, each) for each in hashes), slots)
    receipts = [receipt(url, each) for each in hashes]
    assert all(int(each["status"], 16) == 1 for each in receipts)
    return receipts


def sent(account, url, payments, data):
    """Hand transactions to the node; their hashes."""
    nonce = int(ask(url, "eth_getTransactionCount", account.address, "latest"), 16)
    for place, (to, value) in enumerate(payments):
        transaction = {"chainId": CHAIN_ID, "nonce": nonce + place, "to": to, "value": value, "data": data}
        described = {"from": account.address, "to": to, "data": data}
        transaction["gas"] = 21_000 if data == "0x" else int(ask(url, "eth_estimateGas", described), 16) * 5 // 4
        fees = {"maxFeePerGas": 3 * head(url).base_fee + 2 * GWEI, "maxPriorityFeePerGas": 2 * GWEI}
        signed = account.sign_transaction(transaction | fees)
        yield ask(url, "eth_sendRawTransaction", "0x" + signed.raw_transaction.hex())


def receipt(url, digest):
    """What became of a transaction; None while it waits."""
    return ask(url, "eth_getTransactionReceipt", digest)


def waiting(url, address):
    """How many transactions of an account wait in a node."""
    pending = ask(url, "txpool_content")["pending"]
    return sum(len(each) for who, each in pending.items() if who.lower() == address.lower())
