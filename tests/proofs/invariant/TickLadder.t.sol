// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TickLadder} from "../../../contracts/auction/TickLadder.sol";

/// @notice The clock's walk over packed words and their bitmap against a plain loop over all 2,047 ticks, for bids at
/// random.
contract TickLadderTest {
    using TickLadder for TickLadder.Ladder;

    uint256 private constant BIDS = 12;
    uint256 private constant LAST = 2047;
    uint32 private constant ROUND = 5;

    TickLadder.Ladder private _ladder;
    uint256[LAST + 1] private _demand;

    struct Bid {
        uint16 tick;
        uint24 lots;
    }

    function testFuzz_the_walk_ends_where_a_plain_loop_does(Bid[BIDS] memory bids, uint32 supply, uint8 words)
        external
    {
        (uint256 demand, uint256 clock, uint256 above) = (_place(bids, LAST), 0, 0);
        above = demand;
        supply = uint32(supply % (demand + 2));
        // at most 256 words stand between the clock and its place
        for (uint256 i = 0; i <= 256 && above > supply; ++i) {
            (clock, above) = _ladder.advance(clock, above, supply, uint256(words % 16) + 1);
        }
        _assertPlain(clock, above, demand, supply);
    }

    /// @dev The same where bids crowd on the first two words.
    function testFuzz_the_walk_ends_where_a_plain_loop_does_in_a_crowd(Bid[BIDS] memory bids, uint32 supply) external {
        uint256 demand = _place(bids, 15);
        supply = uint32(supply % (demand + 2));
        (uint256 clock, uint256 above) = _ladder.advance(0, demand, supply, 256);
        _assertPlain(clock, above, demand, supply);
    }

    function testFuzz_each_tick_holds_what_was_bid_on_it(Bid[BIDS] memory bids) external {
        _place(bids, LAST);
        for (uint256 i = 0; i < BIDS; ++i) {
            uint256 tick = bids[i].tick;
            assert(_ladder.demandAt(ROUND, tick) == _demand[tick]);
            uint256 beside = tick == LAST ? tick - 1 : tick + 1;
            assert(_ladder.demandAt(ROUND, beside) == _demand[beside]);
            assert(_ladder.demandAt(ROUND + 1, tick) == 0);
        }
    }

    /// @dev Bids on a ladder that another round left behind. Ticks are brought into 1 to `last`.
    function _place(Bid[BIDS] memory bids, uint256 last) private returns (uint256 demand) {
        for (uint256 i = 0; i < BIDS; ++i) {
            bids[i].tick = uint16(1 + bids[i].tick % last);
            _ladder.add(ROUND - 1, bids[i].tick, bids[i].lots);
        }
        _ladder.clear();
        for (uint256 i = 0; i < BIDS; ++i) {
            (uint256 tick, uint256 lots) = (bids[i].tick, bids[i].lots);
            assert(_ladder.add(ROUND, tick, lots) == _demand[tick]);
            _demand[tick] += lots;
            demand += lots;
        }
    }

    function _assertPlain(uint256 clock, uint256 above, uint256 demand, uint256 supply) private view {
        (uint256 tick, uint256 left) = (0, demand);
        while (left > supply) left -= _demand[++tick];
        assert(clock == tick && above == left);
    }
}
