// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";

/// @title Reading UTF-8 (RFC 3629)
library Utf8 {
    uint256 private constant LAST_ASCII = 0x7f;
    uint256 private constant LAST_CODE_POINT = 0x10ffff;
    uint256 private constant FIRST_SURROGATE = 0xd800;
    uint256 private constant LAST_SURROGATE = 0xdfff;

    /// @notice The character that begins at a byte, and how many bytes it takes.
    /// @dev Reverts with `MalformedUtf8` at a stray or missing continuation byte, a longer form than needed, a
    /// surrogate, or a number beyond U+10FFFF. `at` must lie inside the text.
    function decode(bytes memory text, uint256 at) internal pure returns (uint256 codePoint, uint256 size) {
        uint256 lead = uint8(text[at]);
        if (lead <= LAST_ASCII) return (lead, 1);

        uint256 smallest;
        if (lead & 0xe0 == 0xc0) (codePoint, size, smallest) = (lead & 0x1f, 2, 0x80);
        else if (lead & 0xf0 == 0xe0) (codePoint, size, smallest) = (lead & 0x0f, 3, 0x800);
        else if (lead & 0xf8 == 0xf0) (codePoint, size, smallest) = (lead & 0x07, 4, 0x10000);
        else revert IRetirementCertificate.MalformedUtf8(at);

        if (at + size > text.length) revert IRetirementCertificate.MalformedUtf8(at);
        for (uint256 i = 1; i < size; ++i) {
            uint256 next = uint8(text[at + i]);
            if (next & 0xc0 != 0x80) revert IRetirementCertificate.MalformedUtf8(at);
            codePoint = (codePoint << 6) | (next & 0x3f);
        }
        bool isSurrogate = codePoint >= FIRST_SURROGATE && codePoint <= LAST_SURROGATE;
        if (codePoint < smallest || codePoint > LAST_CODE_POINT || isSurrogate) {
            revert IRetirementCertificate.MalformedUtf8(at);
        }
    }
}
