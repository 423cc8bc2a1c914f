// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Shares that add up exactly
library ProRata {
    /// @notice floor((before + lots) x available / total) - floor(before x available / total).
    /// @dev The shares of all parts of `total`, taken in order, telescope to `available`: nothing is lost to rounding,
    /// and with available <= total none exceeds its lots. Both products must be below 2^256, and total above 0.
    function share(uint256 before, uint256 lots, uint256 available, uint256 total) internal pure returns (uint256) {
        return ((before + lots) * available) / total - (before * available) / total;
    }
}
