// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";

/// @title Reading UTF-8 (RFC 3629)
library Utf8 {
    uint256 private constant LAST_CODE_POINT = 0x10ffff;
    uint256 private constant FIRST_SURROGATE = 0xd800;
    uint256 private constant LAST_SURROGATE = 0xdfff;

    /// @notice The character that begins at a byte, and how many bytes it takes.
    /// @dev Reverts with `MalformedUtf8` at a stray or missing continuation byte, a longer form than needed, a
    /// surrogate, or a number beyond U+10FFFF. `at` must lie inside the text.
    // the masks are bit patterns of four bytes, and look like them
    // slither-disable-next-line too-many-digits
    function decode(bytes memory text, uint256 at) internal pure returns (uint256 codePoint, uint256 size) {
        uint256 head = _fourBytesAt(text, at);
        if (head < 0x80000000) return (head >> 24, 1);

        uint256 smallest = 0;
        if (head & 0xe0c00000 == 0xc0800000) {
            (size, smallest) = (2, 0x80);
            codePoint = ((head >> 18) & 0x7c0) | ((head >> 16) & 0x3f);
        } else if (head & 0xf0c0c000 == 0xe0808000) {
            (size, smallest) = (3, 0x800);
            codePoint = ((head >> 12) & 0xf000) | ((head >> 10) & 0xfc0) | ((head >> 8) & 0x3f);
        } else if (head & 0xf8c0c0c0 == 0xf0808080) {
            (size, smallest) = (4, 0x10000);
            codePoint = ((head >> 6) & 0x1c0000) | ((head >> 4) & 0x3f000) | ((head >> 2) & 0xfc0) | (head & 0x3f);
        } else {
            revert IRetirementCertificate.MalformedUtf8(at);
        }

        bool isSurrogate = codePoint >= FIRST_SURROGATE && codePoint <= LAST_SURROGATE;
        if (at + size > text.length || codePoint < smallest || codePoint > LAST_CODE_POINT || isSurrogate) {
            revert IRetirementCertificate.MalformedUtf8(at);
        }
    }

    /// @dev Bytes beyond the text may be anything; `decode` refuses a character that reaches there.
    function _fourBytesAt(bytes memory text, uint256 at) private pure returns (uint256 head) {
        // one read instead of four with a bounds check each
        assembly ("memory-safe") {
            head := shr(224, mload(add(add(text, 32), at)))
        }
    }
}
