// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Shares that add up exactly
library ProRata {
    /// @notice floor((before + lots) x available / total) - floor(before x available / total).
    /// @dev The shares of all parts of `total`, taken in order, telescope to `available`: nothing is lost to rounding,
    /// and with available <= total none exceeds its lots. Total must be above 0.
    function share(uint32 before, uint32 lots, uint32 available, uint32 total) internal pure returns (uint256) {
        if (available == total) return lots;
        // no overflow: 33 x 32 bits at most, and the first quotient is not below the second
        unchecked {
            return ((uint256(before) + lots) * available) / total - (uint256(before) * available) / total;
        }
    }
}
