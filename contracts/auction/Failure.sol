// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title One place to revert from
/// @notice An error written out costs seventy bytes of code wherever it stands; the auction has too many for that.
library Failure {
    /// @notice Reverts with an error of one to four words of evidence.
    /// @param selector The error's.
    /// @param words How many of the following it has; the others are ignored.
    function with(bytes4 selector, uint256 words, uint256 a, uint256 b, uint256 c, uint256 d) internal pure {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 0x04), a)
            mstore(add(free, 0x24), b)
            mstore(add(free, 0x44), c)
            mstore(add(free, 0x64), d)
            revert(free, add(4, shl(5, words)))
        }
    }
}
