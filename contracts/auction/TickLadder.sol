// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Demand by price tick, packed, and the clock that walks over it
/// @notice Eight ticks of 32 bits share a word; one bit per word says whether the word belongs to the running round.
/// A word whose bit is clear is stale, counts as zero and is overwritten: words are recycled from round to round.
library TickLadder {
    /// @notice 256 words of eight ticks, and their bits. Tick 0 is never used.
    struct Ladder {
        uint256 bitmap;
        uint256[256] words;
    }

    uint256 internal constant LAST_TICK = 2047;
    uint256 private constant LANE_MASK = type(uint32).max;

    /// @notice Price of a tick: opening + max(0, tick - 1) x step.
    function priceOf(uint256 opening, uint256 tick, uint256 step) internal pure returns (uint256) {
        return tick == 0 ? opening : opening + (tick - 1) * step;
    }

    /// @notice Adds a bid's lots to its tick.
    /// @dev The caller keeps a tick's demand below 2^32, so that a lane never runs into the next (see PackedRound).
    /// @return before The tick's demand before this bid.
    function add(Ladder storage ladder, uint256 tick, uint256 lots) internal returns (uint256 before) {
        uint256 index = tick >> 3;
        uint256 lane = (tick & 7) << 5;
        uint256 bitmap = ladder.bitmap;
        uint256 word;
        if (bitmap & (1 << index) == 0) {
            ladder.bitmap = bitmap | (1 << index);
        } else {
            word = ladder.words[index];
            before = (word >> lane) & LANE_MASK;
        }
        // cannot carry into the next lane: before + lots < 2^32
        unchecked {
            ladder.words[index] = word + (lots << lane);
        }
    }

    /// @notice Lots bid on a tick.
    function demandAt(Ladder storage ladder, uint256 tick) internal view returns (uint256) {
        uint256 index = tick >> 3;
        if (ladder.bitmap & (1 << index) == 0) return 0;
        return (ladder.words[index] >> ((tick & 7) << 5)) & LANE_MASK;
    }

    /// @notice Moves the clock up while the demand above it exceeds the supply, over at most `maxWords` words.
    /// @dev It stops on the first tick above which demand no longer exceeds supply: that tick has demand. Out of words,
    /// it stops at a word's end, so that each call makes headway. `demandAbove` must be the sum of all ticks above.
    function advance(Ladder storage ladder, uint256 clock, uint256 demandAbove, uint256 supply, uint256 maxWords)
        internal
        view
        returns (uint256, uint256)
    {
        uint256 bitmap = ladder.bitmap;
        // no overflow: ticks are below 2^11, words are counted down to 0, a tick's demand is part of demandAbove
        unchecked {
            for (; demandAbove > supply && maxWords != 0; --maxWords) {
                uint256 tick = clock + 1;
                uint256 index = nextWord(bitmap, tick >> 3);
                if (index << 3 > tick) tick = index << 3;
                uint256 end = (index << 3) + 8;
                for (uint256 word = ladder.words[index] >> ((tick & 7) << 5); tick < end; word >>= 32) {
                    clock = tick++;
                    demandAbove -= word & LANE_MASK;
                    if (demandAbove <= supply) break;
                }
            }
        }
        return (clock, demandAbove);
    }

    /// @notice The first word at or after `from` whose bit is set; there must be one.
    function nextWord(uint256 bitmap, uint256 from) private pure returns (uint256) {
        uint256 rest = bitmap >> from;
        if (rest & 1 != 0) return from;
        // the lowest set bit alone; 0 - rest wraps on purpose
        unchecked {
            return from + Math.log2(rest & (0 - rest));
        }
    }

    /// @notice Makes every word stale, for the next round.
    function clear(Ladder storage ladder) internal {
        ladder.bitmap = 0;
    }
}
