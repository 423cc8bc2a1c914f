// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";

/// @dev A round's slot; see PackedRound for its fields.
type RoundSlot is uint256;

using PackedRound for RoundSlot global;

/// @title A round's hot state in one storage slot
/// @notice From the lowest bit: demandAbove 40 | clockTick 16 | end 40 | supply 32 | openingPrice 64 | demand 48 |
/// extensionsLeft 8 | 8 spare. A round that was never opened is zero; an opened one never is, because its end is not.
/// @dev Why the fields suffice: the supply is below 2^31; a bid is at most the supply and only taken while demandAbove
/// is at most the supply, so demandAbove and each tick's demand stay below 2^32, and the demand of 2,047 ticks below
/// 2^43.
library PackedRound {
    uint256 private constant CLOCK = 40;
    uint256 private constant END = 56;
    uint256 private constant SUPPLY = 96;
    uint256 private constant PRICE = 128;
    uint256 private constant DEMAND = 192;
    uint256 private constant EXTENSIONS = 240;

    /// @notice Whether the slot holds a round.
    function exists(RoundSlot packed) internal pure returns (bool) {
        return RoundSlot.unwrap(packed) != 0;
    }

    /// @notice The slot's fields. `start` is left zero: it follows from the end and the settings.
    function unpack(RoundSlot packed) internal pure returns (ICreditAuction.Round memory round) {
        uint256 slot = RoundSlot.unwrap(packed);
        // each cast cuts the field off the bits above it, which is what unpacking is
        round.demandAbove = uint40(slot);
        round.clockTick = uint16(slot >> CLOCK);
        round.end = uint40(slot >> END);
        round.supply = uint32(slot >> SUPPLY);
        round.openingPrice = uint64(slot >> PRICE);
        round.demand = uint48(slot >> DEMAND);
        round.extensionsLeft = uint8(slot >> EXTENSIONS);
    }

    /// @notice The slot that holds these fields.
    function pack(ICreditAuction.Round memory round) internal pure returns (RoundSlot) {
        return RoundSlot.wrap(
            uint256(round.demandAbove) | (uint256(round.clockTick) << CLOCK) | (uint256(round.end) << END)
                | (uint256(round.supply) << SUPPLY) | (uint256(round.openingPrice) << PRICE)
                | (uint256(round.demand) << DEMAND) | (uint256(round.extensionsLeft) << EXTENSIONS)
        );
    }
}
