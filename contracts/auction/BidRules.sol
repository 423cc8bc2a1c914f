// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedBids} from "../../interfaces/ISignedBids.sol";
import {AuctionTerms} from "./AuctionTerms.sol";
import {AccountSlot} from "./PackedAccount.sol";
import {RoundSlot} from "./PackedRound.sol";
import {PackedStep, Step80} from "./PackedStep.sol";
import {TickLadder} from "./TickLadder.sol";

/// @title What a round takes and what an account holds, worked out from their slots alone
/// @dev Reads no storage: the auction goes by these rules when it takes a bid, its clerk when it says why not.
abstract contract BidRules is AuctionTerms {
    /// @dev An account's bid, divided at the clock.
    struct Holding {
        Step80 first;
        uint256 further;
        uint256 standing;
        uint256 standingLots;
        uint256 outbidLots;
        uint256 refund;
    }

    uint256 internal constant BASIS_POINTS = 10_000;

    // ---------------------------------------------------------------------------------------------------------- rounds

    /// @dev Bidding starts where the end was before any extension, less the bidding time.
    function _startOf(RoundSlot state) internal view returns (uint40) {
        // nothing wraps and nothing is cut: the end is the sum of these terms
        unchecked {
            uint256 extended = uint256(EXTENSIONS - state.extensionsLeft()) * EXTENSION;
            return uint40(state.end() - extended - BIDDING_TIME);
        }
    }

    function _price(RoundSlot state, uint256 tick) internal view returns (uint256) {
        return TickLadder.priceOf(state.openingPrice(), tick, TICK_SIZE);
    }

    function _clearingPrice(RoundSlot state) internal view returns (uint256) {
        return _price(state, state.clockTick());
    }

    /// @dev Price of the tick x lots.
    function _value(RoundSlot state, uint256 tick, uint256 lots) internal view returns (uint256) {
        // no overflow: a 64-bit price x 32-bit lots
        unchecked {
            return TickLadder.priceOf(state.openingPrice(), tick, TICK_SIZE) * lots;
        }
    }

    // ------------------------------------------------------------------------------------------------------ asked bids

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
    function _purchaseLimit(RoundSlot state) internal view returns (uint256 limit) {
        // no overflow: 32 x 16 bits
        unchecked {
            limit = (uint256(state.supply()) * PURCHASE_LIMIT_BPS) / BASIS_POINTS;
        }
        if (limit == 0) limit = 1;
    }

    /// @dev Whether the round takes these steps; their lots, and what they cost at most. The clock must not lag.
    function _judge(RoundSlot state, uint256 asked)
        internal
        view
        returns (uint256 lots, uint256 value, ISignedBids.Refusal refusal)
    {
        (uint256 clock, uint256 supply, uint256 least) = (state.clockTick(), state.supply(), _minimumBid(state));
        // no overflow: at most six steps of 32-bit lots at 64-bit prices
        unchecked {
            do {
                uint256 tick;
                uint256 some;
                (tick, some, asked) = PackedStep.split(asked);
                if (tick <= clock) return (tick, clock, ISignedBids.Refusal.TickNotAboveClock);
                if (tick > TICKS) return (tick, TICKS, ISignedBids.Refusal.TickAboveLadder);
                if (some < least || some > supply) return (some, least, ISignedBids.Refusal.LotsOutOfRange);
                lots += some;
                value += _value(state, tick, some);
            } while (asked != 0);
        }
    }

    // ------------------------------------------------------------------------------------------------------- held bids

    /// @dev What an account holds in a round, divided at the clock. `further` is its second slot.
    function _holding(AccountSlot account, uint256 further, RoundSlot state)
        internal
        view
        returns (Holding memory held)
    {
        uint256 count = _stepCount(account);
        // no overflow: at most four steps of 32-bit lots at 64-bit prices
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                Step80 step = _stepAt(account, further, i);
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
    function _hold(Holding memory held, Step80 step) internal pure {
        // no overflow: there are at most four
        unchecked {
            if (held.standing == 0) held.first = step;
            else held.further = PackedStep.put(held.further, held.standing - 1, step);
            ++held.standing;
        }
    }

    function _stepCount(AccountSlot account) internal pure returns (uint256) {
        // no overflow: at most 3 + 1
        unchecked {
            return account.round() == 0 ? 0 : account.further() + 1;
        }
    }

    function _stepAt(AccountSlot account, uint256 further, uint256 index) internal pure returns (Step80) {
        // no overflow: subtracted where it is above 0
        unchecked {
            return index == 0 ? account.step() : PackedStep.stepIn(further, index - 1);
        }
    }
}
