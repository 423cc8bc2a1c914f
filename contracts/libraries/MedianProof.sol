// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";

/// @title Whether a report's figures are the medians of its observations
/// @notice With an even number the lower middle counts for baseline and periods, the upper for emissions: the side that
/// credits less. Counting replaces sorting, so the order in which observations stand does not matter.
library MedianProof {
    /// @notice A batch has at most as many observations as there can be operators.
    uint256 internal constant MAX_OBSERVATIONS = 64;
    /// @dev A field of an observation word.
    uint256 private constant FIELD = type(uint64).max;

    /// @notice Whether any of the three figures is not the median; no observation, or too many, is wrong too.
    function isWrong(IBatchChallenges.Numbers calldata numbers) internal pure returns (bool) {
        uint256[] calldata words = numbers.observations;
        uint256 count = words.length;
        if (count == 0 || count > MAX_OBSERVATIONS) return true;
        return !_isAt(words, 128, numbers.baseline, (count - 1) / 2) || !_isAt(words, 64, numbers.emissions, count / 2)
            || !_isAt(words, 0, numbers.periods, (count - 1) / 2);
    }

    /// @notice The word of one observation.
    function wordOf(uint64 baseline, uint64 emissions, uint16 periods) internal pure returns (uint256) {
        return (uint256(baseline) << 128) | (uint256(emissions) << 64) | periods;
    }

    /// @dev Whether `value` stands at place `rank` of the sorted fields.
    function _isAt(uint256[] calldata words, uint256 shift, uint256 value, uint256 rank) private pure returns (bool) {
        uint256 below = 0;
        uint256 upTo = 0;
        for (uint256 i = 0; i < words.length; ++i) {
            uint256 field = (words[i] >> shift) & FIELD;
            if (field < value) ++below;
            if (field <= value) ++upTo;
        }
        return below <= rank && rank < upTo;
    }
}
