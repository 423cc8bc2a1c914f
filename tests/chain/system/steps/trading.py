"""Rounds are opened, lots consigned, vaults filled and emptied; people bid in every way that there is."""

from copy import deepcopy

from eth_account.messages import encode_typed_data

from abate.auction.history import consignment_id
from abate.auction.reference import RefusedError
from abate.auction.signed_bids import BidOrder
from tests.chain.orders import LATE
from tests.chain.system.actors import KEYS, RELAYER, STRANGER, WALLETS, permit_signature
from tests.chain.system.model.batches import UNLIMITED
from tests.chain.system.world import World

CURRENCY = "Local Currency"
MAX_NONCE = 2**28 - 1
FUNDS = 3_000_000


class TradingSteps(World):
    any_bidder = range(7)
    any_tick = range(1, 13)
    any_high = (0, 0, 0, 0, 185)
    any_lots = range(61)
    any_tenths = range(1, 11)
    any_amount = range(0, 6_000_000, 250_000)
    any_words = range(6)
    any_brings = (True, True, True, False)
    any_retires = (False, False, True)
    any_market_year = (2013, 2013, 2013, 2014)
    any_nonce = (0, 0, 0, 0, 0, 1)
    any_is_own = (True,) * 7 + (False,)

    # ----------------------------------------------------------------------------------------------------- helpers

    def trade(self, sender, year, function, *arguments, follow) -> bool:
        """A call to an auction that its shadow follows, or refuses."""
        time, refusal = self.now(), None
        try:
            follow(time)
        except RefusedError as refused:
            refusal = (refused.name, *refused.evidence)
        return self.act(sender, self.auctions[year], function, *arguments, refusal=refusal)

    def market_of(self, year: int):
        """The auction's shadow; of the first year's vintage where the other one has no credits yet."""
        if not self.shadow.vintages[year].supply:
            year = 2013
        return year, self.shadow.markets[year]

    def is_over(self, market, time: int) -> bool:
        return not market.rounds or (market.round.is_final(time) and not market.walk.lags)

    def bring_round(self, year: int) -> bool:
        """A round that is not over; its lots are consigned if there are any."""
        market, vintage = self.shadow.markets[year], self.shadow.vintages[year]
        if self.is_over(market, self.now()):
            self.open_round(year)
        lot = market.terms.lot_grams
        having = sorted(WALLETS[:-1], key=lambda each: -vintage.balance[each])
        for seller in having[:2]:
            lots = vintage.balance[seller] // lot // 2
            if self.now() < market.round.start and market.round.supply < market.terms.minimum_supply and lots:
                self.consign(year, seller, lots)
        return market.round.supply >= market.terms.minimum_supply

    def bring_bidding(self, year: int) -> None:
        """The running round's bidding time, if it has lots enough."""
        market = self.shadow.markets[year]
        if self.is_late(self.node.time):
            return
        self.bring_credits(year)
        if self.bring_round(year):
            self.wait_until(market.round.start)

    def bring_bidder(self, year: int, bidder: str) -> None:
        """Its bid in a round that is over is settled."""
        market = self.shadow.markets[year]
        held = market.bid_in.get(bidder)
        if held and held != len(market.rounds):
            self.claim(year, bidder)

    def bring_money(self, year: int, bidder: str, tick: int, lots: int) -> None:
        market = self.shadow.markets[year]
        missing = market.round.price(min(tick, market.terms.ticks)) * lots - market.vault[bidder]
        if missing > 0:
            self.deposit_for(year, RELAYER, bidder, missing)

    # ------------------------------------------------------------------------------------------------------ rounds

    def step_open_round(self, any_market_year):
        self.open_round(self.market_of(any_market_year)[0])

    def open_round(self, year):
        market = self.shadow.markets[year]
        if self.trade(RELAYER, year, "openRound", follow=market.open) and len(market.rounds) > 1:
            self.shadow.published.add((year, len(market.rounds) - 1))

    def step_consign(self, any_market_year, any_holder, any_tenths, any_brings):
        """Part of what somebody has, or what they do not have."""
        year, market = self.market_of(any_market_year)
        if any_brings and not self.is_late(self.node.time):
            self.bring_credits(year)
            if self.is_over(market, self.now()):
                self.open_round(year)
        if not market.rounds:
            return
        vintage = self.shadow.vintages[year]
        seller = self.holder_of(vintage, any_holder)
        lots = vintage.balance[seller] // market.terms.lot_grams * any_tenths // 9
        self.consign(year, seller, lots)

    def consign(self, year, seller, lots):
        market, vintage, auction = self.shadow.markets[year], self.shadow.vintages[year], self.auctions[year].address
        grams = lots * market.terms.lot_grams

        def follow(time):
            deepcopy(market.round).consign(seller, lots, time)
            refusal = vintage.not_allowed(seller, auction, grams)
            if refusal:
                raise RefusedError(*refusal)
            market.consign(seller, lots, time)
            vintage.use(seller, auction, grams)
            vintage.move(seller, auction, grams)

        self.trade(seller, year, "consign", len(market.rounds), lots, follow=follow)

    def step_the_bidding_begins(self, any_market_year):
        _, market = self.market_of(any_market_year)
        if market.rounds and not self.is_late(market.round.start):
            self.wait_until(market.round.start)

    def step_the_round_ends(self, any_market_year):
        """Its last second and the one after it are times like others; here it is over and cranked."""
        year, market = self.market_of(any_market_year)
        if market.rounds and not self.is_late(market.round.end):
            self.wait_until(market.round.end)
            if market.walk.lags:
                self.crank(year, 256)

    def step_crank(self, any_market_year, any_words):
        year, market = self.market_of(any_market_year)
        if market.rounds:
            self.crank(year, any_words)

    def crank(self, year, words):
        market = self.shadow.markets[year]
        self.trade(STRANGER, year, "crank", len(market.rounds), words, follow=lambda _: market.crank(words))

    def step_publish(self, any_market_year):
        year, market = self.market_of(any_market_year)
        if not market.rounds:
            return
        number = len(market.rounds)

        def follow(time):
            if (year, number) in self.shadow.published:
                raise RefusedError("ResultAlreadyPublished", number)
            market.final(number, time)
            self.shadow.published.add((year, number))

        self.trade(RELAYER, year, "publishResult", number, follow=follow)

    # ------------------------------------------------------------------------------------------------------- vaults

    def pull(self, payer, year, amount) -> None:
        """Money goes to an auction, if it may take it."""
        shadow, auction = self.shadow, self.auctions[year].address
        allowed = shadow.money_allowed[payer, auction]
        if allowed < amount:
            raise RefusedError("ERC20InsufficientAllowance", auction, allowed, amount)
        if allowed != UNLIMITED:
            shadow.money_allowed[payer, auction] -= amount
        shadow.pay(payer, auction, amount)

    def money_permit(self, owner, year, amount) -> tuple:
        """A permit of the currency for an auction, and what becomes of it when the auction takes it."""
        shadow, auction = self.shadow, self.auctions[year].address
        nonce = shadow.money_nonce[owner]
        signed = permit_signature(self.chain_id, self.currency.address, CURRENCY, owner, auction, amount, nonce)

        def use():
            if shadow.money_allowed[owner, auction] < amount:
                shadow.money_nonce[owner] += 1
                shadow.money_allowed[owner, auction] = amount

        return signed, use

    def step_deposit(self, any_market_year, any_bidder, any_amount):
        """The last buyer lets nobody take its money, and is refused."""
        year, market = self.market_of(any_market_year)
        bidder = WALLETS[any_bidder]

        def follow(_):
            self.pull(bidder, year, any_amount)
            market.deposit(bidder, any_amount)

        self.trade(bidder, year, "deposit", any_amount, follow=follow)

    def step_deposit_with_permit(self, any_market_year, any_bidder, any_amount):
        year, market = self.market_of(any_market_year)
        bidder = WALLETS[-1] if any_bidder % 2 else WALLETS[any_bidder]
        signed, use = self.money_permit(bidder, year, any_amount)

        def follow(_):
            use()
            self.pull(bidder, year, any_amount)
            market.deposit(bidder, any_amount)

        self.trade(bidder, year, "depositWithPermit", any_amount, *signed, follow=follow)

    def deposit_for(self, year, payer, account, amount):
        def follow(_):
            self.pull(payer, year, amount)
            self.shadow.markets[year].deposit(account, amount)

        self.trade(payer, year, "depositFor", account, amount, follow=follow)

    def step_withdraw(self, any_market_year, any_bidder, any_tenths):
        """A part of what the vault holds, or a unit more than that."""
        year, market = self.market_of(any_market_year)
        filled = [each for each in WALLETS if market.vault[each]]
        bidder = filled[any_bidder % len(filled)] if filled else WALLETS[any_bidder]
        vault = market.vault[bidder]
        self.withdraw(year, bidder, vault + 1 if any_tenths == 10 else vault * (any_tenths + 1) // 10)

    def withdraw(self, year, account, amount):
        def follow(_):
            self.shadow.markets[year].withdraw(account, amount)
            self.shadow.pay(self.auctions[year].address, account, amount)

        self.trade(account, year, "withdraw", amount, follow=follow)

    # --------------------------------------------------------------------------------------------------------- bids

    def step_bid(self, any_market_year, any_bidder, any_tick, any_high, any_lots, any_brings):
        year, market = self.market_of(any_market_year)
        bidder, tick = WALLETS[any_bidder], any_tick + any_high
        if any_brings:
            self.bring_bidding(year)
        if not market.rounds:
            return
        if any_brings:
            self.bring_bidder(year, bidder)
            self.bring_money(year, bidder, tick, any_lots)
        self.bid(year, bidder, tick, any_lots)

    def bid(self, year, bidder, tick, lots):
        market = self.shadow.markets[year]
        arguments = (len(market.rounds), tick, lots)
        self.trade(bidder, year, "bid", *arguments, follow=lambda at: market.bid(bidder, tick, lots, at))

    def step_bid_with_deposit(self, any_market_year, any_bidder, any_tick, any_lots, any_brings):
        """With money that suffices; by permit where the bidder lets nobody take it otherwise."""
        year, market = self.market_of(any_market_year)
        bidder = WALLETS[any_bidder]
        if any_brings:
            self.bring_bidding(year)
        if not market.rounds:
            return
        if any_brings:
            self.bring_bidder(year, bidder)
        tick = market.round.clock + any_tick
        amount = market.round.price(tick) * any_lots
        number, (signed, use) = len(market.rounds), self.money_permit(bidder, year, amount)
        by_permit = bidder == WALLETS[-1]

        def follow(time):
            before = deepcopy((self.shadow.money, self.shadow.money_allowed, self.shadow.money_nonce))
            if by_permit:
                use()
            try:
                self.pull(bidder, year, amount)
                market.bid(bidder, tick, any_lots, time, amount)
            except RefusedError:
                self.shadow.money, self.shadow.money_allowed, self.shadow.money_nonce = before
                raise

        if by_permit:
            self.trade(bidder, year, "bidWithPermit", number, tick, any_lots, amount, *signed, follow=follow)
        else:
            self.trade(bidder, year, "bidWithDeposit", number, tick, any_lots, amount, follow=follow)

    def step_bid_curve(self, any_market_year, any_bidder, any_tick, any_lots, any_brings):
        year, market = self.market_of(any_market_year)
        bidder = WALLETS[any_bidder]
        if any_brings:
            self.bring_bidding(year)
        if not market.rounds:
            return
        tick = market.round.clock * any_brings + any_tick
        steps = [(tick, any_lots), (tick + 2, any_lots // 2)]
        if any_brings:
            self.bring_bidder(year, bidder)
            self.bring_money(year, bidder, tick + 2, 2 * any_lots)
        self.bid_curve(year, bidder, steps)

    def bid_curve(self, year, bidder, steps):
        market = self.shadow.markets[year]
        arguments = (len(market.rounds), steps)
        self.trade(bidder, year, "bidCurve", *arguments, follow=lambda at: market.bid_curve(bidder, steps, at))

    def step_a_dense_book_is_overtaken(self, any_lots):
        """Curves over twenty and more words of the ladder, and a bid for all: more than one bid may walk."""
        market, crowd = self.shadow.markets[2013], WALLETS[:-1]
        if any(each in market.bid_in for each in WALLETS) or not self.shadow.vintages[2013].supply:
            return
        self.bring_bidding(2013)
        if not market.rounds or market.round.supply < 40 or market.round.clock:
            return
        for place, bidder in enumerate(crowd):
            self.bring_money(2013, bidder, 200, 4)
            self.bid_curve(2013, bidder, [(8 * (4 * place + step) + 1, 1) for step in range(4)])
        last, supply = WALLETS[-1], market.round.supply
        self.bring_money(2013, last, 195, supply)
        self.bid(2013, last, 195, supply)

    def step_relay(
        self, any_market_year, any_bidder, any_tick, any_lots, any_retires, any_nonce, any_is_own, any_brings
    ):
        """Two signed bids, of which the first may have a wrong nonce or signature; that stops no other."""
        year, market = self.market_of(any_market_year)
        if any_brings:
            self.bring_bidding(year)
        if not market.rounds:
            return
        first, second = WALLETS[any_bidder], WALLETS[(any_bidder + 1) % len(WALLETS)]
        if any_brings:
            any_tick += market.round.clock
            for bidder in (first, second):
                self.bring_bidder(year, bidder)
                self.bring_money(year, bidder, any_tick, any_lots)
        nonce = market.nonce[first] + any_nonce
        orders = [self.order(market, first, any_tick, any_lots, any_retires, nonce)]
        orders.append(self.order(market, second, any_tick, any_lots, False, market.nonce[second]))
        signers = [first if any_is_own else STRANGER, second]
        batch = [self.signed(year, *pair) for pair in zip(orders, signers, strict=True)]

        def follow(time):
            market.require_bids(time)
            for order, signer in zip(orders, signers, strict=True):
                if order.nonce == market.nonce[order.bidder] and signer == order.bidder:
                    self.relayed(market, order, time)

        self.trade(RELAYER, year, "relayBids", len(market.rounds), batch, [], follow=follow)

    def order(self, market, bidder, tick, lots, retires, nonce) -> BidOrder:
        return BidOrder(bidder, len(market.rounds), [(tick, lots)], retires, nonce, LATE)

    def signed(self, year, order, signer) -> tuple:
        data = encode_typed_data(full_message=order.typed_data(self.chain_id, self.auctions[year].address))
        return order.packed(bytes(KEYS[signer].sign_message(data).signature))

    def relayed(self, market, order, time) -> None:
        try:
            market.relay(order.bidder, order.steps, order.retire, time)
        except RefusedError:
            # it is passed over
            return

    def step_cancel_signed_bids(self, any_market_year, any_bidder, any_nonce):
        year, market = self.market_of(any_market_year)
        bidder = WALLETS[any_bidder]
        nonce = market.nonce[bidder] + 1 - any_nonce

        def follow(_):
            if not market.nonce[bidder] < nonce <= MAX_NONCE:
                raise RefusedError("NonceOutOfRange", nonce, market.nonce[bidder])
            market.nonce[bidder] = nonce

        self.trade(bidder, year, "cancelSignedBids", nonce, follow=follow)

    def step_exit(self, any_market_year, any_bidder, any_tick, any_brings):
        """Often somebody who was outbid just now."""
        year, market = self.market_of(any_market_year)
        if any_brings:
            self.bring_outbid(year, any_bidder)
        if not market.rounds:
            return
        outbid = [
            each
            for each, number in market.bid_in.items()
            if number == len(market.rounds) and any(bid.tick < market.walk.clock for bid in market.round.book[each])
        ]
        bidder = sorted(outbid)[any_bidder % len(outbid)] if outbid and any_tick > 2 else WALLETS[any_bidder]
        number = len(market.rounds)
        self.trade(bidder, year, "exit", number, follow=lambda at: market.exit(bidder, at))

    def bring_outbid(self, year: int, which: int) -> None:
        """Somebody bids for all there is, and two others bid for all of it higher up."""
        market = self.shadow.markets[year]
        self.bring_bidding(year)
        if not market.rounds or not market.round.supply:
            return
        lots = market.round.supply
        for place in range(3):
            bidder, tick = WALLETS[(which + place) % len(WALLETS)], market.round.clock + 1 + place
            self.bring_bidder(year, bidder)
            if bidder not in market.bid_in:
                self.bring_money(year, bidder, tick, lots)
                self.bid(year, bidder, tick, lots)

    def step_retire_on_claim(self, any_market_year, any_bidder, any_retires):
        year, market = self.market_of(any_market_year)
        having = sorted(market.bid_in)
        bidder = having[any_bidder % len(having)] if having else WALLETS[any_bidder]
        self.trade(
            bidder,
            year,
            "retireOnClaim",
            any_retires,
            follow=lambda _: market.retire_on_claim(bidder, any_retires),
        )

    def consignment_ids(self, market) -> list[int]:
        """Those that were not paid yet, the oldest first."""
        return sorted(market.unpaid) or [consignment_id(1, 0)]
