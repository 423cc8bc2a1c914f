// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A round's slot; see PackedRound for its fields.
type RoundSlot is uint256;

using PackedRound for RoundSlot global;

/// @title A round's hot state in one storage slot
/// @notice From the lowest bit: demandAbove 40 | clockTick 16 | end 40 | supply 32 | openingPrice 64 | demand 48 |
/// extensionsLeft 8 | 8 spare. A round that was never opened is zero; an opened one never is, because its end is not.
/// @dev Why no field runs over, so that sums need no check here: the supply is below 2^27; a bid is at most the supply
/// and only taken while demandAbove is at most the supply, so demandAbove stays below 2^28, and demand, at most that
/// for each of 2,047 ticks, below 2^39. A getter's cast cuts its field off the bits above it.
library PackedRound {
    uint256 private constant CLOCK = 40;
    uint256 private constant END = 56;
    uint256 private constant SUPPLY = 96;
    uint256 private constant PRICE = 128;
    uint256 private constant DEMAND = 192;
    uint256 private constant EXTENSIONS = 240;
    uint256 private constant CLOCK_AND_ABOVE_MASK = (1 << END) - 1;

    /// @notice A round as it is opened, without supply or demand.
    function opened(uint64 openingPrice_, uint40 end_, uint8 extensionsLeft_) internal pure returns (RoundSlot) {
        return RoundSlot.wrap(
            (uint256(end_) << END) | (uint256(openingPrice_) << PRICE) | (uint256(extensionsLeft_) << EXTENSIONS)
        );
    }

    /// @notice Whether the slot holds a round.
    function exists(RoundSlot round) internal pure returns (bool) {
        return RoundSlot.unwrap(round) != 0;
    }

    /// @notice Lots bid on ticks above the clock.
    function demandAbove(RoundSlot round) internal pure returns (uint40) {
        return uint40(RoundSlot.unwrap(round));
    }

    /// @notice The clock.
    function clockTick(RoundSlot round) internal pure returns (uint16) {
        return uint16(RoundSlot.unwrap(round) >> CLOCK);
    }

    /// @notice When bidding ends.
    function end(RoundSlot round) internal pure returns (uint40) {
        return uint40(RoundSlot.unwrap(round) >> END);
    }

    /// @notice Lots consigned.
    function supply(RoundSlot round) internal pure returns (uint32) {
        return uint32(RoundSlot.unwrap(round) >> SUPPLY);
    }

    /// @notice Price of ticks 0 and 1.
    function openingPrice(RoundSlot round) internal pure returns (uint64) {
        return uint64(RoundSlot.unwrap(round) >> PRICE);
    }

    /// @notice Lots standing in the book.
    function demand(RoundSlot round) internal pure returns (uint48) {
        return uint48(RoundSlot.unwrap(round) >> DEMAND);
    }

    /// @notice How often the end can still be extended.
    function extensionsLeft(RoundSlot round) internal pure returns (uint8) {
        return uint8(RoundSlot.unwrap(round) >> EXTENSIONS);
    }

    /// @notice Whether demand above the clock exceeds supply, so that the clock must rise.
    function lags(RoundSlot round) internal pure returns (bool) {
        return demandAbove(round) > supply(round);
    }

    /// @notice The round with `lots` more consigned.
    function addSupply(RoundSlot round, uint32 lots) internal pure returns (RoundSlot) {
        // no field runs over, see above
        unchecked {
            return RoundSlot.wrap(RoundSlot.unwrap(round) + (uint256(lots) << SUPPLY));
        }
    }

    /// @notice The round with a new bid of `lots` above the clock.
    function addDemand(RoundSlot round, uint32 lots) internal pure returns (RoundSlot) {
        // no field runs over, see above
        unchecked {
            return RoundSlot.wrap(RoundSlot.unwrap(round) + (uint256(lots) << DEMAND) + lots);
        }
    }

    /// @notice The round without a bid of `lots` below the clock.
    function removeDemand(RoundSlot round, uint32 lots) internal pure returns (RoundSlot) {
        // the lots of a bid that stands in the book are part of the demand
        unchecked {
            return RoundSlot.wrap(RoundSlot.unwrap(round) - (uint256(lots) << DEMAND));
        }
    }

    /// @notice The round with its clock at `tick`, and `above` lots bid above it.
    function withClock(RoundSlot round, uint256 tick, uint256 above) internal pure returns (RoundSlot) {
        return RoundSlot.wrap((RoundSlot.unwrap(round) & ~CLOCK_AND_ABOVE_MASK) | (tick << CLOCK) | above);
    }

    /// @notice The round with its end later by `time` and one extension less.
    function extended(RoundSlot round, uint32 time) internal pure returns (RoundSlot) {
        // the caller sees that an extension is left; the end stays far below 2^40
        unchecked {
            return RoundSlot.wrap(RoundSlot.unwrap(round) + (uint256(time) << END) - (1 << EXTENSIONS));
        }
    }
}
