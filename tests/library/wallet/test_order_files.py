"""A file that is no signed order is refused before anything is asked of a chain."""

import json

import pytest

from abate.auction.signed_bids import BidOrder
from abate.errors import InputError
from abate.wallet.order_file import KINDS, OrderFile, permit_from
from abate.wallet.orders import SignedOrder, relay

SIGNATURE = "0x" + "11" * 65


@pytest.fixture
def file(tmp_path):
    return tmp_path / "order.json"


def refused(file, text, ask):
    with pytest.raises(InputError) as told:
        ask()
    assert str(told.value) == f"{file}: {text}"


@pytest.mark.parametrize("signature", [None, 7, "1122", "0x112233445566778899"])
def test_a_signed_bid_holds_a_signature(signature, file):
    file.write_text(json.dumps({"typed_data": {}, "signature": signature}))
    text = "signature: no signature of 64 or 65 bytes"
    refused(file, text, lambda: SignedOrder.load(file, None))


@pytest.mark.parametrize("data", [{}, {"message": {"bidder": "0x12"}}, {"message": 7}])
def test_a_signed_bid_holds_a_bids_typed_data(data, file):
    file.write_text(json.dumps({"typed_data": data, "signature": SIGNATURE}))
    text = "not a bid's typed data; abate typed-data bid prints one"
    refused(file, text, lambda: SignedOrder.load(file, None))


@pytest.mark.parametrize("data", [None, [], {}, {"primaryType": "Bid"}])
def test_a_signed_order_is_of_a_kind_that_is_known(data, file):
    file.write_text(json.dumps({"typed_data": data, "signature": SIGNATURE}))
    text = f"not a signed order; of the kinds {', '.join(KINDS)}"
    refused(file, text, lambda: OrderFile.load(file, None))


def test_a_signed_order_holds_a_signature(file):
    file.write_text(json.dumps({"typed_data": {"primaryType": next(iter(KINDS))}}))
    text = "signature: no signature; 0x and its bytes in hexadecimal"
    refused(file, text, lambda: OrderFile.load(file, None))


@pytest.mark.parametrize("permit", [[], "permit", {"signature": SIGNATURE}, {"deadline": "7", "signature": SIGNATURE}])
def test_a_permit_has_a_deadline(permit, file):
    refused(file, "permit: has no deadline", lambda: permit_from(permit, file))


def test_a_permit_is_a_keys_not_a_contracts(file):
    text = "permit: no signature of 64 or 65 bytes"
    refused(file, text, lambda: permit_from({"deadline": 7, "signature": SIGNATURE + "11"}, file))
    assert permit_from({"deadline": 7, "signature": "0x" + "11" * 32 + "22" * 32 + "1c"}, file) == (
        7, 28, b"\x11" * 32, b"\x22" * 32,
    )  # fmt: skip
    assert permit_from(None, file) is None


def order_of(round_):
    bidder = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    bid = BidOrder(bidder, round_, [(1, 10)], False, 0, 2**32)
    return SignedOrder(bid.typed_data(1337, "0x" + "11" * 20), b"")


@pytest.mark.parametrize(("rounds", "shown"), [([], "none"), ([3, 2, 3], "[2, 3]")])
def test_orders_are_relayed_for_one_round_at_a_time(rounds, shown):
    with pytest.raises(InputError) as told:
        relay(None, None, [order_of(each) for each in rounds])
    assert str(told.value) == f"all orders must be for one round, not for {shown}"
