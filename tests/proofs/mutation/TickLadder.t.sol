// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TickLadder} from "../../../contracts/auction/TickLadder.sol";

/// @notice The ladder against a plain array of demands.
contract TickLadderTest {
    using TickLadder for TickLadder.Ladder;

    TickLadder.Ladder private _ladder;
    uint256[2048] private _demands;
    uint16[] private _used;

    // ---------------------------------------------------------------------------------------------------- prices

    function test_a_price(uint64 opening, uint16 tick, uint40 step) external pure {
        uint256 expected = opening;
        if (tick > 1) expected = opening + (uint256(tick) - 1) * step;
        assert(TickLadder.priceOf(opening, tick, step) == expected);
        assert(TickLadder.priceOf(opening, 0, step) == opening);
        assert(TickLadder.priceOf(opening, 1, step) == opening);
        assert(TickLadder.priceOf(opening, 2, step) == uint256(opening) + step);
    }

    function test_its_constants() external pure {
        assert(TickLadder.LAST_TICK == 2047);
        assert(TickLadder.MAX_TICK_DEMAND == 2 ** 28 - 1);
    }

    // ----------------------------------------------------------------------------------------------------- demand

    function test_demand_is_kept_by_tick_and_by_round(uint256 seed) external {
        _ladder.clear();
        for (uint256 round = 1; round < 4; ++round) {
            uint256 steps = 3 + seed % 9;
            for (uint256 i = 0; i < steps; ++i) {
                uint256 drawn = uint256(keccak256(abi.encode(seed, round, i)));
                _add(round * 2 ** 20, drawn % 3 == 0 ? drawn % 24 : drawn % 2048, (drawn >> 64) % 1000);
            }
            for (uint256 i = 0; i < _used.length; ++i) {
                for (uint256 near = _used[i] & ~uint256(7); near < (_used[i] & ~uint256(7)) + 8; ++near) {
                    assert(_ladder.demandAt(round * 2 ** 20, near) == _demands[near]);
                }
                assert(_ladder.demandAt(round * 2 ** 20 + 1, _used[i]) == 0);
            }
            _forget();
            _ladder.clear();
        }
    }

    function test_the_widest_demand_and_round_keep_to_themselves() external {
        uint256 round = type(uint32).max;
        for (uint256 tick = 0; tick < 16; ++tick) {
            assert(_ladder.add(round, tick, 2 ** 28 - 1) == 0);
            for (uint256 other = 0; other < 16; ++other) {
                assert(_ladder.demandAt(round, other) == (other <= tick ? 2 ** 28 - 1 : 0));
            }
        }
        assert(_ladder.add(round, 3, 0) == 2 ** 28 - 1);
        assert(_ladder.demandAt(round - 1, 3) == 0);
        // the next round finds nothing of it
        assert(_ladder.add(1, 3, 5) == 0);
        assert(_ladder.demandAt(1, 2) == 0 && _ladder.demandAt(1, 3) == 5 && _ladder.demandAt(1, 4) == 0);
        assert(_ladder.demandAt(round, 12) == 2 ** 28 - 1);
    }

    // ------------------------------------------------------------------------------------------------------ clock

    /// @dev The clock is the lowest tick above which demand does not exceed the supply, found by adding one by one.
    function test_the_clock_is_where_counting_puts_it(uint256 seed) external {
        if (seed & 1 == 0) _ladder.clear();
        uint256 total = _fill(seed);
        uint256 supply = (seed >> 128) % (total + total / 4 + 1);
        (uint256 clock, uint256 above) = _ladder.advance(0, total, supply, 256);
        (uint256 wantedClock, uint256 wantedAbove) = _counted(0, total, supply);
        assert(clock == wantedClock && above == wantedAbove);
        // from where it stands, with less supply
        uint256 less = supply - supply / 3;
        (uint256 later, uint256 laterAbove) = _ladder.advance(clock, above, less, 256);
        (wantedClock, wantedAbove) = _counted(clock, above, less);
        assert(later == wantedClock && laterAbove == wantedAbove);
    }

    /// @dev Few words at a time come to the same, and each call stops at a word's end or at the goal.
    function test_a_walk_in_pieces_ends_at_the_same_tick(uint256 seed, uint8 words) external {
        if (seed & 1 == 0) _ladder.clear();
        uint256 total = _fill(seed);
        uint256 supply = (seed >> 128) % (total + 1);
        (uint256 clock, uint256 above) = (0, total);
        uint256 calls = 0;
        uint256 most = 1 + words % 3;
        while (above > supply) {
            (uint256 before, uint256 visited) = (clock, 0);
            (clock, above) = _ladder.advance(clock, above, supply, most);
            ++calls;
            // what was passed is what lies between, and no more than `most` words with demand were looked at
            for (uint256 index = (before + 1) / 8; index <= clock / 8; ++index) {
                if (_hasDemand(index)) ++visited;
            }
            assert(visited <= most && above == _sumAbove(clock));
            if (above > supply) assert(clock % 8 == 7 && visited == most);
        }
        (uint256 wantedClock,) = _counted(0, total, supply);
        assert(clock == wantedClock);
        (uint256 still, uint256 stillAbove) = _ladder.advance(clock, above, supply, 256);
        assert(still == clock && stillAbove == above);
        (still, stillAbove) = _ladder.advance(0, total, 0, 0);
        assert(still == 0 && stillAbove == total);
    }

    function test_the_clock_reaches_every_tick() external {
        uint16[12] memory ticks = [1, 2, 6, 7, 8, 9, 15, 16, 1023, 2039, 2040, 2047];
        for (uint256 i = 0; i < 12; ++i) {
            _add(9, ticks[i], 2 ** 28 - 1);
        }
        uint256 each = 2 ** 28 - 1;
        for (uint256 i = 0; i < 12; ++i) {
            // supply for all above tick i
            uint256 supply = each * (11 - i);
            (uint256 clock, uint256 above) = _ladder.advance(0, each * 12, supply, 256);
            assert(clock == ticks[i] && above == supply);
            (clock, above) = _ladder.advance(0, each * 12, supply + each - 1, 256);
            assert(clock == ticks[i] && above == supply);
        }
        (uint256 start, uint256 all) = _ladder.advance(0, each * 12, each * 12, 256);
        assert(start == 0 && all == each * 12);
    }

    function test_what_another_round_left_is_not_walked_over() external {
        _add(1, 9, 10);
        _add(1, 30, 10);
        _ladder.clear();
        _forget();
        _add(2, 33, 10);
        _add(2, 50, 10);
        (uint256 clock, uint256 above) = _ladder.advance(0, 20, 10, 1);
        assert(clock == 33 && above == 10);
        (clock, above) = _ladder.advance(0, 20, 9, 2);
        assert(clock == 50 && above == 0);
    }

    function test_the_bits_that_remain_after_clearing() external {
        _add(1, 9, 10);
        _ladder.clear();
        assert(_ladder.bitmap == 1 << 255);
        _forget();
        _add(2, 8, 1);
        assert(_ladder.bitmap == (1 << 255) + 2);
    }

    // -------------------------------------------------------------------------------------------------- the model

    function _add(uint256 round, uint256 tick, uint256 lots) private {
        assert(_ladder.add(round, tick, lots) == _demands[tick]);
        _demands[tick] += lots;
        _used.push(uint16(tick));
    }

    function _forget() private {
        for (uint256 i = 0; i < _used.length; ++i) {
            _demands[_used[i]] = 0;
        }
        delete _used;
    }

    function _fill(uint256 seed) private returns (uint256 total) {
        uint256 bids = 1 + (seed >> 8) % 12;
        for (uint256 i = 0; i < bids; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            uint256 span = drawn % 4 == 0 ? 2047 : drawn % 4 == 1 ? 40 : 12;
            uint256 lots = 1 + (drawn >> 96) % (drawn % 5 == 0 ? 2 ** 24 : 4);
            _add(7, 1 + (drawn >> 32) % span, lots);
            total += lots;
        }
    }

    function _hasDemand(uint256 index) private view returns (bool) {
        for (uint256 tick = index * 8; tick < index * 8 + 8; ++tick) {
            if (_demands[tick] != 0) return true;
        }
        return false;
    }

    function _sumAbove(uint256 clock) private view returns (uint256 sum) {
        for (uint256 i = 0; i < _used.length; ++i) {
            bool first = true;
            for (uint256 j = 0; j < i; ++j) {
                if (_used[j] == _used[i]) first = false;
            }
            if (first && _used[i] > clock) sum += _demands[_used[i]];
        }
    }

    function _counted(uint256 clock, uint256 above, uint256 supply) private view returns (uint256, uint256) {
        while (above > supply) {
            ++clock;
            above -= _demands[clock];
        }
        return (clock, above);
    }
}
