// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Where a year begins in unix time
library VintageCalendar {
    uint16 internal constant FIRST_YEAR = 1970;

    /// @notice First second of a year, UTC. The year must not be before 1970.
    /// @dev Gregorian calendar: every 4th year is a leap year, except every 100th, except every 400th. The leap days
    /// before `year` less those before 1970 (477) are the leap days between.
    function startOf(uint16 year) internal pure returns (uint40) {
        // years fit 16 bits, so the seconds fit 40; year >= 1970 keeps every difference positive
        unchecked {
            uint256 past = uint256(year) - 1;
            uint256 leapDays = past / 4 - past / 100 + past / 400 - 477;
            return uint40(((uint256(year) - FIRST_YEAR) * 365 + leapDays) * 1 days);
        }
    }
}
