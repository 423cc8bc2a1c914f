// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title Figures of a certificate as people read them
library CertificateText {
    using Strings for uint256;

    uint256 private constant GRAMS_PER_KG = 1000;
    uint256 private constant NUMBER_DIGITS = 6;

    /// @notice Grams as kilograms with three decimals: 266538 is "266.538".
    function kilograms(uint256 grams) internal pure returns (string memory) {
        return string.concat((grams / GRAMS_PER_KG).toString(), ".", padded(grams % GRAMS_PER_KG, 3));
    }

    /// @notice Vintage and number: "2013-000042".
    function serial(uint256 vintage, uint256 number) internal pure returns (string memory) {
        return string.concat(vintage.toString(), "-", padded(number, NUMBER_DIGITS));
    }

    /// @notice A number with zeros in front, up to so many digits.
    function padded(uint256 value, uint256 digits) internal pure returns (string memory text) {
        text = value.toString();
        while (bytes(text).length < digits) text = string.concat("0", text);
    }
}
