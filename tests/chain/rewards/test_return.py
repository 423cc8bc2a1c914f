"""What was not honoured goes back to the holder, whoever sends it."""

from tests.chain.auction.clock import next_block_at
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time_until
from tests.chain.rewards.conftest import ALICES
from tests.chain.rewards.deployments import CODE, PRICE, RETURNED


def test_after_the_deadline_anybody_sends_it_back(catalogue, credit, redeemed, alice, stranger):
    voucher = redeemed()
    pass_time_until(catalogue.voucherOf(voucher)["deadline"] + 1)

    tx = catalogue.giveBack(voucher, {"from": stranger})

    assert dict(tx.events["EscrowReturned"]) == {
        "voucher": voucher,
        "listing": voucher >> 32,
        "holder": alice,
        "amount": PRICE,
        "declined": False,
    }
    assert (credit.balanceOf(alice), credit.balanceOf(catalogue)) == (ALICES, 0)
    assert catalogue.voucherOf(voucher)["state"] == RETURNED


def test_not_a_second_before(catalogue, redeemed, stranger):
    voucher = redeemed()
    deadline = catalogue.voucherOf(voucher)["deadline"]
    next_block_at(deadline)
    with reverts("DeadlineNotPassed", voucher, deadline):
        catalogue.giveBack(voucher, {"from": stranger})


def test_it_goes_back_once(catalogue, redeemed, partner, alice, bob):
    voucher = redeemed()
    catalogue.redeem(voucher >> 32, PRICE, bytes(32), {"from": bob})
    pass_time_until(catalogue.voucherOf(voucher)["deadline"] + 1)
    catalogue.giveBack(voucher, {"from": alice})

    for step, arguments, sender in [
        (catalogue.giveBack, (voucher,), alice),
        (catalogue.decline, (voucher,), partner),
        (catalogue.honour, (voucher, CODE), partner),
        (catalogue.acknowledge, (voucher,), alice),
    ]:
        with reverts("VoucherUsed", voucher, False):
            step(*arguments, {"from": sender})


def test_a_partner_that_cannot_honour_it_sends_it_back_at_once(catalogue, credit, redeemed, partner, alice):
    voucher = redeemed()
    tx = catalogue.decline(voucher, {"from": partner})

    assert tx.events["EscrowReturned"]["declined"]
    assert credit.balanceOf(alice) == ALICES


def test_a_partner_may_decline_after_the_deadline_too(catalogue, credit, redeemed, partner, alice):
    voucher = redeemed()
    pass_time_until(catalogue.voucherOf(voucher)["deadline"] + 1)
    catalogue.decline(voucher, {"from": partner})
    assert credit.balanceOf(alice) == ALICES


def test_a_holder_cannot_take_it_back_early(catalogue, redeemed, partner, alice):
    """Else it could take the reward and the credits."""
    voucher = redeemed()
    with reverts("DeadlineNotPassed", voucher, catalogue.voucherOf(voucher)["deadline"]):
        catalogue.giveBack(voucher, {"from": alice})
    with reverts("NotPartner", alice, partner):
        catalogue.decline(voucher, {"from": alice})
