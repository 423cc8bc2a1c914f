// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Utf8} from "./Utf8.sol";

/// @title Breaking text into lines of a width that is estimated, as no font can be measured on chain
library TextLines {
    uint256 private constant SPACE = 0x20;
    uint256 private constant JOINER = 0x200d;

    /// @notice Lines of a text: where each begins and ends, in bytes.
    /// @param count How many there are; 0 for an empty text.
    /// @param starts Room for as many as there are bytes.
    /// @param ends The same.
    struct Lines {
        uint256 count;
        uint256[] starts;
        uint256[] ends;
    }

    /// @notice Breaks valid UTF-8 at spaces, or inside a word that fills a whole line.
    /// @param text The text.
    /// @param width Of a line, in hundredths of the font's size.
    function wrap(bytes memory text, uint256 width) internal pure returns (Lines memory lines) {
        (lines.starts, lines.ends) = (new uint256[](text.length), new uint256[](text.length));
        uint256 start = 0; // of the current line
        uint256 filled = 0; // its width so far
        uint256 space = 0; // where its last space stands; not beyond its start where there is none
        uint256 filledToSpace = 0; // width up to and including that space
        uint256 previous = 0; // character

        for (uint256 at = 0; at < text.length;) {
            (uint256 codePoint, uint256 size) = Utf8.decode(text, at);
            uint256 advance = advanceOf(codePoint);
            if (filled + advance > width && at > start) {
                if (codePoint == SPACE) {
                    start = _endLine(lines, start, at, at + size);
                    (filled, advance) = (0, 0);
                } else if (space > start) {
                    start = _endLine(lines, start, space, space + 1);
                    filled -= filledToSpace;
                } else if (previous != JOINER) {
                    start = _endLine(lines, start, at, at);
                    filled = 0;
                }
            }
            filled += advance;
            if (codePoint == SPACE) (space, filledToSpace) = (at, filled);
            previous = codePoint;
            at += size;
        }
        if (start < text.length) _endLine(lines, start, text.length, text.length);
    }

    function _endLine(Lines memory lines, uint256 start, uint256 end, uint256 next) private pure returns (uint256) {
        (lines.starts[lines.count], lines.ends[lines.count]) = (start, end);
        ++lines.count;
        return next;
    }

    /// @notice Estimated width of a character in a serif font, in hundredths of the font's size, rather too wide.
    function advanceOf(uint256 codePoint) internal pure returns (uint256) {
        if (codePoint < 0x80) return _asciiAdvanceOf(codePoint);
        if (_isAttached(codePoint)) return 0;
        if (codePoint < 0x1100) return 70;
        if (codePoint >= 0x1f000 && codePoint < 0x20000) return 135; // emoji
        if (codePoint >= 0x2e80) return 105; // ideographs, kana, hangul, full width forms
        return 85;
    }

    function _asciiAdvanceOf(uint256 codePoint) private pure returns (uint256) {
        bytes1 character = bytes1(uint8(codePoint)); // below 0x80
        if (character == "W" || character == "M" || character == "@" || character == "%") return 100;
        if (character >= "A" && character <= "Z") return 78;
        if (character == "m" || character == "w") return 88;
        if (character >= "0" && character <= "9") return 62;
        if (character == "i" || character == "j" || character == "l" || character == "t" || character == " ") return 36;
        if (character >= "a" && character <= "z") return 57;
        return 50;
    }

    /// @dev Combining marks, joiners, variation selectors and skin tones change the character before them.
    function _isAttached(uint256 codePoint) private pure returns (bool) {
        return (codePoint >= 0x300 && codePoint <= 0x36f) || codePoint == 0x200c || codePoint == JOINER
            || (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff);
    }
}
