// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";

/// @title Ascending lists of operators, at most 64 long
library OperatorLists {
    /// @notice The list with one more member, in its place. Reverts if it is one already.
    function with(address[] memory list, address operator) internal pure returns (address[] memory longer) {
        uint256 count = list.length;
        longer = new address[](count + 1);
        uint256 at = 0;
        while (at < count && list[at] < operator) {
            longer[at] = list[at];
            ++at;
        }
        if (at < count && list[at] == operator) revert IOperatorRegistry.AlreadyInForce(operator);
        longer[at] = operator;
        for (; at < count; ++at) {
            longer[at + 1] = list[at];
        }
    }

    /// @notice The list without a member; the same list where it is none.
    function without(address[] memory list, address operator) internal pure returns (address[] memory kept) {
        kept = new address[](list.length);
        uint256 count = 0;
        for (uint256 i = 0; i < list.length; ++i) {
            if (list[i] != operator) kept[count++] = list[i];
        }
        shorten(kept, count);
    }

    /// @notice Cuts a list down to its first members.
    function shorten(address[] memory list, uint256 count) internal pure {
        // assembly: an array's length is its first word; `count` is at most what it was
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }
}
