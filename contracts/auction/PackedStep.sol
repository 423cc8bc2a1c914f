// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A step of a bid; see PackedStep for its fields.
type Step80 is uint256;

using PackedStep for Step80 global;

/// @title A step of a demand curve in 80 bits
/// @notice From the lowest bit: tick 16 | lots 32 | before 32. The first step of a bid lies in the account's own slot;
/// up to three more lie side by side in a second one, of which the account says how many are in use: what else stands
/// there is left over from earlier bids, and cheap to write over.
/// @dev A getter's cast cuts its field off the bits above it.
library PackedStep {
    uint256 internal constant MASK = (1 << BITS) - 1;
    uint256 internal constant MAX_STEPS = 4;
    uint256 private constant BITS = 80;
    uint256 private constant LOTS = 16;
    uint256 private constant BEFORE = 48;
    /// @dev An asked step, as a bidder gives it: lots 32 | tick 16.
    uint256 private constant ASKED_BITS = 48;
    uint256 internal constant ASKED_TICK = 32;

    /// @notice A step that stands in the book.
    function made(uint256 tick_, uint256 lots_, uint256 before_) internal pure returns (Step80) {
        return Step80.wrap(tick_ | (lots_ << LOTS) | (before_ << BEFORE));
    }

    /// @notice Its tick.
    function tick(Step80 step) internal pure returns (uint16) {
        return uint16(Step80.unwrap(step));
    }

    /// @notice Its lots.
    function lots(Step80 step) internal pure returns (uint32) {
        return uint32(Step80.unwrap(step) >> LOTS);
    }

    /// @notice Lots on the same tick that were bid earlier.
    function before(Step80 step) internal pure returns (uint32) {
        return uint32(Step80.unwrap(step) >> BEFORE);
    }

    /// @notice Step `index` (0 to 2) of the second slot.
    function stepIn(uint256 further, uint256 index) internal pure returns (Step80) {
        return Step80.wrap((further >> (index * BITS)) & MASK);
    }

    /// @notice The second slot with `step` at `index` (0 to 2), which must be empty.
    function put(uint256 further, uint256 index, Step80 step) internal pure returns (uint256) {
        return further | (Step80.unwrap(step) << (index * BITS));
    }

    /// @notice A step that a bidder asks for.
    function ask(uint256 tick_, uint256 lots_) internal pure returns (uint256) {
        return (tick_ << ASKED_TICK) | lots_;
    }

    /// @notice Asked steps with one more at `index`.
    function askAt(uint256 asked, uint256 index, uint256 tick_, uint256 lots_) internal pure returns (uint256) {
        return asked | (ask(tick_, lots_) << (index * ASKED_BITS));
    }

    /// @notice The lowest of the asked steps, and the others.
    function split(uint256 asked) internal pure returns (uint256 tick_, uint256 lots_, uint256 others) {
        return (uint16(asked >> ASKED_TICK), uint32(asked), asked >> ASKED_BITS);
    }

    /// @notice How many steps are asked for; at least 1.
    function count(uint256 asked) internal pure returns (uint256 steps) {
        // no overflow: 256 bits hold six
        unchecked {
            do {
                ++steps;
                asked >>= ASKED_BITS;
            } while (asked != 0);
        }
    }
}
