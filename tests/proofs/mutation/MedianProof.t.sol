// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MedianProof} from "../../../contracts/libraries/MedianProof.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";

/// @notice Whether figures are medians, against sorting.
contract MedianProofTest {
    function isWrong(IBatchChallenges.Numbers calldata numbers) public pure returns (bool) {
        return MedianProof.isWrong(numbers);
    }

    /// @dev Few different values make ties; the seed draws them.
    function test_a_figure_is_right_where_sorting_puts_it(uint256 seed, uint8 figures) external view {
        uint256 count = 1 + seed % 9;
        uint256[] memory baselines = new uint256[](count);
        uint256[] memory emissions = new uint256[](count);
        uint256[] memory periods = new uint256[](count);
        uint256[] memory words = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            baselines[i] = _value(seed, 3 * i);
            emissions[i] = _value(seed, 3 * i + 1);
            periods[i] = uint256(keccak256(abi.encode(seed, "p", i))) % 4;
            words[i] = MedianProof.wordOf(uint64(baselines[i]), uint64(emissions[i]), uint16(periods[i]));
            assert(words[i] == baselines[i] * 2 ** 128 + emissions[i] * 2 ** 64 + periods[i]);
        }
        _sort(baselines);
        _sort(emissions);
        _sort(periods);
        // lower middle, upper middle, lower middle
        uint64 baseline = uint64(baselines[(count + 1) / 2 - 1]);
        uint64 emitted = uint64(emissions[count / 2]);
        uint16 time = uint16(periods[(count + 1) / 2 - 1]);
        assert(!_wrong(words, baseline, emitted, time));
        // any other figure among the observed ones is wrong
        uint256 other = figures % count;
        assert(_wrong(words, uint64(baselines[other]), emitted, time) == (baselines[other] != baseline));
        assert(_wrong(words, baseline, uint64(emissions[other]), time) == (emissions[other] != emitted));
        assert(_wrong(words, baseline, emitted, uint16(periods[other])) == (periods[other] != time));
        if (baseline > 0) assert(_wrong(words, baseline - 1, emitted, time));
        if (emitted > 0) assert(_wrong(words, baseline, emitted - 1, time));
        assert(_wrong(words, baseline, emitted, time + 1));
    }

    function test_an_observation_above_the_fields_is_cut() external view {
        uint256[] memory words = new uint256[](1);
        words[0] = type(uint256).max;
        assert(!_wrong(words, type(uint64).max, type(uint64).max, 0) == false);
        words[0] = MedianProof.wordOf(type(uint64).max, type(uint64).max, type(uint16).max);
        assert(!_wrong(words, type(uint64).max, type(uint64).max, type(uint16).max));
        words[0] |= 7 << 192;
        assert(!_wrong(words, type(uint64).max, type(uint64).max, type(uint16).max));
    }

    function test_no_observation_and_too_many_are_wrong() external view {
        assert(_wrong(new uint256[](0), 0, 0, 0));
        assert(!_wrong(new uint256[](1), 0, 0, 0));
        assert(!_wrong(new uint256[](63), 0, 0, 0));
        assert(!_wrong(new uint256[](64), 0, 0, 0));
        assert(_wrong(new uint256[](65), 0, 0, 0));
        assert(_wrong(new uint256[](66), 0, 0, 0));
    }

    function _wrong(uint256[] memory words, uint64 baseline, uint64 emissions, uint16 periods)
        private
        view
        returns (bool)
    {
        IBatchChallenges.Numbers memory numbers;
        numbers.observations = words;
        (numbers.baseline, numbers.emissions, numbers.periods) = (baseline, emissions, periods);
        return this.isWrong(numbers);
    }

    function _value(uint256 seed, uint256 place) private pure returns (uint256) {
        uint256 drawn = uint256(keccak256(abi.encode(seed, place)));
        return seed & 1 == 0 ? uint64(drawn) : drawn % 4;
    }

    function _sort(uint256[] memory values) private pure {
        for (uint256 i = 1; i < values.length; ++i) {
            for (uint256 j = i; j > 0 && values[j] < values[j - 1]; --j) {
                (values[j], values[j - 1]) = (values[j - 1], values[j]);
            }
        }
    }
}
