// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningPrice} from "../../../contracts/auction/OpeningPrice.sol";

/// @notice The opening price and its bounds at random, over all widths that the settings admit.
contract OpeningPriceTest {
    uint256 private constant BASIS_POINTS = 10_000;
    uint256 private constant MILLION = 1_000_000;

    function testFuzz_the_price_stays_between_floor_and_cap(
        uint64 price,
        uint64 last,
        uint16 lowBps,
        uint16 highBps,
        uint64 one,
        uint64 other
    ) external pure {
        (uint256 low, uint256 high) = one < other ? (one, other) : (other, one);
        uint256 result = OpeningPrice.bounded(price, last, lowBps % (BASIS_POINTS + 1), highBps, low, high);
        assert(result >= low && result <= high);
    }

    function testFuzz_a_price_within_all_bounds_is_kept(uint64 last, uint16 lowBps, uint16 highBps, uint64 place)
        external
        pure
    {
        (lowBps, highBps) = (uint16(lowBps % (BASIS_POINTS + 1)), uint16(BASIS_POINTS + highBps % 50_000));
        uint256 low = (uint256(last) * lowBps + BASIS_POINTS - 1) / BASIS_POINTS;
        uint256 high = (uint256(last) * highBps) / BASIS_POINTS;
        uint256 price = low + place % (high - low + 1);
        assert(OpeningPrice.bounded(price, last, lowBps, highBps, 0, type(uint256).max) == price);
    }

    function testFuzz_a_price_beyond_the_clamp_is_brought_to_it(uint64 price, uint64 last) external pure {
        uint256 result = OpeningPrice.bounded(price, last, 8_000, 12_500, 0, type(uint256).max);
        uint256 high = (uint256(last) * 12_500) / BASIS_POINTS;
        uint256 low = (uint256(last) * 8_000 + BASIS_POINTS - 1) / BASIS_POINTS;
        // of 1 and 2 units, the part between is not empty either: 1 lies in it
        assert(last == 0 ? result == 0 : result >= low && result <= high);
        assert(result == price || result == low || result == high);
    }

    /// @dev Rounded down: one unit more would be above the exact quotient.
    function testFuzz_the_formula_is_the_floor(uint48 demand, uint32 supply, uint64 baseline, uint64 unit)
        external
        pure
    {
        if (demand == 0 || supply == 0) return;
        uint256 price = OpeningPrice.formula(demand, supply, baseline, unit, 1, 2);
        uint256 exact = uint256(demand) * baseline * unit;
        uint256 scale = uint256(supply) * MILLION;
        assert(price * scale <= exact && exact < (price + 1) * scale);
    }
}
