// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarDate} from "../certificate/CalendarDate.sol";
import {StatementSvg} from "../certificate/StatementSvg.sol";

/// @title The pieces of a certificate that are tested by many examples
/// @notice Opens internal functions to tests; never deployed elsewhere.
contract CertificatePieces {
    /// @notice See `CalendarDate.text`.
    function date(uint256 day) external pure returns (string memory) {
        return CalendarDate.text(day);
    }

    /// @notice See `StatementSvg.draw`.
    function statement(string calldata words) external pure returns (string memory) {
        return StatementSvg.draw(bytes(words));
    }
}
