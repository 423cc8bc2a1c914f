// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionSettings} from "./AuctionSettings.sol";
import {AuctionTerms} from "./AuctionTerms.sol";
import {AuctionVault} from "./AuctionVault.sol";
import {OpeningPrice} from "./OpeningPrice.sol";
import {AccountSlot} from "./PackedAccount.sol";
import {ConsignmentSlot, PackedConsignment} from "./PackedConsignment.sol";
import {PackedRound, RoundSlot} from "./PackedRound.sol";
import {ProRata} from "./ProRata.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title Auction of one vintage's credits for one currency
/// @notice See ICreditAuction. It has no owner, and nothing in it can be changed after deployment.
contract CreditAuction is AuctionVault {
    using SafeERC20 for IERC20;
    using TickLadder for TickLadder.Ladder;

    /// @dev A consignment's slot; its round and place are its id.
    struct StoredConsignment {
        ConsignmentSlot packed;
    }

    /// @dev A round's slots: the hot one, and what is kept of the ladder before the next round recycles it.
    struct StoredRound {
        RoundSlot hot;
        bool published;
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
    mapping(uint32 round => StoredRound stored) private _rounds;
    mapping(uint64 id => StoredConsignment stored) private _consignments;
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
            if (!_rounds[last].published) _publish(last);
            if (_isOffered(_rounds[last].hot)) _lastOffered = last;
        }
        round = last + 1;
        currentRound = round;
        _ladder.clear();

        // no cut: the clock would have to pass the year 36,000
        uint40 start = uint40(block.timestamp) + CONSIGNMENT_TIME;
        uint40 end = start + BIDDING_TIME;
        _rounds[round].hot = PackedRound.opened(opening, end, EXTENSIONS);
        emit RoundOpened(round, opening, start, end);
    }

    /// @inheritdoc ICreditAuction
    function roundOf(uint32 round) external view returns (Round memory) {
        RoundSlot state = _round(round);
        return Round({
            start: _startOf(state),
            end: state.end(),
            supply: state.supply(),
            openingPrice: state.openingPrice(),
            clockTick: state.clockTick(),
            demandAbove: state.demandAbove(),
            demand: state.demand(),
            extensionsLeft: state.extensionsLeft()
        });
    }

    /// @inheritdoc ICreditAuction
    function stageOf(uint32 round) external view returns (Stage) {
        RoundSlot state = _rounds[round].hot;
        if (!state.exists()) return Stage.Unknown;
        if (block.timestamp < _startOf(state)) return Stage.Consignment;
        if (_isFinal(state)) return Stage.Final;
        return block.timestamp < state.end() ? Stage.Bidding : Stage.Clearing;
    }

    /// @inheritdoc ICreditAuction
    function nextOpeningPrice() public view returns (uint64) {
        uint32 last = currentRound;
        if (last == 0) return FLOOR_PRICE;
        RoundSlot state = _finalRound(last);
        if (!_isOffered(state)) {
            if (_lastOffered == 0) return FLOOR_PRICE;
            state = _rounds[_lastOffered].hot;
        }
        uint256 price = OpeningPrice.formula(
            state.demand(), state.supply(), REFERENCE_BASELINE, UNIT_VALUE, FLOOR_PRICE, CAP_PRICE
        );
        // no cut: the result is at most the cap
        return uint64(
            OpeningPrice.bounded(price, _clearingPrice(state), CLAMP_LOW_BPS, CLAMP_HIGH_BPS, FLOOR_PRICE, CAP_PRICE)
        );
    }

    function _round(uint32 round) private view returns (RoundSlot state) {
        state = _rounds[round].hot;
        if (!state.exists()) revert UnknownRound(round);
    }

    /// @dev Bidding starts where the end was before any extension, less the bidding time.
    function _startOf(RoundSlot state) private view returns (uint40) {
        // nothing wraps and nothing is cut: the end is the sum of these terms
        unchecked {
            uint256 extended = uint256(EXTENSIONS - state.extensionsLeft()) * EXTENSION;
            return uint40(state.end() - extended - BIDDING_TIME);
        }
    }

    function _isOffered(RoundSlot state) private view returns (bool) {
        return state.supply() >= MINIMUM_SUPPLY;
    }

    function _isFinal(RoundSlot state) private view returns (bool) {
        uint32 supply = state.supply();
        if (supply < MINIMUM_SUPPLY) return block.timestamp >= _startOf(state);
        return block.timestamp >= state.end() && state.demandAbove() <= supply;
    }

    function _finalRound(uint32 round) private view returns (RoundSlot state) {
        state = _round(round);
        if (!_isFinal(state)) revert RoundNotFinal(round);
    }

    // ------------------------------------------------------------------------------------------------ consignments

    /// @inheritdoc ICreditAuction
    function consign(uint32 round, uint32 lots) external nonReentrant returns (uint64 id) {
        RoundSlot state = _round(round);
        uint40 start = _startOf(state);
        if (block.timestamp >= start) revert ConsignmentClosed(round, start);
        uint256 room = AuctionSettings.MAX_SUPPLY - state.supply();
        if (lots == 0 || lots > room) revert LotsOutOfRange(lots, 1, room);

        id = (uint64(round) << ID_ROUND_SHIFT) | state.supply();
        _consignments[id].packed = PackedConsignment.made(msg.sender, lots);
        _rounds[round].hot = state.addSupply(lots);
        emit Consigned(round, msg.sender, id, lots);
        _pull(CREDIT, uint256(lots) * LOT_GRAMS);
    }

    /// @inheritdoc ICreditAuction
    function consignmentOf(uint64 id) external view returns (Consignment memory consignment) {
        ConsignmentSlot held = _consignments[id].packed;
        if (!held.exists()) return consignment;
        // the casts split the id into its halves
        (uint32 round, uint32 before) = (uint32(id >> ID_ROUND_SHIFT), uint32(id));
        return Consignment({seller: held.seller(), round: round, before: before, lots: held.lots()});
    }

    // -------------------------------------------------------------------------------------------------------- bids

    /// @inheritdoc ICreditAuction
    function bid(uint32 round, uint16 tick, uint32 lots) external {
        StoredRound storage storedRound = _rounds[round];
        RoundSlot state = storedRound.hot;
        _requireBidding(round, state);
        uint32 supply = state.supply();
        if (supply < MINIMUM_SUPPLY) revert SupplyTooLow(supply, MINIMUM_SUPPLY);
        if (state.lags()) state = _catchUp(round, state);
        if (tick <= state.clockTick()) revert TickNotAboveClock(tick, state.clockTick());
        if (tick > TICKS) revert TickAboveLadder(tick, TICKS);
        uint256 least = _minimumBid(state);
        if (lots < least || lots > supply) revert LotsOutOfRange(lots, least, supply);

        StoredAccount storage storedAccount = _accounts[msg.sender];
        AccountSlot account = storedAccount.main;
        if (account.round() != 0) (state, account) = _withdrawBid(round, state, account);
        account = account.debit(_value(state, tick, lots));
        storedAccount.main = account.withBid(round, tick, lots, _ladder.add(round, tick, lots));
        state = state.addDemand(lots);
        emit BidPlaced(round, msg.sender, tick, lots);

        if (state.lags()) state = _extend(round, _advance(round, state, WORDS_PER_BID));
        storedRound.hot = state;
    }

    /// @inheritdoc ICreditAuction
    function exit(uint32 round) external {
        RoundSlot state = _rounds[round].hot;
        _requireBidding(round, state);
        AccountSlot account = _accounts[msg.sender].main;
        if (account.round() == 0) revert NoBid(msg.sender);
        (state, account) = _withdrawBid(round, state, account);
        _accounts[msg.sender].main = account.withoutBid();
        _rounds[round].hot = state;
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
        return Bid({round: held.round(), tick: held.tick(), lots: held.lots(), before: held.before()});
    }

    /// @inheritdoc ICreditAuction
    function escrowOf(address account) external view returns (uint256) {
        AccountSlot held = _accounts[account].main;
        return _escrow(_rounds[held.round()].hot, held);
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
        // no cut: a tick's demand has 28 bits
        return uint32(_ladder.demandAt(currentRound, tick));
    }

    /// @inheritdoc ICreditAuction
    function minimumBidOf(uint32 round) external view returns (uint32) {
        // no cut: it is at most the supply or 1
        return uint32(_minimumBid(_round(round)));
    }

    function _requireBidding(uint32 round, RoundSlot state) private view {
        uint40 start = _startOf(state);
        // the end of a round that does not exist is 0
        if (block.timestamp < start || block.timestamp >= state.end()) {
            if (!state.exists()) revert UnknownRound(round);
            revert BiddingClosed(round, start, state.end());
        }
    }

    /// @dev The smaller one of the share of the supply and what is left of it; at least one lot.
    function _minimumBid(RoundSlot state) private view returns (uint256 least) {
        (uint256 supply, uint256 above) = (state.supply(), state.demandAbove());
        // no overflow: 32 x 16 bits; the difference is only used where it is positive
        unchecked {
            least = (supply * MINIMUM_BID_BPS) / BASIS_POINTS;
            if (least <= 1) return 1;
            if (above < supply && supply - above < least) least = supply - above;
        }
    }

    /// @dev Takes an outbid bid out of the book and its escrow back into the vault. Its lots stay on their tick, which
    /// the clock has passed for good, so that nothing reads them again.
    function _withdrawBid(uint32 round, RoundSlot state, AccountSlot account)
        private
        returns (RoundSlot, AccountSlot)
    {
        if (account.round() != round) revert UnsettledBid(account.round());
        (uint16 tick, uint32 lots) = (account.tick(), account.lots());
        if (tick >= state.clockTick()) revert BidStands(round, tick, state.clockTick());
        emit BidWithdrawn(round, msg.sender, tick, lots);
        return (state.removeDemand(lots), account.credit(_escrow(state, account)));
    }

    /// @dev Brings up a clock that an earlier bid left behind, as far as one bid may.
    function _catchUp(uint32 round, RoundSlot state) private returns (RoundSlot) {
        state = _advance(round, state, WORDS_PER_BID);
        if (state.lags()) revert ClockLags(round, state.clockTick(), state.demandAbove(), state.supply());
        return state;
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

    function _price(RoundSlot state, uint256 tick) private view returns (uint256) {
        return TickLadder.priceOf(state.openingPrice(), tick, TICK_SIZE);
    }

    /// @dev Price of the tick x lots.
    function _value(RoundSlot state, uint256 tick, uint256 lots) private view returns (uint256) {
        // no overflow: a 64-bit price x 32-bit lots
        unchecked {
            return TickLadder.priceOf(state.openingPrice(), tick, TICK_SIZE) * lots;
        }
    }

    function _escrow(RoundSlot state, AccountSlot account) private view returns (uint256) {
        return _value(state, account.tick(), account.lots());
    }

    // -------------------------------------------------------------------------------------------------- settlement

    /// @inheritdoc ICreditAuction
    function resultOf(uint32 round) external view returns (Result memory) {
        return _result(round, _finalRound(round));
    }

    /// @inheritdoc ICreditAuction
    function publishResult(uint32 round) external {
        if (_rounds[round].published) revert ResultAlreadyPublished(round);
        _publish(round);
    }

    /// @inheritdoc ICreditAuction
    function claim(address bidder) public returns (uint32 filled) {
        StoredAccount storage stored = _accounts[bidder];
        AccountSlot account = stored.main;
        uint32 round = account.round();
        if (round == 0) revert NoBid(bidder);
        RoundSlot state = _rounds[round].hot;
        if (!_isFinal(state)) revert RoundNotFinal(round);
        filled = _filled(round, state, account);
        uint256 cost = _value(state, state.clockTick(), filled);
        // a bid that is filled at all has a limit of at least the clearing price
        uint256 refund = _escrow(state, account) - cost;
        stored.main = account.withoutBid().credit(refund);
        // no cut: 64-bit prices x 32-bit lots
        emit BidSettled(round, bidder, filled, uint128(cost), uint128(refund));
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
        StoredConsignment storage stored = _consignments[id];
        ConsignmentSlot consignment = stored.packed;
        if (!consignment.exists()) revert UnknownConsignment(id);
        // the casts split the id into its halves
        (uint32 round, uint32 before) = (uint32(id >> ID_ROUND_SHIFT), uint32(id));
        RoundSlot state = _rounds[round].hot;
        if (!_isFinal(state)) revert RoundNotFinal(round);
        uint32 lots = consignment.lots();
        // no cut: a share is at most the lots it is a share of
        sold = uint32(ProRata.share(before, lots, _sold(state), state.supply()));
        uint256 proceeds = _value(state, state.clockTick(), sold);

        stored.packed = PackedConsignment.NONE;
        address seller = consignment.seller();
        StoredAccount storage account = _accounts[seller];
        account.main = account.main.credit(proceeds);
        // the rest goes back; a share is at most the lots it is a share of
        unchecked {
            lots -= sold;
        }
        // no cut: a 64-bit price x 32-bit lots
        emit SellerPaid(round, seller, id, sold, uint128(proceeds), lots);
        if (lots != 0) CREDIT.safeTransfer(seller, uint256(lots) * LOT_GRAMS);
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

    function _publish(uint32 round) private {
        Result memory result = _result(round, _finalRound(round));
        (_rounds[round].published, _rounds[round].clockDemand) = (true, result.clockDemand);
        emit ResultPublished(round, result);
    }

    function _result(uint32 round, RoundSlot state) private view returns (Result memory result) {
        result.openingPrice = state.openingPrice();
        // no cut: the settings keep the ladder's highest price below 2^64; then a 64-bit price x 32-bit lots
        result.clearingPrice = uint64(_clearingPrice(state));
        result.supply = _isOffered(state) ? state.supply() : 0;
        result.demand = state.demand();
        result.sold = _sold(state);
        result.revenue = uint128(uint256(result.clearingPrice) * result.sold);
        result.clockTick = state.clockTick();
        if (result.clockTick != 0) {
            result.clockDemand = _clockDemand(round, state);
            result.clockSupply = _clockSupply(state);
        }
    }

    function _clearingPrice(RoundSlot state) private view returns (uint256) {
        return _price(state, state.clockTick());
    }

    /// @dev Lots sold in a final round.
    function _sold(RoundSlot state) private view returns (uint32) {
        uint32 supply = state.supply();
        if (supply < MINIMUM_SUPPLY) return 0;
        // no cut: in a final round the demand above the clock is at most the supply
        return state.clockTick() == 0 ? uint32(state.demandAbove()) : supply;
    }

    /// @dev Lots that a bid wins in a final round.
    function _filled(uint32 round, RoundSlot state, AccountSlot account) private view returns (uint32) {
        if (account.tick() > state.clockTick()) return account.lots();
        if (account.tick() < state.clockTick()) return 0;
        // no cut: a share is at most the lots it is a share of
        return uint32(
            ProRata.share(account.before(), account.lots(), _clockSupply(state), _clockDemand(round, state))
        );
    }

    /// @dev Lots that the bids above the clock of a final round leave to those on it.
    function _clockSupply(RoundSlot state) private pure returns (uint32) {
        // no cut: in a final round the demand above the clock is at most the supply
        return uint32(state.supply() - state.demandAbove());
    }

    /// @dev Lots bid on the clock's tick: kept when the result was published, on the ladder until then.
    function _clockDemand(uint32 round, RoundSlot state) private view returns (uint32) {
        StoredRound storage stored = _rounds[round];
        // no cut: a tick's demand has 28 bits
        return stored.published ? stored.clockDemand : uint32(_ladder.demandAt(round, state.clockTick()));
    }
}
