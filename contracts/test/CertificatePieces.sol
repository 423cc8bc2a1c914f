// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CalendarDate} from "../certificate/CalendarDate.sol";
import {StatementSvg} from "../certificate/StatementSvg.sol";
import {Utf8} from "../certificate/Utf8.sol";

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

    /// @notice See `Utf8.decode`: the first character of a text, which is the first `length` of these bytes. The others
    /// lie behind it in memory.
    function character(bytes calldata given, uint256 length) external pure returns (uint256 codePoint, uint256 size) {
        bytes memory text = given;
        // assembly: a text whose memory goes on, as that of any text may
        assembly ("memory-safe") {
            mstore(text, length)
        }
        return Utf8.decode(text, 0);
    }
}
