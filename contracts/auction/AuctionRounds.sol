// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuctionClerk} from "../../interfaces/IAuctionClerk.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionVault} from "./AuctionVault.sol";
import {Failure} from "./Failure.sol";
import {PackedRound, RoundSlot} from "./PackedRound.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title The rounds of an auction, from their opening to their result
abstract contract AuctionRounds is AuctionVault {
    using TickLadder for TickLadder.Ladder;

    /// @dev A round's slots: the hot one, and what is kept of the ladder before the next round recycles it.
    struct StoredRound {
        RoundSlot hot;
        bool published;
        uint32 clockDemand;
    }

    // --------------------------------------------------------------------------------------------------------- storage

    /// @inheritdoc ICreditAuction
    uint32 public currentRound;
    /// @dev The last round before the current one that had bidding; 0 where none had.
    uint32 private _lastOffered;
    mapping(uint32 round => StoredRound stored) internal _rounds;
    TickLadder.Ladder internal _ladder;

    // ---------------------------------------------------------------------------------------------------------- rounds

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
        _answer(abi.encodeCall(IAuctionClerk.roundOf, (_round(round))));
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
        return CLERK.openingAfter(state);
    }

    function _round(uint32 round) internal view returns (RoundSlot state) {
        state = _rounds[round].hot;
        if (!state.exists()) Failure.with(UnknownRound.selector, 1, round, 0, 0, 0);
    }

    function _isOffered(RoundSlot state) internal view returns (bool) {
        return state.supply() >= MINIMUM_SUPPLY;
    }

    function _isFinal(RoundSlot state) internal view returns (bool) {
        uint32 supply = state.supply();
        if (supply < MINIMUM_SUPPLY) return block.timestamp >= _startOf(state);
        return block.timestamp >= state.end() && state.demandAbove() <= supply;
    }

    function _finalRound(uint32 round) internal view returns (RoundSlot state) {
        state = _round(round);
        if (!_isFinal(state)) Failure.with(RoundNotFinal.selector, 1, round, 0, 0, 0);
    }

    // --------------------------------------------------------------------------------------------------------- results

    /// @inheritdoc ICreditAuction
    function resultOf(uint32 round) external view returns (Result memory) {
        return _result(round, _finalRound(round));
    }

    /// @inheritdoc ICreditAuction
    function publishResult(uint32 round) external {
        if (_rounds[round].published) Failure.with(ResultAlreadyPublished.selector, 1, round, 0, 0, 0);
        _publish(round);
    }

    function _publish(uint32 round) private {
        Result memory result = _result(round, _finalRound(round));
        StoredRound storage stored = _rounds[round];
        (stored.published, stored.clockDemand) = (true, result.clockDemand);
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

    /// @dev Lots sold in a final round.
    function _sold(RoundSlot state) internal pure returns (uint32) {
        // no cut: in a final round the demand above the clock is at most the supply; without bidding there is none
        return state.clockTick() == 0 ? uint32(state.demandAbove()) : state.supply();
    }

    /// @dev Lots that the bids above the clock of a final round leave to those on it.
    function _clockSupply(RoundSlot state) internal pure returns (uint32) {
        // no cut: in a final round the demand above the clock is at most the supply
        return uint32(state.supply() - state.demandAbove());
    }

    /// @dev Lots bid on the clock's tick: kept when the result was published, on the ladder until then.
    function _clockDemand(uint32 round, RoundSlot state) internal view returns (uint32) {
        StoredRound storage stored = _rounds[round];
        // no cut: a tick's demand has 28 bits
        return stored.published ? stored.clockDemand : uint32(_ladder.demandAt(round, state.clockTick()));
    }
}
