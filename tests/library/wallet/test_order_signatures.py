"""Signatures as different wallets write them come to the one form that contracts take."""

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data

from abate import eip712
from abate.chain.signed_orders import RECEIPT
from abate.wallet.order_file import padded

KEY = Account.from_key("0x" + "42" * 32)
VOUCHERS = range(12)


def signed(voucher):
    data = RECEIPT.typed_data({"voucher": voucher, "deadline": 1}, 1, "0x" + "11" * 20)
    return bytes(KEY.sign_message(encode_typed_data(full_message=data)).signature)


def compact(full):
    """ERC-2098: the parity in the top bit of s."""
    s = int.from_bytes(full[32:64], "big") | (full[64] - 27) << 255
    return full[:32] + s.to_bytes(32, "big")


def test_sixty_four_bytes_and_both_ways_of_writing_the_parity():
    made = [signed(voucher) for voucher in VOUCHERS]

    assert {full[64] for full in made} == {27, 28}
    for full in made:
        assert padded(full) == padded(compact(full)) == padded(full[:64] + bytes([full[64] - 27])) == full


@pytest.mark.parametrize("length", [0, 63, 66])
def test_a_signature_of_another_length_has_no_short_form(length):
    with pytest.raises(ValueError, match=rf"^a signature has 64 or 65 bytes, not {length}$"):
        eip712.compact(b"\x01" * length)


def test_what_a_contract_wallet_accepts_stays_as_it_is():
    assert padded(b"\x01" * 66) == b"\x01" * 66
    assert padded(b"") == b""
