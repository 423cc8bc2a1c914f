// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Demand by price tick, packed, and the clock that walks over it
/// @notice A word holds eight ticks of 28 bits and, in its upper 32 bits, the round that it belongs to: a word of
/// another round is stale, counts as zero and is overwritten, so that words are recycled. One bit per word says which
/// words the running round has used; the clock's walk goes by these bits alone.
library TickLadder {
    /// @notice 256 words of eight ticks, and their bits. Tick 0 is never used.
    struct Ladder {
        uint256 bitmap;
        Word[256] words;
    }

    /// @notice Eight ticks and their round.
    struct Word {
        uint256 packed;
    }

    uint256 internal constant LAST_TICK = 2047;
    uint256 internal constant MAX_TICK_DEMAND = (1 << LANE_BITS) - 1;
    uint256 private constant LANE_BITS = 28;
    uint256 private constant ROUND = 224;
    uint256 private constant LANES_MASK = (1 << ROUND) - 1;
    /// @dev Lanes 0, 2, 4 and 6: LANES_MASK / (1 + 2^28) has a one in every bit of them.
    uint256 private constant EVEN_LANES_MASK = LANES_MASK / ((1 << LANE_BITS) + 1);

    /// @notice Price of a tick: opening + max(0, tick - 1) x step.
    /// @dev Must stay below 2^64, which an auction's settings see to.
    function priceOf(uint256 opening, uint256 tick, uint256 step) internal pure returns (uint256) {
        // far from overflow: three fields of at most 64 bits
        unchecked {
            return tick == 0 ? opening : opening + (tick - 1) * step;
        }
    }

    /// @notice Adds a bid's lots to its tick.
    /// @dev The caller keeps a tick's demand within MAX_TICK_DEMAND, so that a lane never runs into the next.
    /// @return before The tick's demand before this bid.
    function add(Ladder storage ladder, uint256 round, uint256 tick, uint256 lots) internal returns (uint256 before) {
        uint256 index = tick >> 3;
        // no overflow: a lane is at most 7 x 28 bits up, and its sum stays inside it
        unchecked {
            uint256 lane = (tick & 7) * LANE_BITS;
            Word storage stored = ladder.words[index];
            uint256 word = stored.packed;
            if (word >> ROUND == round) {
                before = (word >> lane) & MAX_TICK_DEMAND;
            } else {
                ladder.bitmap |= 1 << index;
                word = round << ROUND;
            }
            stored.packed = word + (lots << lane);
        }
    }

    /// @notice Lots bid on a tick in a round.
    function demandAt(Ladder storage ladder, uint256 round, uint256 tick) internal view returns (uint256) {
        uint256 word = ladder.words[tick >> 3].packed;
        return word >> ROUND == round ? (word >> ((tick & 7) * LANE_BITS)) & MAX_TICK_DEMAND : 0;
    }

    /// @notice Moves the running round's clock up while the demand above it exceeds the supply, over at most `maxWords`
    /// words.
    /// @dev It stops on the first tick above which demand no longer exceeds supply: that tick has demand. Out of words,
    /// it stops at a word's end, so that each call makes headway. `demandAbove` must be the sum of all ticks above.
    /// @return The clock's tick, and the demand above it.
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
                uint256 lanes = (ladder.words[index].packed & LANES_MASK) >> ((tick & 7) * LANE_BITS);
                uint256 left = demandAbove - sumOf(lanes);
                if (left > supply) {
                    (clock, demandAbove) = ((index << 3) + 7, left);
                    continue;
                }
                for (; demandAbove > supply; lanes >>= LANE_BITS) {
                    clock = tick++;
                    demandAbove -= lanes & MAX_TICK_DEMAND;
                }
            }
        }
        return (clock, demandAbove);
    }

    /// @notice Sum of a word's eight lanes, added in pairs, then in pairs of pairs.
    function sumOf(uint256 lanes) private pure returns (uint256) {
        // no overflow: a sum of eight 28-bit numbers fits into the 56 bits that each step leaves to it
        unchecked {
            uint256 pairs = (lanes & EVEN_LANES_MASK) + ((lanes >> LANE_BITS) & EVEN_LANES_MASK);
            pairs += pairs >> (4 * LANE_BITS);
            pairs += pairs >> (2 * LANE_BITS);
            return pairs & ((1 << (2 * LANE_BITS)) - 1);
        }
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

    /// @notice Forgets which words the last round used.
    /// @dev The last word's bit stays, so that the slot is never empty and the first bid of a round does not pay for
    /// filling it. The walk comes to that word only while there is demand above all others, which is then in it.
    function clear(Ladder storage ladder) internal {
        ladder.bitmap = 1 << 255;
    }
}
