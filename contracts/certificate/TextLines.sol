// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Utf8} from "./Utf8.sol";

/// @title Breaking text into lines of a width that is estimated, as no font can be measured on chain
library TextLines {
    uint256 private constant SPACE = 0x20;
    uint256 private constant JOINER = 0x200d;

    /// @notice Where a line begins and ends, in bytes.
    struct Line {
        uint256 start;
        uint256 end;
    }

    /// @notice Breaks valid UTF-8 at spaces, or inside a word that fills a whole line.
    /// @param text The text.
    /// @param width Of a line, in hundredths of the font's size.
    /// @return lines Room for as many lines as there are bytes.
    /// @return count How many of them are used; 0 for an empty text.
    function wrap(bytes memory text, uint256 width) internal pure returns (Line[] memory lines, uint256 count) {
        lines = new Line[](text.length);
        Line memory current;
        uint256 filled; // width of the current line so far
        uint256 space; // where the current line's last space stands; not beyond its start where there is none
        uint256 filledToSpace; // width up to and including that space
        uint256 previous;

        for (uint256 at = 0; at < text.length;) {
            (uint256 codePoint, uint256 size) = Utf8.decode(text, at);
            uint256 advance = advanceOf(codePoint);
            if (filled + advance > width && at > current.start) {
                if (codePoint == SPACE) {
                    lines[count++] = Line(current.start, at);
                    current.start = at + size;
                    (filled, advance) = (0, 0);
                } else if (space > current.start) {
                    lines[count++] = Line(current.start, space);
                    current.start = space + 1;
                    filled -= filledToSpace;
                } else if (previous != JOINER) {
                    lines[count++] = Line(current.start, at);
                    current.start = at;
                    filled = 0;
                }
            }
            filled += advance;
            if (codePoint == SPACE) (space, filledToSpace) = (at, filled);
            previous = codePoint;
            at += size;
        }
        if (current.start < text.length) lines[count++] = Line(current.start, text.length);
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
