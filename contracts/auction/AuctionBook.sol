// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuctionClerk} from "../../interfaces/IAuctionClerk.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionRounds} from "./AuctionRounds.sol";
import {Failure} from "./Failure.sol";
import {AccountSlot, PackedAccount} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";
import {PackedStep, Step80} from "./PackedStep.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title The book of an auction: bids of one to four steps, and the clock
/// @dev Placing a bid refuses by an answer, not by a revert, so that a batch of signed bids can pass over one at no
/// cost to the others. Nothing is written before every check is done. Asked steps travel packed; see PackedStep.
abstract contract AuctionBook is AuctionRounds {
    using TickLadder for TickLadder.Ladder;

    // ------------------------------------------------------------------------------------------------------ immutables

    /// @dev Words of the ladder that one bid may walk over; the rest is left to `crank`.
    uint256 private constant WORDS_PER_BID = 16;

    // ------------------------------------------------------------------------------------------------------------ bids

    /// @inheritdoc ICreditAuction
    function bid(uint32 round, uint16 tick, uint32 lots) external {
        StoredAccount storage stored = _accounts[msg.sender];
        _bid(round, PackedStep.ask(tick, lots), stored, stored.main);
    }

    /// @inheritdoc ICreditAuction
    function bidCurve(uint32 round, Step[] calldata steps) external {
        uint256 asked = 0;
        bool valid = steps.length != 0 && steps.length <= PackedStep.MAX_STEPS;
        for (uint256 i = 0; valid && i < steps.length; ++i) {
            // a step that is all zero would vanish from the packed ones
            valid = steps[i].tick != 0;
            asked = PackedStep.askAt(asked, i, steps[i].tick, steps[i].lots);
        }
        if (!valid) Failure.with(InvalidCurve.selector, 1, steps.length, 0, 0, 0);
        StoredAccount storage stored = _accounts[msg.sender];
        _bid(round, asked, stored, stored.main);
    }

    /// @inheritdoc ICreditAuction
    function bidWithDeposit(uint32 round, uint16 tick, uint32 lots, uint256 amount) external nonReentrant {
        _bidWithDeposit(round, PackedStep.ask(tick, lots), amount);
    }

    /// @inheritdoc ICreditAuction
    function bidWithPermit(
        uint32 round,
        uint16 tick,
        uint32 lots,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        // under the guard, and nothing was read before that is used after
        // slither-disable-next-line reentrancy-benign
        _permit(amount, deadline, v, r, s);
        _bidWithDeposit(round, PackedStep.ask(tick, lots), amount);
    }

    /// @inheritdoc ICreditAuction
    function retireOnClaim(bool retire) external {
        if (retire && address(CERTIFICATE) == address(0)) revert RetirementNotOffered();
        AccountSlot account = _accounts[msg.sender].main;
        if (account.round() == 0) Failure.with(NoBid.selector, 1, uint160(msg.sender), 0, 0, 0);
        _accounts[msg.sender].main = account.withRetires(retire);
        emit RetirementChosen(account.round(), msg.sender, retire);
    }

    /// @inheritdoc ICreditAuction
    function exit(uint32 round) external {
        RoundSlot state = _rounds[round].hot;
        _requireBidding(round, state);
        AccountSlot account = _accounts[msg.sender].main;
        if (account.round() == 0) Failure.with(NoBid.selector, 1, uint160(msg.sender), 0, 0, 0);
        if (account.round() != round) Failure.with(UnsettledBid.selector, 1, account.round(), 0, 0, 0);
        Holding memory held = _holding(account, _furtherOf(msg.sender, account), state);
        if (held.outbidLots == 0) {
            Failure.with(BidStands.selector, 3, round, account.step().tick(), state.clockTick(), 0);
        }
        _rounds[round].hot = _withdrawOutbid(round, state, msg.sender, account, held.outbidLots);
        _accounts[msg.sender].main = _keep(msg.sender, account, round, held).credit(held.refund);
    }

    /// @inheritdoc ICreditAuction
    function crank(uint32 round, uint256 maxWords) external returns (bool lags) {
        RoundSlot state = _round(round);
        if (!state.lags() || maxWords == 0) return state.lags();
        state = _advance(round, state, maxWords);
        _rounds[round].hot = state;
        return state.lags();
    }

    /// @inheritdoc ICreditAuction
    function bidOf(address account) external view returns (Bid memory) {
        _answer(abi.encodeCall(IAuctionClerk.bidOf, (_accounts[account].main)));
    }

    /// @inheritdoc ICreditAuction
    function stepsOf(address account) external view returns (Bid[] memory, bool) {
        StoredAccount storage held = _accounts[account];
        _answer(abi.encodeCall(IAuctionClerk.stepsOf, (held.main, held.further)));
    }

    /// @inheritdoc ICreditAuction
    function escrowOf(address account) external view returns (uint256) {
        StoredAccount storage held = _accounts[account];
        RoundSlot state = _rounds[held.main.round()].hot;
        _answer(abi.encodeCall(IAuctionClerk.escrowOf, (held.main, held.further, state)));
    }

    /// @inheritdoc ICreditAuction
    function priceOf(uint32 round, uint16 tick) external view returns (uint64) {
        _answer(abi.encodeCall(IAuctionClerk.priceOf, (round, _rounds[round].hot, tick)));
    }

    /// @inheritdoc ICreditAuction
    function demandAt(uint16 tick) external view returns (uint32) {
        if (tick > TICKS) Failure.with(TickAboveLadder.selector, 2, tick, TICKS, 0, 0);
        // no cut: a tick's demand has 28 bits
        return uint32(_ladder.demandAt(currentRound, tick));
    }

    /// @inheritdoc ICreditAuction
    function minimumBidOf(uint32 round) external view returns (uint32) {
        _answer(abi.encodeCall(IAuctionClerk.minimumBidOf, (_round(round))));
    }

    /// @inheritdoc ICreditAuction
    function purchaseLimitOf(uint32 round) external view returns (uint32) {
        _answer(abi.encodeCall(IAuctionClerk.purchaseLimitOf, (_round(round))));
    }

    /// @dev Reverts unless the round takes bids now.
    function _requireBids(uint32 round, RoundSlot state) internal view {
        // where lots stand in the book, bidding began with supply enough: only its end is to be asked for
        if (state.demand() != 0 && block.timestamp < state.end()) return;
        _requireBidding(round, state);
        uint32 supply = state.supply();
        if (supply < MINIMUM_SUPPLY) Failure.with(SupplyTooLow.selector, 2, supply, MINIMUM_SUPPLY, 0, 0);
    }

    function _requireBidding(uint32 round, RoundSlot state) private view {
        uint40 start = _startOf(state);
        // the end of a round that does not exist is 0
        if (block.timestamp < start || block.timestamp >= state.end()) {
            if (!state.exists()) Failure.with(UnknownRound.selector, 1, round, 0, 0, 0);
            Failure.with(BiddingClosed.selector, 3, round, start, state.end(), 0);
        }
    }

    function _bidWithDeposit(uint32 round, uint256 asked, uint256 amount) private {
        _pull(CURRENCY, amount);
        emit Deposited(msg.sender, amount);
        StoredAccount storage stored = _accounts[msg.sender];
        _bid(round, asked, stored, stored.main.credit(amount));
    }

    /// @dev The caller's bid. `account` is the caller's slot, with what was deposited just now.
    function _bid(uint32 round, uint256 asked, StoredAccount storage stored, AccountSlot account) private {
        StoredRound storage kept = _rounds[round];
        RoundSlot state = kept.hot;
        _requireBids(round, state);
        Refusal refusal;
        AccountSlot changed;
        (state, changed, refusal) = _place(round, state, msg.sender, account, asked);
        if (refusal != Refusal.None) {
            CLERK.refuse(refusal, round, state, account, _furtherOf(msg.sender, account), asked);
        }
        stored.main = changed;
        kept.hot = state;
    }

    /// @dev Places asked steps for a bidder and moves the clock, or says why not. The caller stores round and account;
    /// a refused bid leaves the account as it was, while the round's clock may have caught up.
    function _place(uint32 round, RoundSlot state, address bidder, AccountSlot account, uint256 asked)
        internal
        returns (RoundSlot, AccountSlot, Refusal refusal)
    {
        AccountSlot placed = _placeStraight(round, state, bidder, account, asked);
        if (placed.round() != 0) {
            // the cast cuts the lots out
            (state, account) = (state.addDemand(uint32(asked)), placed);
        } else {
            (state, account, refusal) = _placeJudged(round, state, bidder, account, asked);
            if (refusal != Refusal.None) return (state, account, refusal);
        }
        if (state.lags()) state = _extend(round, _advance(round, state, WORDS_PER_BID));
        return (state, account, refusal);
    }

    /// @dev The straight way of most bids: one step of an account that has no bid and can pay, in a round whose clock
    /// does not lag. Where the bid is another, or may have to be refused, nothing is written and the answer is no bid:
    /// `_placeJudged` then goes by the rules in full.
    /// @return placed The account with its bid.
    function _placeStraight(uint32 round, RoundSlot state, address bidder, AccountSlot account, uint256 asked)
        private
        returns (AccountSlot placed)
    {
        if (account.round() != 0) return placed;
        uint256 tick = asked >> PackedStep.ASKED_TICK;
        uint256 value;
        // no overflow: lots and supply have 32 bits, basis points 16, prices 64; the value of no lots wraps on purpose
        unchecked {
            uint256 supply = state.supply();
            uint256 share = uint32(asked) * BASIS_POINTS;
            if (tick <= state.clockTick() || tick > TICKS || state.demandAbove() > supply) return placed;
            if (share > supply * PURCHASE_LIMIT_BPS) return placed;
            if (share + BASIS_POINTS <= supply * MINIMUM_BID_BPS) return placed;
            value = _value(state, tick, uint32(asked));
            if (value - 1 >= account.vault()) return placed;
        }
        placed = account.withFirstBid(
            round, PackedStep.made(tick, uint32(asked), _ladder.add(round, tick, uint32(asked))), value
        );
        // the casts cut the fields out
        emit BidPlaced(round, bidder, uint16(tick), uint32(asked));
    }

    /// @dev Places any bid that the rules admit.
    function _placeJudged(uint32 round, RoundSlot state, address bidder, AccountSlot account, uint256 asked)
        private
        returns (RoundSlot, AccountSlot, Refusal refusal)
    {
        if (state.lags()) {
            state = _advance(round, state, WORDS_PER_BID);
            if (state.lags()) return (state, account, Refusal.ClockLags);
        }
        uint256 lots;
        uint256 value;
        (lots, value, refusal) = _judge(state, asked);
        if (refusal != Refusal.None) return (state, account, refusal);
        (state, account, refusal) = _placeMore(round, state, bidder, account, asked, lots, value);
        // no cut: the lots are at most the supply
        if (refusal == Refusal.None) state = state.addDemand(uint32(lots));
        return (state, account, refusal);
    }

    /// @dev Several steps, or steps of an account that has a bid: outbid ones leave, others stay, new ones come.
    function _placeMore(
        uint32 round,
        RoundSlot state,
        address bidder,
        AccountSlot account,
        uint256 asked,
        uint256 lots,
        uint256 value
    ) private returns (RoundSlot, AccountSlot, Refusal) {
        // a struct in memory begins empty: nothing is held
        // slither-disable-next-line uninitialized-local
        Holding memory held;
        if (account.round() == round) held = _holding(account, _furtherOf(bidder, account), state);
        uint256 left;
        // no overflow: at most ten steps, lots of 32 bits, money of 112 bits; the value is covered where it is taken
        unchecked {
            if (held.standing + PackedStep.count(asked) > PackedStep.MAX_STEPS) {
                return (state, account, Refusal.CurveFull);
            }
            if (held.standingLots + lots > _purchaseLimit(state)) {
                return (state, account, Refusal.PurchaseLimitExceeded);
            }
            if (account.round() != 0 && account.round() != round) return (state, account, Refusal.UnsettledBid);
            left = account.vault() + held.refund;
            if (left < value) return (state, account, Refusal.InsufficientVault);
            left -= value;
            if (left > PackedAccount.VAULT_MASK) return (state, account, Refusal.VaultOverflow);
        }

        if (held.outbidLots != 0) state = _withdrawOutbid(round, state, bidder, account, held.outbidLots);
        _addSteps(round, bidder, asked, held);
        account = _keep(bidder, account, round, held);
        return (state, account.withVault(left), Refusal.None);
    }

    /// @dev Puts asked steps on the ladder and into the holding.
    function _addSteps(uint32 round, address bidder, uint256 asked, Holding memory held) private {
        uint256 count = PackedStep.count(asked);
        Step[] memory steps = new Step[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 tick;
            uint256 lots;
            (tick, lots, asked) = PackedStep.split(asked);
            _hold(held, PackedStep.made(tick, lots, _ladder.add(round, tick, lots)));
            // no cut: the fields' own widths
            steps[i] = Step({tick: uint16(tick), lots: uint32(lots)});
        }
        if (count == 1) emit BidPlaced(round, bidder, steps[0].tick, steps[0].lots);
        else emit CurvePlaced(round, bidder, steps);
    }

    /// @dev Stores the further steps of what an account holds, and answers its slot with the rest of it.
    function _keep(address bidder, AccountSlot account, uint32 round, Holding memory held)
        private
        returns (AccountSlot)
    {
        if (held.standing == 0) return account.withoutBid();
        bool retires = account.retires();
        account = account.withBid(round, held.first).withRetires(retires);
        if (held.standing == 1) return account;
        _accounts[bidder].further = held.further;
        return account.withFurther(held.standing - 1);
    }

    /// @dev Takes the outbid steps of an account out of the book. Their lots stay on their ticks, which the clock has
    /// passed for good, so that nothing reads them again.
    function _withdrawOutbid(uint32 round, RoundSlot state, address bidder, AccountSlot account, uint256 lots)
        private
        returns (RoundSlot)
    {
        (uint256 count, uint256 further) = (_stepCount(account), _furtherOf(bidder, account));
        for (uint256 i = 0; i < count; ++i) {
            Step80 step = _stepAt(account, further, i);
            if (step.tick() < state.clockTick()) emit BidWithdrawn(round, bidder, step.tick(), step.lots());
        }
        // no cut: an account's lots are at most the supply
        return state.removeDemand(uint32(lots));
    }

    /// @dev An account's second slot, where its bid has more than one step.
    function _furtherOf(address bidder, AccountSlot account) private view returns (uint256) {
        return account.further() == 0 ? 0 : _accounts[bidder].further;
    }

    function _advance(uint32 round, RoundSlot state, uint256 maxWords) private returns (RoundSlot) {
        (uint256 clock, uint256 above) =
            _ladder.advance(state.clockTick(), state.demandAbove(), state.supply(), maxWords);
        state = state.withClock(clock, above);
        emit ClockMoved(round, state.clockTick(), state.demandAbove());
        return state;
    }

    function _extend(uint32 round, RoundSlot state) private returns (RoundSlot) {
        if (state.extensionsLeft() == 0 || state.end() - block.timestamp >= EXTENSION) return state;
        state = state.extended(EXTENSION);
        emit RoundExtended(round, state.end(), state.extensionsLeft());
        return state;
    }
}
