// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";
import {Utf8} from "./Utf8.sol";

/// @title What a certificate may say
/// @notice A statement must show what it says, in every viewer: no character that is invisible, breaks a line, or turns
/// the reading direction. Markup needs no rule here, it is escaped where it is drawn.
library Statement {
    uint256 internal constant MAX_LENGTH = 280;

    uint256 private constant WORD = 32;
    uint256 private constant SPACES = 0x2020202020202020202020202020202020202020202020202020202020202020;
    uint256 private constant HIGH_BITS = 0x8080808080808080808080808080808080808080808080808080808080808080;
    uint256 private constant TO_HIGH_FROM_SPACE = 0x6060606060606060606060606060606060606060606060606060606060606060;
    uint256 private constant TO_HIGH_FROM_DELETE = 0x0101010101010101010101010101010101010101010101010101010101010101;

    /// @notice Refuses a statement that is too long, no UTF-8, or holds a forbidden character.
    /// @dev Reverts with `StatementTooLong`, `MalformedUtf8` or `ForbiddenCharacter`.
    function requirePresentable(string memory statement) internal pure {
        bytes memory text = bytes(statement);
        uint256 length = text.length;
        if (length > MAX_LENGTH) revert IRetirementCertificate.StatementTooLong(length, MAX_LENGTH);

        uint256 at = 0;
        while (at < length) {
            uint256 end = at + WORD < length ? at + WORD : length;
            if (_isPrintableAscii(_paddedWord(text, at, end - at))) at = end;
            else at = _requirePresentableUntil(text, at, end);
        }
    }

    /// @dev Character by character, up to `end` or the end of the character that reaches across it.
    function _requirePresentableUntil(bytes memory text, uint256 at, uint256 end) private pure returns (uint256) {
        while (at < end) {
            (uint256 codePoint, uint256 size) = Utf8.decode(text, at);
            if (_isForbidden(codePoint)) revert IRetirementCertificate.ForbiddenCharacter(codePoint, at);
            at += size;
        }
        return at;
    }

    /// @dev 32 bytes from `at`, those beyond `size` replaced by spaces.
    function _paddedWord(bytes memory text, uint256 at, uint256 size) private pure returns (uint256 word) {
        // reading a word of bytes has no other form; what lies beyond the text is masked below
        assembly ("memory-safe") {
            word := mload(add(add(text, 32), at))
        }
        uint256 beyond = 8 * (WORD - size);
        return ((word >> beyond) << beyond) | (SPACES & ((1 << beyond) - 1));
    }

    /// @dev Whether all 32 bytes are from 0x20 to 0x7e, tested at once: every byte below 0x80, so sums never carry into
    /// the next; adding 0x60 sets the high bit from 0x20 on, adding 1 sets it for 0x7f only.
    function _isPrintableAscii(uint256 word) private pure returns (bool) {
        return word & HIGH_BITS == 0 && (word + TO_HIGH_FROM_SPACE) & HIGH_BITS == HIGH_BITS
            && (word + TO_HIGH_FROM_DELETE) & HIGH_BITS == 0;
    }

    /// @dev See `ForbiddenCharacter` for the list.
    function _isForbidden(uint256 codePoint) private pure returns (bool) {
        if (codePoint < 0x600) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f);
        if (codePoint < 0x2000) return codePoint == 0x61c;
        if (codePoint < 0x2070) {
            return codePoint == 0x200b || codePoint == 0x200e || codePoint == 0x200f
                || (codePoint >= 0x2028 && codePoint <= 0x202e) || codePoint >= 0x2060;
        }
        if (codePoint < 0x10000) {
            return codePoint == 0xfeff || (codePoint >= 0xfff9 && codePoint <= 0xfffb) || codePoint >= 0xfffe;
        }
        return codePoint >= 0xe0000 && codePoint <= 0xe007f;
    }
}
