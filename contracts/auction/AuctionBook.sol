// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

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

    /// @dev An account's bid, divided at the clock.
    struct Holding {
        Step80 first;
        uint256 further;
        uint256 standing;
        uint256 standingLots;
        uint256 outbidLots;
        uint256 refund;
    }

    // ------------------------------------------------------------------------------------------------------ immutables

    /// @dev Words of the ladder that one bid may walk over; the rest is left to `crank`.
    uint256 private constant WORDS_PER_BID = 16;
    uint256 private constant BASIS_POINTS = 10_000;

    // ------------------------------------------------------------------------------------------------------------ bids

    /// @inheritdoc ICreditAuction
    function bid(uint32 round, uint16 tick, uint32 lots) external {
        _bid(round, PackedStep.ask(tick, lots), _accounts[msg.sender].main);
    }

    /// @inheritdoc ICreditAuction
    function bidCurve(uint32 round, Step[] calldata steps) external {
        uint256 asked;
        bool valid = steps.length != 0 && steps.length <= PackedStep.MAX_STEPS;
        for (uint256 i = 0; valid && i < steps.length; ++i) {
            // a step that is all zero would vanish from the packed ones
            valid = steps[i].tick != 0;
            asked = PackedStep.askAt(asked, i, steps[i].tick, steps[i].lots);
        }
        if (!valid) Failure.with(InvalidCurve.selector, 1, steps.length, 0, 0, 0);
        _bid(round, asked, _accounts[msg.sender].main);
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
        Holding memory held = _holding(msg.sender, account, state);
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
        AccountSlot held = _accounts[account].main;
        return _shown(held.round(), held.step());
    }

    /// @inheritdoc ICreditAuction
    function stepsOf(address account) external view returns (Bid[] memory steps, bool retires) {
        AccountSlot held = _accounts[account].main;
        steps = new Bid[](_stepCount(held));
        for (uint256 i = 0; i < steps.length; ++i) {
            steps[i] = _shown(held.round(), _stepAt(account, held, i));
        }
        retires = held.retires();
    }

    /// @inheritdoc ICreditAuction
    function escrowOf(address account) external view returns (uint256 escrow) {
        AccountSlot held = _accounts[account].main;
        Holding memory all = _holding(account, held, _rounds[held.round()].hot.withClock(type(uint16).max, 0));
        // above any clock, all steps are outbid
        return all.refund;
    }

    /// @inheritdoc ICreditAuction
    function priceOf(uint32 round, uint16 tick) external view returns (uint64) {
        if (tick > TICKS) Failure.with(TickAboveLadder.selector, 2, tick, TICKS, 0, 0);
        // no cut: the settings keep the ladder's highest price below 2^64
        return uint64(_price(_round(round), tick));
    }

    /// @inheritdoc ICreditAuction
    function demandAt(uint16 tick) external view returns (uint32) {
        if (tick > TICKS) Failure.with(TickAboveLadder.selector, 2, tick, TICKS, 0, 0);
        // no cut: a tick's demand has 28 bits
        return uint32(_ladder.demandAt(currentRound, tick));
    }

    /// @inheritdoc ICreditAuction
    function minimumBidOf(uint32 round) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_minimumBid(_round(round)));
    }

    /// @inheritdoc ICreditAuction
    function purchaseLimitOf(uint32 round) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_purchaseLimit(_round(round)));
    }

    /// @dev A round that takes bids now.
    function _biddingRound(uint32 round) internal view returns (RoundSlot state) {
        state = _rounds[round].hot;
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

    /// @dev The smaller one of the share of the supply and what is left of it; at least one lot.
    function _minimumBid(RoundSlot state) internal view returns (uint256 least) {
        (uint256 supply, uint256 above) = (state.supply(), state.demandAbove());
        // no overflow: 32 x 16 bits; the difference is only used where it is positive
        unchecked {
            least = (supply * MINIMUM_BID_BPS) / BASIS_POINTS;
            if (least <= 1) return 1;
            if (above < supply && supply - above < least) least = supply - above;
        }
    }

    /// @dev The limit's share of the supply; at least one lot.
    function _purchaseLimit(RoundSlot state) private view returns (uint256 limit) {
        // no overflow: 32 x 16 bits
        unchecked {
            limit = (uint256(state.supply()) * PURCHASE_LIMIT_BPS) / BASIS_POINTS;
        }
        if (limit == 0) limit = 1;
    }

    function _bidWithDeposit(uint32 round, uint256 asked, uint256 amount) private {
        _pull(CURRENCY, amount);
        emit Deposited(msg.sender, amount);
        _bid(round, asked, _accounts[msg.sender].main.credit(amount));
    }

    /// @dev The caller's bid. `account` is the caller's slot, with what was deposited just now.
    function _bid(uint32 round, uint256 asked, AccountSlot account) private {
        RoundSlot state = _biddingRound(round);
        (RoundSlot next, AccountSlot changed, Refusal refusal) = _place(round, state, msg.sender, account, asked);
        if (refusal != Refusal.None) _refuse(round, refusal, next, account, asked);
        _accounts[msg.sender].main = changed;
        _rounds[round].hot = next;
    }

    /// @dev Places asked steps for a bidder and moves the clock, or says why not. The caller stores round and account;
    /// a refused bid leaves the account as it was, while the round's clock may have caught up.
    function _place(uint32 round, RoundSlot state, address bidder, AccountSlot account, uint256 asked)
        internal
        returns (RoundSlot, AccountSlot, Refusal)
    {
        if (state.lags()) {
            state = _advance(round, state, WORDS_PER_BID);
            if (state.lags()) return (state, account, Refusal.ClockLags);
        }
        (uint256 lots, uint256 value, Refusal refusal) = _judge(state, asked);
        if (refusal != Refusal.None) return (state, account, refusal);
        if (account.round() == 0 && asked >> 48 == 0) {
            if (lots > _purchaseLimit(state)) return (state, account, Refusal.PurchaseLimitExceeded);
            if (account.vault() < value) return (state, account, Refusal.InsufficientVault);
            account = _placeFirst(round, bidder, account.debit(value), asked);
        } else {
            (state, account, refusal) = _placeMore(round, state, bidder, account, asked, lots, value);
            if (refusal != Refusal.None) return (state, account, refusal);
        }
        // no cut: the lots are at most the supply
        state = state.addDemand(uint32(lots));
        if (state.lags()) state = _extend(round, _advance(round, state, WORDS_PER_BID));
        return (state, account, Refusal.None);
    }

    /// @dev Whether the round takes these steps; their lots, and what they cost at most. The clock must not lag.
    function _judge(RoundSlot state, uint256 asked)
        private
        view
        returns (uint256 lots, uint256 value, Refusal refusal)
    {
        (uint256 clock, uint256 supply, uint256 least) = (state.clockTick(), state.supply(), _minimumBid(state));
        // no overflow: at most six steps of 32-bit lots at 64-bit prices
        unchecked {
            do {
                uint256 tick;
                uint256 some;
                (tick, some, asked) = PackedStep.split(asked);
                if (tick <= clock) return (tick, clock, Refusal.TickNotAboveClock);
                if (tick > TICKS) return (tick, TICKS, Refusal.TickAboveLadder);
                if (some < least || some > supply) return (some, least, Refusal.LotsOutOfRange);
                lots += some;
                value += _value(state, tick, some);
            } while (asked != 0);
        }
    }

    /// @dev The common case: one step of an account that has no bid.
    function _placeFirst(uint32 round, address bidder, AccountSlot account, uint256 asked)
        private
        returns (AccountSlot)
    {
        (uint256 tick, uint256 lots,) = PackedStep.split(asked);
        uint256 before = _ladder.add(round, tick, lots);
        // no cut: the fields' own widths
        emit BidPlaced(round, bidder, uint16(tick), uint32(lots));
        return account.withBid(round, PackedStep.made(tick, lots, before));
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
        Holding memory held;
        if (account.round() == round) held = _holding(bidder, account, state);
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

    /// @dev An account's bid in this round, divided at its clock.
    function _holding(address bidder, AccountSlot account, RoundSlot state)
        private
        view
        returns (Holding memory held)
    {
        uint256 count = _stepCount(account);
        // no overflow: at most four steps of 32-bit lots at 64-bit prices
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                Step80 step = _stepAt(bidder, account, i);
                if (step.tick() < state.clockTick()) {
                    held.outbidLots += step.lots();
                    held.refund += _value(state, step.tick(), step.lots());
                } else {
                    held.standingLots += step.lots();
                    _hold(held, step);
                }
            }
        }
    }

    /// @dev One more step that stands.
    function _hold(Holding memory held, Step80 step) private pure {
        // no overflow: there are at most four
        unchecked {
            if (held.standing == 0) held.first = step;
            else held.further = PackedStep.put(held.further, held.standing - 1, step);
            ++held.standing;
        }
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
        uint256 count = _stepCount(account);
        for (uint256 i = 0; i < count; ++i) {
            Step80 step = _stepAt(bidder, account, i);
            if (step.tick() < state.clockTick()) emit BidWithdrawn(round, bidder, step.tick(), step.lots());
        }
        // no cut: an account's lots are at most the supply
        return state.removeDemand(uint32(lots));
    }

    function _stepCount(AccountSlot account) private pure returns (uint256) {
        // no overflow: at most 3 + 1
        unchecked {
            return account.round() == 0 ? 0 : account.further() + 1;
        }
    }

    function _stepAt(address bidder, AccountSlot account, uint256 index) private view returns (Step80) {
        // no overflow: subtracted where it is above 0
        unchecked {
            return index == 0 ? account.step() : PackedStep.stepIn(_accounts[bidder].further, index - 1);
        }
    }

    function _shown(uint32 round, Step80 step) private pure returns (Bid memory) {
        return Bid({round: round, tick: step.tick(), lots: step.lots(), before: step.before()});
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

    /// @dev Reverts as the refusal says, with its evidence. Only the caller's own bid comes here.
    function _refuse(uint32 round, Refusal refusal, RoundSlot state, AccountSlot account, uint256 asked) private view {
        uint256 supply = state.supply();
        if (refusal == Refusal.ClockLags) {
            Failure.with(ClockLags.selector, 4, round, state.clockTick(), state.demandAbove(), supply);
        }
        (uint256 first, uint256 second, Refusal judged) = _judge(state, asked);
        if (judged == Refusal.TickNotAboveClock) Failure.with(TickNotAboveClock.selector, 2, first, second, 0, 0);
        if (judged == Refusal.TickAboveLadder) Failure.with(TickAboveLadder.selector, 2, first, second, 0, 0);
        if (judged == Refusal.LotsOutOfRange) Failure.with(LotsOutOfRange.selector, 3, first, second, supply, 0);
        if (refusal == Refusal.UnsettledBid) Failure.with(UnsettledBid.selector, 1, account.round(), 0, 0, 0);
        Holding memory held;
        if (account.round() == round) held = _holding(msg.sender, account, state);
        // no overflow: four steps, lots of 32 bits, money of 112 bits
        unchecked {
            if (refusal == Refusal.CurveFull) {
                Failure.with(CurveFull.selector, 1, held.standing + PackedStep.count(asked), 0, 0, 0);
            }
            if (refusal == Refusal.PurchaseLimitExceeded) {
                Failure.with(PurchaseLimitExceeded.selector, 2, held.standingLots + first, _purchaseLimit(state), 0, 0);
            }
            if (refusal == Refusal.InsufficientVault) {
                Failure.with(InsufficientVault.selector, 2, account.vault() + held.refund, second, 0, 0);
            }
        }
        Failure.with(VaultOverflow.selector, 2, account.vault(), held.refund, 0, 0);
    }
}
