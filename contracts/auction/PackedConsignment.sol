// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A consignment's slot; see PackedConsignment for its fields.
type ConsignmentSlot is uint256;

using PackedConsignment for ConsignmentSlot global;

/// @title A consignment in one storage slot
/// @notice From the lowest bit: seller 160 | lots 32 | 64 spare. Its round and its place in it are its id.
/// @dev A getter's cast cuts its field off the bits above it.
library PackedConsignment {
    uint256 private constant LOTS = 160;

    /// @notice No consignment, or one that was paid.
    ConsignmentSlot internal constant NONE = ConsignmentSlot.wrap(0);

    /// @notice A seller's lots.
    function made(address seller_, uint32 lots_) internal pure returns (ConsignmentSlot) {
        return ConsignmentSlot.wrap(uint160(seller_) | (uint256(lots_) << LOTS));
    }

    /// @notice Whether there is a consignment that was not paid.
    function exists(ConsignmentSlot consignment) internal pure returns (bool) {
        return ConsignmentSlot.unwrap(consignment) != 0;
    }

    /// @notice Who consigned.
    function seller(ConsignmentSlot consignment) internal pure returns (address) {
        return address(uint160(ConsignmentSlot.unwrap(consignment)));
    }

    /// @notice Lots consigned.
    function lots(ConsignmentSlot consignment) internal pure returns (uint32) {
        return uint32(ConsignmentSlot.unwrap(consignment) >> LOTS);
    }
}
