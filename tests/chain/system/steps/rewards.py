"""Partners list rewards; holders redeem them; vouchers are honoured, acknowledged, declined or go back."""

from eth_abi import encode
from eth_utils import keccak

from abate.chain.signed_orders import RECEIPT, REDEMPTION
from tests.chain.oracle.deployments import DAY, METHODOLOGY_ID
from tests.chain.orders import LATE
from tests.chain.rewards.deployments import TERMS_HASH
from tests.chain.system.actors import PARTNERS, RELAYER, STRANGER, order_signature
from tests.chain.system.model.rewards import (
    HONOURED,
    OPEN,
    PAYS_PARTNER,
    RETIRES_FOR_HOLDER,
    RETURNED,
    Listing,
    Voucher,
)
from tests.chain.system.steps.retiring import BY_BOTH, BY_HAND, BY_ORDER, BY_PERMIT
from tests.chain.system.world import SLACK, World


class RewardSteps(World):
    any_partner = range(2)
    any_price = (1, 700, 1500, 5000)
    any_stock = range(1, 4)
    any_settlement = range(3)
    any_days = range(1, 9)
    any_listing = range(6)
    any_voucher = range(6)
    any_is_right = (True,) * 6 + (False,)

    def step_offer(self, any_credit_year, any_partner, any_price, any_stock, any_settlement, any_days):
        time, partner, catalogue = self.now(), PARTNERS[any_partner], self.shadow.catalogue
        vintage = self.shadow.vintages[any_credit_year]
        number = len(catalogue.listings) + 1
        expiry, honour_time, title = time + any_days * DAY, any_days * DAY // 2, f"Reward {number}"
        terms = (vintage.credit.address, any_price, any_stock, expiry, honour_time, any_settlement, 0, title)
        refusal = None if partner in catalogue.admitted else ("NotAdmitted", partner)
        if self.act(partner, self.catalogue, "offer", (*terms, "", TERMS_HASH), refusal=refusal):
            words = (any_price, any_stock, expiry, honour_time, any_settlement, title)
            catalogue.listings.append(Listing(number, partner, any_credit_year, *words))

    def step_delist(self, any_listing, any_is_right):
        listing = self.pick_listing(any_listing)
        if not listing:
            return
        sender, refusal = listing.partner if any_is_right else STRANGER, None
        if not any_is_right:
            refusal = ("NotPartner", sender, listing.partner)
        elif listing.is_delisted:
            refusal = ("ListingEnded", listing.number)
        if self.act(sender, self.catalogue, "delist", listing.number, refusal=refusal):
            listing.is_delisted = True

    def step_redeem(self, any_listing, any_holder, any_way, any_is_old, any_is_right, any_brings):
        """The price goes into escrow; sometimes another price is expected than the listing's."""
        if any_brings:
            self.bring_credits(2013)
            self.bring_listing(any_listing)
        listing = self.pick_listing(any_listing)
        if not listing:
            return
        time, contract, vintage = self.now(), self.catalogue, self.shadow.vintages[listing.vintage]
        holder, price = self.holder_of(vintage, any_holder), listing.price + (not any_is_right)
        self.number_of_codes += 1
        code = f"CODE-{self.number_of_codes}"
        lock = self.lock_of(holder, listing.number, code)
        arguments, sender, function = (listing.number, price, lock), holder, "redeem"
        refusal = None
        if any_way in (BY_ORDER, BY_BOTH):
            refusal = self.order_refusal(contract, holder, any_is_old)
            order = {"holder": holder, "listing": listing.number, "price": price, "lock": lock}
            order |= {"nonce": self.nonce_of(contract, holder, any_is_old), "deadline": LATE}
            signed = order_signature(self.chain_id, contract, REDEMPTION, order, holder)
            arguments, sender, function = (REDEMPTION.values(order), signed), RELAYER, "redeemByOrder"
        if any_way in (BY_PERMIT, BY_BOTH):
            arguments = (*arguments, self.permit(vintage, holder, contract.address, price))
            function += "WithPermit"
        refusal = refusal or self.redeeming_refusal(listing, price, time)
        refusal = refusal or self.spending_refusal(vintage, holder, contract, price, any_way)
        if self.act(sender, contract, function, *arguments, refusal=refusal):
            self.spent(vintage, holder, contract, price, any_way)
            vintage.move(holder, contract.address, price)
            listing.redeemed += 1
            number = (listing.number << 32) + listing.redeemed
            self.shadow.catalogue.vouchers.append(Voucher(number, listing, holder, time + listing.honour_time, code))

    def bring_listing(self, which: int) -> None:
        """A reward that can be redeemed."""
        time, catalogue = self.now(), self.shadow.catalogue
        for partner in PARTNERS:
            if partner not in catalogue.admitted:
                self.act(self.shadow.owner, self.catalogue, "admit", partner)
                catalogue.admitted.add(partner)
        live = [each for each in catalogue.listings if not self.redeeming_refusal(each, each.price, time)]
        if not live:
            self.step_offer(2013, which % 2, 1500, 3, which % 3, 5)

    def redeeming_refusal(self, listing: Listing, price: int, time: int) -> tuple | None:
        if listing.partner not in self.shadow.catalogue.admitted:
            return ("NotAdmitted", listing.partner)
        if listing.is_delisted:
            return ("ListingEnded", listing.number)
        if time > listing.expiry:
            return ("ListingExpired", listing.number, listing.expiry)
        if listing.redeemed == listing.stock:
            return ("SoldOut", listing.number, listing.stock)
        if price != listing.price:
            return ("PriceDiffers", price, listing.price)
        return None

    def lock_of(self, holder: str, listing: int, code: str) -> bytes:
        words = ["address", "address", "uint32", "string"]
        return keccak(encode(words, [self.catalogue.address, holder, listing, code]))

    # --------------------------------------------------------------------------------------------------- vouchers

    def step_honour(self, any_voucher, any_is_right, any_brings):
        """With the holder's code; a wrong code opens nothing."""
        voucher = self.bring_voucher(any_voucher, any_brings)
        if voucher:
            wrong = None if any_is_right else ("WrongCode", voucher.id)
            arguments = (voucher.id, voucher.code if any_is_right else "GUESSED")
            self.use_voucher(voucher, voucher.listing.partner, "honour", *arguments, refusal=wrong)

    def step_acknowledge(self, any_voucher, any_is_right, any_way, any_brings):
        """By the holder, or by a receipt that the holder signed."""
        voucher = self.bring_voucher(any_voucher, any_brings)
        if not voucher:
            return
        if any_way == BY_HAND:
            sender = voucher.holder if any_is_right else STRANGER
            wrong = None if any_is_right else ("NotHolder", sender, voucher.holder)
            self.use_voucher(voucher, sender, "acknowledge", voucher.id, refusal=wrong)
            return
        message = {"voucher": voucher.id, "deadline": LATE}
        signed = order_signature(self.chain_id, self.catalogue, RECEIPT, message, voucher.holder)
        self.use_voucher(voucher, RELAYER, "acknowledgeByOrder", voucher.id, LATE, signed)

    def bring_voucher(self, which: int, brings: bool) -> Voucher | None:
        """One that can still be honoured, or any."""
        time = self.now()
        if brings and not any(v.state == OPEN and time < v.deadline for v in self.shadow.catalogue.vouchers):
            self.step_redeem(0, which % 6, BY_HAND, False, True, True)
        return self.pick_voucher(which)

    def use_voucher(self, voucher, sender, function, *arguments, refusal=None):
        time = self.now()
        if not refusal and voucher.state != OPEN:
            refusal = ("VoucherUsed", voucher.id, voucher.state == HONOURED)
        elif not refusal and time > voucher.deadline:
            refusal = ("DeadlinePassed", voucher.id, voucher.deadline)
        if self.act(sender, self.catalogue, function, *arguments, refusal=refusal):
            listing = voucher.listing
            voucher.state, vintage = HONOURED, self.shadow.vintages[listing.vintage]
            if listing.settlement == PAYS_PARTNER:
                vintage.move(self.catalogue.address, listing.partner, listing.price)
                return
            named = voucher.holder if listing.settlement == RETIRES_FOR_HOLDER else listing.partner
            vintage.burn(self.catalogue.address, listing.price)
            self.shadow.certificates.add(vintage, named, listing.price, time, METHODOLOGY_ID, listing.title)

    def step_decline(self, any_voucher, any_is_right, any_brings):
        voucher = self.bring_voucher(any_voucher, any_brings)
        if not voucher:
            return
        sender, refusal = voucher.listing.partner if any_is_right else STRANGER, None
        if not any_is_right:
            refusal = ("NotPartner", sender, voucher.listing.partner)
        elif voucher.state != OPEN:
            refusal = ("VoucherUsed", voucher.id, voucher.state == HONOURED)
        self.send_back(voucher, sender, "decline", refusal)

    def step_give_back(self, any_voucher, any_patience, any_brings):
        """By anybody, after the deadline."""
        voucher = self.bring_voucher(any_voucher, any_brings)
        if voucher:
            if any_patience == 2 and not self.is_late(voucher.deadline):
                self.wait_until(voucher.deadline + SLACK)
            self.give_back(voucher)

    def give_back(self, voucher):
        refusal = None
        if voucher.state != OPEN:
            refusal = ("VoucherUsed", voucher.id, voucher.state == HONOURED)
        elif self.now() <= voucher.deadline:
            refusal = ("DeadlineNotPassed", voucher.id, voucher.deadline)
        self.send_back(voucher, STRANGER, "giveBack", refusal)

    def send_back(self, voucher, sender, function, refusal):
        if self.act(sender, self.catalogue, function, voucher.id, refusal=refusal):
            voucher.state, listing = RETURNED, voucher.listing
            self.shadow.vintages[listing.vintage].move(self.catalogue.address, voucher.holder, listing.price)

    def pick_listing(self, which: int) -> Listing | None:
        """One of the latest; rather one that still has something."""
        found = self.shadow.catalogue.listings[-4:]
        live = [each for each in found if each.redeemed < each.stock and not each.is_delisted]
        found = live if live and which < 5 else found
        return found[which % len(found)] if found else None

    def pick_voucher(self, which: int) -> Voucher | None:
        """Rather one that is open."""
        found = self.shadow.catalogue.vouchers
        waiting = [each for each in found if each.state == OPEN]
        found = waiting if waiting and which < 5 else found
        return found[-1 - which % len(found)] if found else None
