// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Ids of certificates: vintage and number, readable in decimal
library CertificateId {
    uint256 private constant NUMBERS_PER_VINTAGE = 10_000_000_000;

    /// @notice `vintage * 10,000,000,000 + number`; numbers count from 1.
    function compose(uint16 vintage, uint32 number) internal pure returns (uint256) {
        return vintage * NUMBERS_PER_VINTAGE + number;
    }

    /// @notice The vintage of an id that `compose` made.
    function vintageOf(uint256 id) internal pure returns (uint16) {
        // `compose` put a uint16 there
        return uint16(id / NUMBERS_PER_VINTAGE);
    }

    /// @notice The number of an id that `compose` made.
    function numberOf(uint256 id) internal pure returns (uint32) {
        // `compose` put a uint32 there
        return uint32(id % NUMBERS_PER_VINTAGE);
    }
}
