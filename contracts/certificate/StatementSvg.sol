// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {TextLines} from "./TextLines.sol";
import {XmlText} from "./XmlText.sol";

/// @title The statement's place on the certificate
/// @notice Lines in the largest type in which they fit. Whatever a font makes of them, they stay inside their frame.
library StatementSvg {
    using Strings for uint256;

    uint256 private constant WIDTH = 580;
    uint256 private constant HEIGHT = 160;
    uint256 private constant CENTRE = 290;

    /// @notice The statement, of at most 280 bytes, in its frame, or nothing where it is empty.
    function draw(bytes memory statement) internal pure returns (string memory) {
        if (statement.length == 0) return "";
        uint8[5] memory sizes = [22, 18, 14, 11, 10];
        // ends: in the smallest type two lines in a row are wider than 5,800 and no byte is wider than 100, so that
        // they hold 58 bytes; five such pairs are more than a statement has, and nine lines fit
        for (uint256 i = 0;; ++i) {
            uint256 size = sizes[i];
            TextLines.Lines memory lines = TextLines.wrap(statement, (WIDTH * 100) / size);
            if (lines.count * _leading(size) <= HEIGHT) return _frame(statement, lines, size);
        }
    }

    /// @dev From one baseline to the next.
    function _leading(uint256 size) private pure returns (uint256) {
        return (size * 14) / 10;
    }

    /// @dev A nested svg element cuts off what reaches across its border.
    function _frame(bytes memory statement, TextLines.Lines memory lines, uint256 size)
        private
        pure
        returns (string memory drawing)
    {
        uint256 leading = _leading(size);
        uint256 top = (HEIGHT - lines.count * leading) / 2;
        drawing = string.concat(
            "<svg x='70' y='562' width='580' height='160' font-style='italic' font-size='", size.toString(), "'>"
        );
        for (uint256 i = 0; i < lines.count; ++i) {
            drawing = string.concat(
                drawing,
                "<text x='",
                CENTRE.toString(),
                "' y='",
                (top + i * leading + size).toString(),
                "'>",
                XmlText.escaped(statement, lines.starts[i], lines.ends[i]),
                "</text>"
            );
        }
        return string.concat(drawing, "</svg>");
    }
}
