// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Shares that add up exactly
library ProRata {
    /// @notice floor((before + lots) x available / total) - floor(before x available / total).
    /// @dev The shares of all parts of `total`, taken in order, telescope to `available`: nothing is lost to rounding,
    /// and with available <= total none exceeds its lots. Total must be above 0, and all four below 2^32.
    function share(uint256 before, uint256 lots, uint256 available, uint256 total) internal pure returns (uint256) {
        if (available == total) return lots;
        // no overflow: 33 x 32 bits at most, and the first quotient is not below the second
        unchecked {
            return ((before + lots) * available) / total - (before * available) / total;
        }
    }
}
