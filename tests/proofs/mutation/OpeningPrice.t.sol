// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningPrice} from "../../../contracts/auction/OpeningPrice.sol";

/// @notice The opening price against the definition of its quotients and of "between".
contract OpeningPriceTest {
    function test_the_formula(uint32 demand, uint32 supply, uint64 baseline, uint64 unitValue, uint64 low, uint64 high)
        external
        pure
    {
        uint256 price = OpeningPrice.formula(demand, supply, baseline, unitValue, low, high);
        if (supply == 0) return _same(price, high);
        if (demand == 0) return _same(price, low);
        _isFloor(price, uint256(demand) * baseline * unitValue, uint256(supply) * 1_000_000);
    }

    function test_its_limits(uint32 some, uint64 baseline, uint64 unitValue, uint64 low, uint64 high) external pure {
        some = some == 0 ? 1 : some;
        _same(OpeningPrice.formula(some, 0, baseline, unitValue, low, high), high);
        _same(OpeningPrice.formula(0, 0, baseline, unitValue, low, high), high);
        _same(OpeningPrice.formula(0, some, baseline, unitValue, low, high), low);
        _isFloor(OpeningPrice.formula(1, some, baseline, unitValue, low, high), uint256(baseline) * unitValue, uint256(some) * 1e6);
        _isFloor(OpeningPrice.formula(some, 1, baseline, unitValue, low, high), uint256(some) * baseline * unitValue, 1e6);
    }

    function test_the_bounds(uint64 price, uint64 last, uint16 lowBps, uint16 highBps, uint64 floor_, uint64 span)
        external
        pure
    {
        lowBps = lowBps % 10_001;
        highBps = highBps < 10_000 ? highBps + 10_000 : highBps;
        uint256 cap = uint256(floor_) + span;
        uint256 bounded = OpeningPrice.bounded(price, last, lowBps, highBps, floor_, cap);
        // the lowest price that is at least the share of the last one, the highest that is at most its
        uint256 low = uint256(last) * lowBps / 10_000;
        if (low * 10_000 < uint256(last) * lowBps) low += 1;
        uint256 high = uint256(last) * highBps / 10_000;
        uint256 expected = price;
        if (expected < low) expected = low;
        if (expected > high) expected = high;
        if (expected < floor_) expected = floor_;
        if (expected > cap) expected = cap;
        _same(bounded, expected);
    }

    function test_the_lower_bound_is_rounded_up_and_the_upper_one_down() external pure {
        _same(OpeningPrice.bounded(0, 10_001, 8_000, 12_500, 0, 1e9), 8_001);
        _same(OpeningPrice.bounded(1e9, 10_001, 8_000, 12_500, 0, 1e9), 12_501);
        _same(OpeningPrice.bounded(0, 10_000, 8_000, 12_500, 0, 1e9), 8_000);
    }

    function _isFloor(uint256 quotient, uint256 top, uint256 bottom) private pure {
        assert(quotient * bottom <= top && top - quotient * bottom < bottom);
    }

    function _same(uint256 one, uint256 other) private pure {
        assert(one == other);
    }
}
