// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionSettings} from "./AuctionSettings.sol";
import {AuctionTerms} from "./AuctionTerms.sol";
import {AuctionVault} from "./AuctionVault.sol";
import {OpeningPrice} from "./OpeningPrice.sol";
import {Account} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";
import {ProRata} from "./ProRata.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title Auction of one vintage's credits for one currency
/// @notice See ICreditAuction. It has no owner, and nothing in it can be changed after deployment.
contract CreditAuction is AuctionVault {
    using SafeERC20 for IERC20;
    using PackedRound for Round;
    using TickLadder for TickLadder.Ladder;

    /// @dev A consignment's slot; its round and place are its id.
    struct StoredConsignment {
        address seller;
        uint32 lots;
    }

    /// @dev What must be kept of a round's ladder before the next round recycles it.
    struct Published {
        bool done;
        uint32 clockDemand;
    }

    // -------------------------------------------------------------------------------------------------- immutables

    /// @dev Words of the ladder that one bid may walk over; the rest is left to `crank`.
    uint256 private constant WORDS_PER_BID = 16;
    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant ID_ROUND_SHIFT = 32;

    // ----------------------------------------------------------------------------------------------------- storage

    /// @inheritdoc ICreditAuction
    uint32 public currentRound;
    /// @dev The last round before the current one that had bidding; 0 where none had.
    uint32 private _lastOffered;
    mapping(uint32 round => RoundSlot packed) private _rounds;
    mapping(uint32 round => Published kept) private _published;
    mapping(uint64 id => StoredConsignment consignment) private _consignments;
    TickLadder.Ladder private _ladder;

    // ------------------------------------------------------------------------------------------------- constructor

    /// @param c The settings; InvalidSetting names the first that is out of its range.
    constructor(Config memory c) AuctionTerms(c) {} // solhint-disable-line no-empty-blocks

    // ------------------------------------------------------------------------------------------------------ rounds

    /// @inheritdoc ICreditAuction
    function openRound() external returns (uint32 round) {
        uint32 last = currentRound;
        uint64 opening = nextOpeningPrice();
        if (last != 0) {
            if (!_published[last].done) _publish(last);
            if (_rounds[last].unpack().supply >= MINIMUM_SUPPLY) _lastOffered = last;
        }
        round = last + 1;
        currentRound = round;
        _ladder.clear();

        Round memory opened;
        // no cut: the clock would have to pass the year 36,000
        opened.start = uint40(block.timestamp + CONSIGNMENT_TIME);
        opened.end = opened.start + BIDDING_TIME;
        opened.openingPrice = opening;
        opened.extensionsLeft = EXTENSIONS;
        _rounds[round] = opened.pack();
        emit RoundOpened(round, opening, opened.start, opened.end);
    }

    /// @inheritdoc ICreditAuction
    function roundOf(uint32 round) external view returns (Round memory) {
        return _round(round);
    }

    /// @inheritdoc ICreditAuction
    function stageOf(uint32 round) external view returns (Stage) {
        if (!_rounds[round].exists()) return Stage.Unknown;
        Round memory state = _round(round);
        if (block.timestamp < state.start) return Stage.Consignment;
        if (_isFinal(state)) return Stage.Final;
        return block.timestamp < state.end ? Stage.Bidding : Stage.Clearing;
    }

    /// @inheritdoc ICreditAuction
    function nextOpeningPrice() public view returns (uint64) {
        uint32 last = currentRound;
        if (last == 0) return FLOOR_PRICE;
        Round memory state = _round(last);
        if (!_isFinal(state)) revert RoundNotFinal(last);
        if (state.supply < MINIMUM_SUPPLY) {
            if (_lastOffered == 0) return FLOOR_PRICE;
            state = _round(_lastOffered);
        }
        uint256 price = OpeningPrice.formula(
            state.demand, state.supply, REFERENCE_BASELINE, UNIT_VALUE, FLOOR_PRICE, CAP_PRICE
        );
        // no cut: the result is at most the cap
        return uint64(
            OpeningPrice.bounded(
                price, _price(state, state.clockTick), CLAMP_LOW_BPS, CLAMP_HIGH_BPS, FLOOR_PRICE, CAP_PRICE
            )
        );
    }

    function _round(uint32 round) private view returns (Round memory state) {
        RoundSlot packed = _rounds[round];
        if (!packed.exists()) revert UnknownRound(round);
        state = packed.unpack();
        // bidding starts where the end was before any extension, less the bidding time; none of this can wrap
        unchecked {
            uint256 extended = uint256(EXTENSIONS - state.extensionsLeft) * EXTENSION;
            state.start = uint40(state.end - extended - BIDDING_TIME);
        }
    }

    function _isFinal(Round memory state) private view returns (bool) {
        if (state.supply < MINIMUM_SUPPLY) return block.timestamp >= state.start;
        return block.timestamp >= state.end && !_lags(state);
    }

    function _lags(Round memory state) private pure returns (bool) {
        return state.demandAbove > state.supply;
    }

    // ------------------------------------------------------------------------------------------------ consignments

    /// @inheritdoc ICreditAuction
    function consign(uint32 round, uint32 lots) external nonReentrant returns (uint64 id) {
        Round memory state = _round(round);
        if (block.timestamp >= state.start) revert ConsignmentClosed(round, state.start);
        uint256 room = AuctionSettings.MAX_SUPPLY - state.supply;
        if (lots == 0 || lots > room) revert LotsOutOfRange(lots, 1, room);

        id = (uint64(round) << ID_ROUND_SHIFT) | state.supply;
        _consignments[id] = StoredConsignment({seller: msg.sender, lots: lots});
        state.supply += lots;
        _rounds[round] = state.pack();
        emit Consigned(round, msg.sender, id, lots);
        _pull(CREDIT, uint256(lots) * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function consignmentOf(uint64 id) external view returns (Consignment memory consignment) {
        StoredConsignment memory stored = _consignments[id];
        if (stored.seller == address(0)) return consignment;
        (uint32 round, uint32 before) = _place(id);
        return Consignment({seller: stored.seller, round: round, before: before, lots: stored.lots});
    }

    /// @dev The casts split the id into its halves.
    function _place(uint64 id) private pure returns (uint32 round, uint32 before) {
        return (uint32(id >> ID_ROUND_SHIFT), uint32(id));
    }

    // -------------------------------------------------------------------------------------------------------- bids

    /// @inheritdoc ICreditAuction
    function bid(uint32 round, uint16 tick, uint32 lots) external {
        Round memory state = _openForBids(round);
        if (state.supply < MINIMUM_SUPPLY) revert SupplyTooLow(state.supply, MINIMUM_SUPPLY);
        _advance(round, state, WORDS_PER_BID);
        if (_lags(state)) revert ClockLags(round, state.clockTick, state.demandAbove, state.supply);
        if (tick <= state.clockTick) revert TickNotAboveClock(tick, state.clockTick);
        if (tick > TICKS) revert TickAboveLadder(tick, TICKS);
        uint256 least = _minimumBid(state);
        if (lots < least || lots > state.supply) revert LotsOutOfRange(lots, least, state.supply);

        Account memory account = _accounts[msg.sender].unpack();
        if (account.round != 0) _withdrawBid(round, state, account);
        (account.round, account.tick, account.lots) = (round, tick, lots);
        account.debit(_escrow(state, account));
        // no cut, and no overflow of the sums: see PackedRound
        account.before = uint32(_ladder.add(tick, lots));
        state.demandAbove += lots;
        state.demand += lots;
        _accounts[msg.sender] = account.pack();
        emit BidPlaced(round, msg.sender, tick, lots);

        if (_lags(state)) {
            _advance(round, state, WORDS_PER_BID);
            _extend(round, state);
        }
        _rounds[round] = state.pack();
    }

    /// @inheritdoc ICreditAuction
    function exit(uint32 round) external {
        Round memory state = _openForBids(round);
        Account memory account = _accounts[msg.sender].unpack();
        if (account.round == 0) revert NoBid(msg.sender);
        _withdrawBid(round, state, account);
        account.clearBid();
        _accounts[msg.sender] = account.pack();
        _rounds[round] = state.pack();
    }

    /// @inheritdoc ICreditAuction
    function crank(uint32 round, uint256 maxWords) external returns (bool lags) {
        Round memory state = _round(round);
        _advance(round, state, maxWords);
        _rounds[round] = state.pack();
        return _lags(state);
    }

    /// @inheritdoc ICreditAuction
    function bidOf(address account) external view returns (Bid memory) {
        Account memory held = _accounts[account].unpack();
        return Bid({round: held.round, tick: held.tick, lots: held.lots, before: held.before});
    }

    /// @inheritdoc ICreditAuction
    function escrowOf(address account) external view returns (uint256) {
        Account memory held = _accounts[account].unpack();
        return held.round == 0 ? 0 : _escrow(_rounds[held.round].unpack(), held);
    }

    /// @inheritdoc ICreditAuction
    function priceOf(uint32 round, uint16 tick) external view returns (uint64) {
        if (tick > TICKS) revert TickAboveLadder(tick, TICKS);
        // no cut: the settings keep the ladder's highest price below 2^64
        return uint64(_price(_round(round), tick));
    }

    /// @inheritdoc ICreditAuction
    function demandAt(uint16 tick) external view returns (uint32) {
        if (tick > TICKS) revert TickAboveLadder(tick, TICKS);
        // no cut: a lane has 32 bits
        return uint32(_ladder.demandAt(tick));
    }

    /// @inheritdoc ICreditAuction
    function minimumBidOf(uint32 round) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_minimumBid(_round(round)));
    }

    function _openForBids(uint32 round) private view returns (Round memory state) {
        state = _round(round);
        if (block.timestamp < state.start || block.timestamp >= state.end) {
            revert BiddingClosed(round, state.start, state.end);
        }
    }

    function _minimumBid(Round memory state) private view returns (uint256) {
        uint256 least = (uint256(state.supply) * MINIMUM_BID_BPS) / BASIS_POINTS;
        uint256 left = state.supply > state.demandAbove ? state.supply - state.demandAbove : 0;
        if (left != 0 && left < least) least = left;
        return Math.max(least, 1);
    }

    /// @dev Takes an outbid bid out of the book and its escrow back into the vault. Its lots stay on their tick, which
    /// the clock has passed for good, so that nothing reads them again.
    function _withdrawBid(uint32 round, Round memory state, Account memory account) private {
        if (account.round != round) revert UnsettledBid(account.round);
        if (account.tick >= state.clockTick) revert BidStands(round, account.tick, state.clockTick);
        account.credit(_escrow(state, account));
        state.demand -= account.lots;
        emit BidWithdrawn(round, msg.sender, account.tick, account.lots);
    }

    function _advance(uint32 round, Round memory state, uint256 maxWords) private {
        if (!_lags(state) || maxWords == 0) return;
        (uint256 clock, uint256 above) =
            _ladder.advance(state.clockTick, state.demandAbove, state.supply, maxWords);
        // no cut: the clock is a tick, and the demand above it has only fallen
        (state.clockTick, state.demandAbove) = (uint16(clock), uint40(above));
        emit ClockMoved(round, state.clockTick, state.demandAbove);
    }

    function _extend(uint32 round, Round memory state) private {
        if (state.extensionsLeft == 0 || state.end - block.timestamp >= EXTENSION) return;
        state.end += EXTENSION;
        --state.extensionsLeft;
        emit RoundExtended(round, state.end, state.extensionsLeft);
    }

    function _price(Round memory state, uint256 tick) private view returns (uint256) {
        return TickLadder.priceOf(state.openingPrice, tick, TICK_SIZE);
    }

    function _escrow(Round memory state, Account memory account) private view returns (uint256) {
        return _price(state, account.tick) * account.lots;
    }

    // -------------------------------------------------------------------------------------------------- settlement

    /// @inheritdoc ICreditAuction
    function resultOf(uint32 round) external view returns (Result memory) {
        return _result(round, _finalRound(round));
    }

    /// @inheritdoc ICreditAuction
    function publishResult(uint32 round) external {
        if (_published[round].done) revert ResultAlreadyPublished(round);
        _publish(round);
    }

    /// @inheritdoc ICreditAuction
    function claim(address bidder) public returns (uint32 filled) {
        Account memory account = _accounts[bidder].unpack();
        uint32 round = account.round;
        if (round == 0) revert NoBid(bidder);
        Round memory state = _finalRound(round);
        filled = _filled(round, state, account);
        // no cut: a 64-bit price x 32-bit lots; the clearing price is at most the bid's limit where anything was filled
        uint128 cost = uint128(_price(state, state.clockTick) * filled);
        uint128 refund = uint128(_escrow(state, account)) - cost;
        account.credit(refund);
        account.clearBid();
        _accounts[bidder] = account.pack();
        emit BidSettled(round, bidder, filled, cost, refund);
        if (filled != 0) CREDIT.safeTransfer(bidder, uint256(filled) * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function claimMany(address[] calldata bidders) external returns (uint256 settled) {
        for (uint256 i = 0; i < bidders.length; ++i) {
            // a call to itself, so that one that fails undoes only itself
            try this.claim(bidders[i]) {
                ++settled;
            } catch {
                emit ClaimSkipped(bidders[i]);
            }
        }
    }

    /// @inheritdoc ICreditAuction
    function pay(uint64 id) public returns (uint32 sold) {
        StoredConsignment memory stored = _consignments[id];
        if (stored.seller == address(0)) revert UnknownConsignment(id);
        (uint32 round, uint32 before) = _place(id);
        Round memory state = _finalRound(round);
        // no cut: a share is at most the lots it is a share of; then a 64-bit price x 32-bit lots
        sold = uint32(ProRata.share(before, stored.lots, _sold(state), state.supply));
        uint128 proceeds = uint128(_price(state, state.clockTick) * sold);
        uint32 returned = stored.lots - sold;

        delete _consignments[id];
        Account memory account = _accounts[stored.seller].unpack();
        account.credit(proceeds);
        _accounts[stored.seller] = account.pack();
        emit SellerPaid(round, stored.seller, id, sold, proceeds, returned);
        if (returned != 0) CREDIT.safeTransfer(stored.seller, uint256(returned) * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function payMany(uint64[] calldata ids) external returns (uint256 settled) {
        for (uint256 i = 0; i < ids.length; ++i) {
            // a call to itself, so that one that fails undoes only itself
            try this.pay(ids[i]) {
                ++settled;
            } catch {
                emit PaymentSkipped(ids[i]);
            }
        }
    }

    function _finalRound(uint32 round) private view returns (Round memory state) {
        state = _round(round);
        if (!_isFinal(state)) revert RoundNotFinal(round);
    }

    function _publish(uint32 round) private {
        Result memory result = _result(round, _finalRound(round));
        _published[round] = Published({done: true, clockDemand: result.clockDemand});
        emit ResultPublished(round, result);
    }

    function _result(uint32 round, Round memory state) private view returns (Result memory result) {
        result.openingPrice = state.openingPrice;
        // no cut: the settings keep the ladder's highest price below 2^64; then a 64-bit price x 32-bit lots
        result.clearingPrice = uint64(_price(state, state.clockTick));
        result.supply = state.supply < MINIMUM_SUPPLY ? 0 : state.supply;
        result.demand = state.demand;
        result.sold = _sold(state);
        result.revenue = uint128(uint256(result.clearingPrice) * result.sold);
        result.clockTick = state.clockTick;
        if (state.clockTick != 0) {
            result.clockDemand = _clockDemand(round, state);
            result.clockSupply = uint32(state.supply - state.demandAbove);
        }
    }

    function _sold(Round memory state) private view returns (uint32) {
        if (state.supply < MINIMUM_SUPPLY) return 0;
        // no cut: in a final round the demand above the clock is at most the supply
        return state.clockTick == 0 ? uint32(state.demandAbove) : state.supply;
    }

    function _filled(uint32 round, Round memory state, Account memory account)
        private
        view
        returns (uint32)
    {
        if (account.tick > state.clockTick) return account.lots;
        if (account.tick < state.clockTick) return 0;
        uint256 left = state.supply - state.demandAbove;
        // no cut: a share is at most the lots it is a share of
        return uint32(ProRata.share(account.before, account.lots, left, _clockDemand(round, state)));
    }

    function _clockDemand(uint32 round, Round memory state) private view returns (uint32) {
        Published memory kept = _published[round];
        // no cut: a lane has 32 bits
        return kept.done ? kept.clockDemand : uint32(_ladder.demandAt(state.clockTick));
    }
}
