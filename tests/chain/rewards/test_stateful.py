"""Random lives of catalogue, certificates and donations together, beside a shadow model.

Steps are tried whether they are allowed or not; the model says what must happen, down to the error. After every step:
escrows add up to the catalogue's balance, the supply is what was issued less what was retired, every balance and
every voucher is as in the model. At the end every open voucher goes back, and nothing is left in any contract.
"""

import os
from dataclasses import dataclass, field

from brownie import chain
from brownie.test import strategy

from abate.chain.signed_orders import RECEIPT, REDEMPTION
from tests.chain.certificate.deployments import deploy_certificate
from tests.chain.credit.holders import give
from tests.chain.errors import reverts
from tests.chain.oracle.batches import pass_time
from tests.chain.oracle.deployments import DAY, deploy_oracle, open_vintage
from tests.chain.orders import receipt, redemption, signature
from tests.chain.rewards.deployments import (
    CODE,
    HONOURED,
    OPEN,
    PAYS_PARTNER,
    RETIRES_FOR_HOLDER,
    RETURNED,
    deploy_catalogue,
    deploy_donations,
    terms,
)

EXAMPLES = int(os.environ.get("ABATE_STATEFUL_EXAMPLES", "3"))
UNLIMITED = 2**256 - 1
STEPS = ("honour", "acknowledge", "signed receipt", "decline", "giveBack")


@dataclass
class Listing:
    """A listing of the model, by its partner's place."""

    partner: int
    price: int
    stock: int
    expiry: int
    settlement: int
    redeemed: int = 0
    delisted: bool = False


@dataclass
class Voucher:
    """A voucher of the model, by its holder's place."""

    holder: int
    listing: int
    deadline: int
    state: int = OPEN


@dataclass
class Model:
    """What should be true, in plain numbers; people and partners by their place."""

    balance: dict[int, int]
    retired_for: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(4), 0))
    admitted: set[int] = field(default_factory=lambda: {2, 3})
    listings: dict[int, Listing] = field(default_factory=dict)
    vouchers: dict[int, Voucher] = field(default_factory=dict)

    @property
    def escrow(self) -> int:
        return sum(self.listings[each.listing].price for each in self.vouchers.values() if each.state == OPEN)

    @property
    def retired(self) -> int:
        return sum(self.retired_for.values())

    def refusal(self, step: str, number: int, sender: object, partner: object, now: int) -> tuple | None:
        """The error that a step on a voucher meets; None where it is taken."""
        voucher = self.vouchers[number]
        if step in ("honour", "decline") and sender != partner:
            return ("NotPartner", sender, partner)
        if voucher.state != OPEN:
            return ("VoucherUsed", number, voucher.state == HONOURED)
        late = now > voucher.deadline
        if step in ("honour", "acknowledge", "signed receipt") and late:
            return ("DeadlinePassed", number, voucher.deadline)
        if step == "giveBack" and not late:
            return ("DeadlineNotPassed", number, voucher.deadline)
        return None

    def settle(self, step: str, number: int) -> None:
        voucher = self.vouchers[number]
        listing = self.listings[voucher.listing]
        if step in ("decline", "giveBack"):
            voucher.state = RETURNED
            self.balance[voucher.holder] += listing.price
            return
        voucher.state = HONOURED
        if listing.settlement == PAYS_PARTNER:
            self.balance[listing.partner] += listing.price
        else:
            named = voucher.holder if listing.settlement == RETIRES_FOR_HOLDER else listing.partner
            self.retired_for[named] += listing.price


class CatalogueLife:
    """People 0 and 1 earned credits, partners 2 and 3 list rewards; 2 is a cause that retires, 3 one that does not."""

    st_person = strategy("uint8", max_value=1)
    st_partner = strategy("uint8", min_value=2, max_value=3)
    st_amount = strategy("uint16", max_value=60_000)
    st_stock = strategy("uint8", min_value=1, max_value=2)
    st_settlement = strategy("uint8", max_value=2)
    st_days = strategy("uint8", min_value=1, max_value=5)
    st_place = strategy("uint8")
    st_step = strategy("uint8", max_value=len(STEPS) - 1)
    st_signed = strategy("bool")
    st_right = strategy("uint8", max_value=3)

    def __init__(self, accounts, deployer, owner, guardian, relayer):
        self.actors, self.owner, self.relayer = accounts[10:14], owner, relayer
        oracle = deploy_oracle(deployer, owner=owner, guardian=guardian)
        self.credit = open_vintage(oracle, owner)
        self.certificate = deploy_certificate(deployer, oracle)
        self.catalogue = deploy_catalogue(deployer, self.certificate, self.actors[2:])
        self.donations = deploy_donations(deployer, self.certificate, self.actors[2:])
        give(oracle, self.credit, {self.actors[0]: 200_000, self.actors[1]: 100_000}, relayer)
        for spender in (self.certificate, self.catalogue, self.donations):
            for person in self.actors[:2]:
                self.credit.approve(spender, UNLIMITED, {"from": person})
        for place, retires in ((2, True), (3, False)):
            self.donations.register(retires, f"Cause {place}", "", {"from": self.actors[place]})

    def setup(self):
        self.model = Model({0: 200_000, 1: 100_000, 2: 0, 3: 0})

    def rule_retire(self, st_person, st_partner, st_amount):
        amount = min(st_amount, self.model.balance[st_person])
        if not amount:
            return
        person, named = self.actors[st_person], self.actors[st_partner]
        self.certificate.retire(self.credit, amount, named, "", {"from": person})
        self.model.balance[st_person] -= amount
        self.model.retired_for[st_partner] += amount

    def rule_donate(self, st_person, st_partner, st_amount):
        amount = min(st_amount, self.model.balance[st_person])
        if not amount:
            return
        retires = st_partner == 2
        arguments = (self.actors[st_partner], self.credit, amount, retires, "")
        self.donations.donate(*arguments, {"from": self.actors[st_person]})
        self.model.balance[st_person] -= amount
        if retires:
            self.model.retired_for[st_partner] += amount
        else:
            self.model.balance[st_partner] += amount

    def rule_offer(self, st_partner, st_amount, st_stock, st_settlement, st_days):
        price, expiry = st_amount // 3 + 1, chain[-1].timestamp + st_days * DAY
        changes = {"price": price, "stock": st_stock, "settlement": st_settlement, "honourTime": 2 * DAY}
        offered = terms(self.credit, expiry=expiry, **changes)
        if st_partner not in self.model.admitted:
            with reverts("NotAdmitted", self.actors[st_partner]):
                self.catalogue.offer(offered, {"from": self.actors[st_partner]})
            return
        number = self.catalogue.offer(offered, {"from": self.actors[st_partner]}).events["RewardListed"]["listing"]
        self.model.listings[number] = Listing(st_partner, price, st_stock, expiry, st_settlement)

    rule_offer_more = rule_offer

    def rule_delist(self, st_place):
        live = [number for number, each in self.model.listings.items() if not each.delisted]
        if not live:
            return
        number = live[st_place % len(live)]
        self.catalogue.delist(number, {"from": self.actors[self.model.listings[number].partner]})
        self.model.listings[number].delisted = True

    def rule_admission(self, st_partner):
        if st_partner in self.model.admitted:
            self.catalogue.dismiss(self.actors[st_partner], {"from": self.owner})
            self.model.admitted.remove(st_partner)
        else:
            self.catalogue.admit(self.actors[st_partner], {"from": self.owner})
            self.model.admitted.add(st_partner)

    def rule_redeem(self, st_person, st_place, st_signed):
        model = self.model
        if not model.listings:
            return
        number = 1 + st_place % len(model.listings)
        listing, holder = model.listings[number], self.actors[st_person]
        lock = self.catalogue.lockOf(holder, number, CODE)
        pass_time(1)
        refused = self._refused(number, listing, st_person)
        if refused:
            with reverts(*refused):
                self.catalogue.redeem(number, listing.price, lock, {"from": holder})
            return
        if st_signed:
            order = redemption(self.catalogue, holder, number, listing.price, lock=bytes(lock))
            signed = signature(self.catalogue, REDEMPTION, order, holder)
            tx = self.catalogue.redeemByOrder(REDEMPTION.values(order), signed, {"from": self.relayer})
        else:
            tx = self.catalogue.redeem(number, listing.price, lock, {"from": holder})
        listing.redeemed += 1
        model.balance[st_person] -= listing.price
        model.vouchers[(number << 32) + listing.redeemed] = Voucher(st_person, number, tx.timestamp + 2 * DAY)

    rule_redeem_more = rule_redeem

    def _refused(self, number, listing, person):
        """Clock edges are tested elsewhere; here a day lies between."""
        if listing.partner not in self.model.admitted:
            return ("NotAdmitted", self.actors[listing.partner])
        if listing.delisted:
            return ("ListingEnded", number)
        if chain[-1].timestamp > listing.expiry:
            return ("ListingExpired", number, listing.expiry)
        if listing.redeemed == listing.stock:
            return ("SoldOut", number, listing.stock)
        if self.model.balance[person] < listing.price:
            balance = self.model.balance[person]
            return ("ERC20InsufficientBalance", self.actors[person], balance, listing.price)
        return None

    def rule_settle(self, st_place, st_step, st_right):
        """Three times of four by who may."""
        model, step = self.model, STEPS[st_step]
        if not model.vouchers:
            return
        number = sorted(model.vouchers)[st_place % len(model.vouchers)]
        voucher = model.vouchers[number]
        partner, holder = self.actors[model.listings[voucher.listing].partner], self.actors[voucher.holder]
        by_right = {"honour": partner, "decline": partner, "acknowledge": holder}.get(step, self.relayer)
        sender = by_right if st_right or step == "acknowledge" else self.owner
        pass_time(1)
        refused = model.refusal(step, number, sender, partner, chain[-1].timestamp)
        if refused:
            with reverts(*refused):
                self._step(step, number, holder, sender)
        else:
            self._step(step, number, holder, sender)
            model.settle(step, number)

    rule_settle_more = rule_settle

    def _step(self, step, number, holder, sender):
        if step == "honour":
            self.catalogue.honour(number, CODE, {"from": sender})
        elif step == "signed receipt":
            given = receipt(number)
            signed = signature(self.catalogue, RECEIPT, given, holder)
            self.catalogue.acknowledgeByOrder(number, given["deadline"], signed, {"from": sender})
        else:
            getattr(self.catalogue, step)(number, {"from": sender})

    def rule_pass_time(self, st_days):
        pass_time(st_days * DAY // 2)

    def invariant_escrows_are_the_catalogues_balance(self):
        assert self.credit.balanceOf(self.catalogue) == self.model.escrow
        assert self.credit.balanceOf(self.donations) == self.credit.balanceOf(self.certificate) == 0

    def invariant_promise_8_supply_is_issued_less_retired(self):
        assert self.credit.totalSupply() == self.credit.totalIssued() - self.model.retired
        assert self.certificate.totalRetired(2013) == self.credit.totalBurnt() == self.model.retired
        assert [self.certificate.retiredFor(each) for each in self.actors] == list(self.model.retired_for.values())

    def invariant_balances_are_as_in_the_model(self):
        assert [self.credit.balanceOf(each) for each in self.actors] == list(self.model.balance.values())

    def invariant_vouchers_are_as_in_the_model(self):
        for number, voucher in self.model.vouchers.items():
            found = self.catalogue.voucherOf(number)
            expected = (self.actors[voucher.holder], voucher.deadline, voucher.state)
            assert (found["holder"], found["deadline"], found["state"]) == expected

    def teardown(self):
        """Promise 7: whatever happened, every escrow goes back."""
        pass_time(3 * DAY)
        for number, voucher in self.model.vouchers.items():
            if voucher.state == OPEN:
                self.catalogue.giveBack(number, {"from": self.relayer})
                self.model.settle("giveBack", number)
        self.invariant_balances_are_as_in_the_model()
        assert self.credit.balanceOf(self.catalogue) == 0


def test_catalogue_and_certificates_follow_their_shadow(state_machine, accounts, deployer, owner, guardian, relayer):
    settings = {"max_examples": EXAMPLES, "stateful_step_count": 20}
    state_machine(CatalogueLife, accounts, deployer, owner, guardian, relayer, settings=settings)
