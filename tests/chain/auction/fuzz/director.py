"""Plays a plan on the contract and on its shadow at once, and says where they differ."""

from dataclasses import dataclass

from brownie import CreditAuction
from eth_abi import decode, encode
from eth_account.messages import encode_typed_data
from eth_utils import keccak

from abate.auction.reference import RefusedError
from abate.auction.signed_bids import BidOrder
from tests.chain.auction.fuzz.plan import PLAYERS
from tests.chain.auction.fuzz.words import RESULT, ROUND, call, error, shown
from tests.chain.auction.orders import LATE, REFUSALS
from tests.chain.auction.shadow import Shadow
from tests.library.auction.terms import terms

ACTED = "0x" + keccak(text="Acted(bool,bytes)").hex()
EVENTS = {
    "0x" + keccak(text=signature).hex(): signature
    for signature in (
        "BidSkipped(uint32,address,uint32,uint8)",
        "BidSettled(uint32,address,uint32,uint128,uint128)",
        "SellerPaid(uint32,address,uint64,uint32,uint128,uint32)",
    )
}
MAX_NONCE = 2**28 - 1


@dataclass(frozen=True)
class Expected:
    """A call that a player makes, and what must come of it."""

    words: str
    player: int
    target: str
    data: bytes
    done: bool
    answer: bytes


class MismatchError(Exception):
    """Contract and shadow differ; the text says where."""


class Director:
    """One auction on a stage.

    Args:
        stage: the players, the signers and the two tokens.
        plan: what to play.
    """

    def __init__(self, stage, plan):
        self.stage, self.plan, self.node = stage, plan, stage.node
        self.shadow = Shadow(terms_of(plan.settings))
        config = (stage.credit, stage.currency, *plan.settings.values())
        self.auction = stage.deployed(CreditAuction, config)
        self.calls, self.logs, self.ids, self.at = [], [], [], self.node.now()

    def play(self):
        """All scenes, then everybody takes what is left.

        Raises:
            MismatchError: at the first difference.
        """
        for scene in self.plan.scenes:
            self.at = max(self.at + 1, self.moment(scene))
            for act in scene.acts:
                self.words = str(act)
                if self.shadow.rounds or act.kind == "open":
                    getattr(self, act.kind)(act.who, *act.values)
                    self.view("roundOf(uint32)", ROUND, self.state, self.number)
            if self.shadow.rounds and scene.anchor == "end" and scene.offset >= 0:
                self.view("resultOf(uint32)", RESULT, self.result, self.number)
            self.perform()
        self.leave_nothing()

    def moment(self, scene):
        if not self.shadow.rounds or scene.anchor == "now":
            return self.at + scene.offset
        return getattr(self.shadow.round, scene.anchor) + scene.offset

    @property
    def number(self):
        return len(self.shadow.rounds)

    # ---------------------------------------------------------------------------------------------------------- acts

    def open(self, who):
        self.step(who, call("openRound()"), lambda: self.shadow.open(self.at), lambda: (["uint32"], [self.number]))

    def consign(self, who, lots):
        grams, seller = lots * self.shadow.terms.lot_grams, self.stage.people[who]
        self.do(who, self.stage.credit, call("mint(address,uint256)", seller, grams))
        taken = self.step(
            who,
            call("consign(uint32,uint32)", self.number, lots),
            lambda: self.ids.append(self.shadow.consign(seller, lots, self.at)),
            lambda: (["uint64"], [self.ids[-1]]),
        )
        if not taken:
            self.shadow.credits[seller] += grams

    def deposit(self, who, amount):
        account, payer = self.stage.people[who], who if who in PLAYERS else 0
        self.mint(payer, amount)
        data = call("depositFor(address,uint256)", account, amount)
        self.step(payer, data, lambda: self.shadow.deposit(account, amount))

    def withdraw(self, who, amount):
        account = self.stage.people[who]
        self.step(who, call("withdraw(uint256)", amount), lambda: self.shadow.withdraw(account, amount))

    def bid(self, who, tick, lots):
        data = call("bid(uint32,uint16,uint32)", self.number, tick, lots)
        self.step(who, data, lambda: self.shadow.bid(self.stage.people[who], tick, lots, self.at))

    def bid_with_deposit(self, who, tick, lots, amount):
        self.mint(who, amount)
        data = call("bidWithDeposit(uint32,uint16,uint32,uint256)", self.number, tick, lots, amount)
        self.step(who, data, lambda: self.shadow.bid(self.stage.people[who], tick, lots, self.at, amount))

    def curve(self, who, *steps):
        def follow():
            if len(steps) > 4 or any(tick == 0 for tick, _ in steps):
                raise RefusedError("InvalidCurve", len(steps))
            self.shadow.bid_curve(self.stage.people[who], steps, self.at)

        self.step(who, call("bidCurve(uint32,(uint16,uint32)[])", self.number, steps), follow)

    def exit(self, who):
        data = call("exit(uint32)", self.number)
        self.step(who, data, lambda: self.shadow.exit(self.stage.people[who], self.at))

    def retire(self, who, wish):
        data = call("retireOnClaim(bool)", wish)
        self.step(who, data, lambda: self.shadow.retire_on_claim(self.stage.people[who], wish))

    def cancel(self, who, nonce):
        account = self.stage.people[who]

        def follow():
            if not self.shadow.nonce[account] < nonce <= MAX_NONCE:
                raise RefusedError("NonceOutOfRange", nonce, self.shadow.nonce[account])
            self.shadow.nonce[account] = nonce

        self.step(who, call("cancelSignedBids(uint32)", nonce), follow)

    def crank(self, who, words):
        lags = self.shadow.crank(words)
        self.do(who, self.auction, call("crank(uint32,uint256)", self.number, words), encode(["bool"], [lags]))

    def relay(self, who, *drawn):
        orders = [self.order(bidder, steps, nonce, late) for bidder, steps, nonce, late, _ in drawn]
        signatures, batch = [], []
        for order, (bidder, _, _, _, own) in zip(orders, drawn, strict=True):
            signature = self.signature(order, bidder if own else (bidder + 1) % len(self.stage.people))
            if bidder in PLAYERS:
                batch.append(order.packed_for_wallet(len(signatures)))
                signatures.append(signature)
            else:
                batch.append(order.packed(signature))
        placed = 0

        def follow():
            nonlocal placed
            self.shadow.require_bids(self.at)
            for order, (_, _, _, _, own) in zip(orders, drawn, strict=True):
                reason = self.relayed(order, own)
                placed += reason == "None"
                if reason != "None":
                    told = encode(["uint32", "uint8"], [order.nonce, REFUSALS.index(reason)])
                    self.expect("BidSkipped(uint32,address,uint32,uint8)", order.bidder, told)

        data = call("relayBids(uint32,(uint256,uint256,uint256,uint256)[],bytes[])", self.number, batch, signatures)
        self.step(who, data, follow, lambda: (["uint256"], [placed]))

    def order(self, bidder, steps, nonce, late):
        account = self.stage.people[bidder]
        # the packed form ends at a step that is all zero, which no bidder signs
        steps = [(max(1, tick), lots) for tick, lots in steps]
        deadline = self.at - 1 if late else LATE
        return BidOrder(account, self.number, steps, False, (self.shadow.nonce[account] + nonce) % 2**32, deadline)

    def signature(self, order, signer):
        data = encode_typed_data(full_message=order.typed_data(self.stage.chain_id, self.auction))
        return bytes(self.stage.keys[signer].sign_message(data).signature)

    def relayed(self, order, own):
        """The reason for which a signed bid is passed over, or None."""
        if order.deadline < self.at:
            return "Expired"
        if order.nonce != self.shadow.nonce[order.bidder] or order.nonce == MAX_NONCE:
            return "WrongNonce"
        if not own:
            return "WrongSignature"
        try:
            self.shadow.relay(order.bidder, order.steps, False, self.at)
        except RefusedError as refused:
            return refused.name
        return "None"

    def claim(self, who):
        filled = 0

        def follow():
            nonlocal filled
            filled = self.claimed(self.stage.people[who])

        data = call("claim(address)", self.stage.people[who])
        self.step(0, data, follow, lambda: (["uint32"], [filled]))

    def claimed(self, bidder):
        number = self.shadow.bid_in.get(bidder, 0)
        filled, cost, refund = self.shadow.claim(bidder, self.at)
        told = encode(["uint32", "uint128", "uint128"], [filled, cost, refund])
        self.expect("BidSettled(uint32,address,uint32,uint128,uint128)", bidder, told, number)
        return filled

    def claim_many(self, who, *whom):
        settled = sum(self.tried(self.claimed, self.stage.people[each]) for each in whom)
        data = call("claimMany(address[])", [self.stage.people[each] for each in whom])
        self.do(who, self.auction, data, encode(["uint256"], [settled]))

    def pay(self, index):
        sold = 0

        def follow():
            nonlocal sold
            sold = self.paid(self.id_of(index))

        self.step(0, call("pay(uint64)", self.id_of(index)), follow, lambda: (["uint32"], [sold]))

    def paid(self, id_):
        sale = self.shadow.pay(id_, self.at)
        told = encode(["uint64", "uint32", "uint128", "uint32"], [id_, sale.sold, sale.proceeds, sale.returned])
        self.expect("SellerPaid(uint32,address,uint64,uint32,uint128,uint32)", sale.seller, told, id_ >> 32)
        return sale.sold

    def pay_many(self, who, *indices):
        ids = [self.id_of(index) for index in indices]
        settled = sum(self.tried(self.paid, id_) for id_ in ids)
        self.do(who, self.auction, call("payMany(uint64[])", ids), encode(["uint256"], [settled]))

    def id_of(self, index):
        return self.ids[-1 - index] if index < len(self.ids) else 1

    # -------------------------------------------------------------------------------------------------------- checks

    def leave_nothing(self):
        """The last round is settled, everybody withdraws twice; what is left belongs to those who cannot send."""
        if self.shadow.rounds:
            self.words, self.at = "the end", max(self.at + 1, self.shadow.round.end)
            self.crank(0, 300)
            self.withdraw_all()
            for who in range(len(self.stage.people)):
                self.claim(who)
            for index in range(len(self.ids)):
                self.pay(index)
            self.withdraw_all()
            # a vault that was full could not take all at once
            self.claim_many(0, *range(len(self.stage.people)))
            self.pay_many(0, *range(len(self.ids)))
            self.withdraw_all()
            self.perform()
        for who, account in enumerate(self.stage.people):
            self.words = f"at the end, {who}"
            for view, held in (("vaultOf", self.shadow.vault), ("nonceOf", self.shadow.nonce)):
                self.view(f"{view}(address)", ["uint256"], lambda held=held, account=account: [held[account]], account)
            self.view("escrowOf(address)", ["uint256"], lambda account=account: [self.shadow.escrow(account)], account)
            self.do(0, self.stage.credit, call("balanceOf(address)", account), number(self.shadow.credits[account]))
        assert not self.shadow.bid_in
        assert not self.shadow.unpaid
        self.words = "what the contract holds"
        left = sum(self.shadow.vault.values())
        self.do(0, self.stage.currency, call("balanceOf(address)", self.auction), number(left))
        self.do(0, self.stage.credit, call("balanceOf(address)", self.auction), number(0))
        self.at += 1
        self.perform()

    def withdraw_all(self):
        for who in PLAYERS:
            self.withdraw(who, self.shadow.vault[self.stage.people[who]])

    def state(self):
        round_, walk = self.shadow.round, self.shadow.walk
        return [
            *(round_.start, round_.end, round_.supply, round_.opening_price),
            *(walk.clock, walk.demand_above, round_.demand, round_.extensions_left),
        ]

    def result(self):
        outcome = self.shadow.final(self.number, self.at).outcome()
        outcome.check_sums()
        return list(vars(outcome).values())[: len(RESULT)]

    # --------------------------------------------------------------------------------------------------------- calls

    def mint(self, who, amount):
        self.do(who, self.stage.currency, call("mint(address,uint256)", self.stage.people[who], amount))

    def step(self, who, data, follow, answer=lambda: ([], [])):
        """A call to the auction that the shadow follows; True if it is taken."""
        try:
            follow()
        except RefusedError as refused:
            self.do(who, self.auction, data, error(refused.name, *refused.evidence), done=False)
            return False
        self.do(who, self.auction, data, encode(*answer()))
        return True

    def view(self, signature, types, answer, *arguments):
        try:
            expected, done = encode(types, answer()), True
        except RefusedError as refused:
            expected, done = error(refused.name, *refused.evidence), False
        self.do(0, self.auction, call(signature, *arguments), expected, done)

    def do(self, who, target, data, answer=b"", done=True):
        self.calls.append(Expected(self.words, who, target, data, done, answer))

    def tried(self, job, subject):
        try:
            job(subject)
        except RefusedError:
            return False
        return True

    def expect(self, signature, account, told, number_=None):
        round_ = self.number if number_ is None else number_
        self.logs.append((signature, round_, account.lower(), told))

    def perform(self):
        """Send what was gathered as one transaction of this moment, and compare."""
        calls, logs = self.calls, self.logs
        self.calls, self.logs = [], []
        acts = [(each.player, each.target, each.data) for each in calls]
        receipt = self.node.send(call("play((uint256,address,bytes)[])", acts), self.stage.address, self.at)
        acted, told = [], []
        for log in receipt["logs"]:
            if log["topics"][0] == ACTED:
                acted.append(decode(["bool", "bytes"], data_of(log)))
            elif log["topics"][0] in EVENTS:
                round_, account = int(log["topics"][1], 16), "0x" + log["topics"][2][-40:]
                told.append((EVENTS[log["topics"][0]], round_, account, data_of(log)))
        for expected, (done, answer) in zip(calls, acted, strict=True):
            if (expected.done, expected.answer) != (done, answer):
                raise MismatchError(
                    f"{expected.words} at {self.at}: the reference {shown(expected.done, expected.answer)}, "
                    f"the contract {shown(done, answer)}"
                )
        if logs != told:
            raise MismatchError(f"at {self.at}: the reference tells {logs}, the contract {told}")


def number(value):
    """A word."""
    return encode(["uint256"], [value])


def data_of(log):
    """A log's data as bytes."""
    return bytes.fromhex(log["data"][2:])


def terms_of(chosen):
    """The reference's terms of these settings."""
    return terms(
        lot_grams=chosen["lotGrams"],
        reference_baseline=chosen["referenceBaseline"],
        unit_value=chosen["unitValue"],
        floor_price=chosen["floorPrice"],
        cap_price=chosen["capPrice"],
        tick_size=chosen["tickSize"],
        ticks=chosen["ticks"],
        minimum_supply=chosen["minimumSupply"],
        consignment_time=chosen["consignmentTime"],
        bidding_time=chosen["biddingTime"],
        extension=chosen["extension"],
        extensions=chosen["extensions"],
        clamp=(chosen["clampLowBps"], chosen["clampHighBps"]),
        minimum_bid=chosen["minimumBidBps"],
        purchase_limit=chosen["purchaseLimitBps"],
    )
