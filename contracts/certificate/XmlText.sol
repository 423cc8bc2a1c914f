// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Text inside XML
library XmlText {
    /// @notice The bytes from `start` to `end` with the five characters of markup as entities.
    function escaped(bytes memory text, uint256 start, uint256 end) internal pure returns (string memory) {
        uint256 size = 0;
        for (uint256 i = start; i < end; ++i) size += _form(text[i]).length;

        bytes memory output = new bytes(size);
        uint256 at = 0;
        for (uint256 i = start; i < end; ++i) {
            bytes memory form = _form(text[i]);
            for (uint256 j = 0; j < form.length; ++j) output[at++] = form[j];
        }
        return string(output);
    }

    function _form(bytes1 character) private pure returns (bytes memory) {
        if (character == "&") return "&amp;";
        if (character == "<") return "&lt;";
        if (character == ">") return "&gt;";
        if (character == "\"") return "&quot;";
        if (character == "'") return "&#39;";
        return abi.encodePacked(character);
    }
}
