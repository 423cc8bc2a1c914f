// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title Days as dates of the Gregorian calendar
library CalendarDate {
    using Strings for uint256;

    uint256 private constant DAYS_PER_ERA = 146_097; // 400 years
    uint256 private constant DAYS_TO_EPOCH = 719_468; // from 0000-03-01 to 1970-01-01

    /// @notice A day, counted from 1970-01-01, as YYYY-MM-DD.
    /// @dev Years begin on 1 March inside, so that the leap day comes last: H. Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms", civil_from_days.
    // the algorithm is about whole years and months: each quotient is meant to lose its remainder
    // slither-disable-next-line divide-before-multiply
    function text(uint256 day) internal pure returns (string memory) {
        uint256 shifted = day + DAYS_TO_EPOCH;
        uint256 dayOfEra = shifted % DAYS_PER_ERA;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 monthFromMarch = (5 * dayOfYear + 2) / 153;
        uint256 month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        uint256 year = yearOfEra + (shifted / DAYS_PER_ERA) * 400 + (month < 3 ? 1 : 0);
        uint256 dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        return string.concat(year.toString(), "-", _twoDigits(month), "-", _twoDigits(dayOfMonth));
    }

    function _twoDigits(uint256 value) private pure returns (string memory) {
        return value < 10 ? string.concat("0", value.toString()) : value.toString();
    }
}
