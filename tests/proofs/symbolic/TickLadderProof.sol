// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TickLadder} from "../../../contracts/auction/TickLadder.sol";
import {vm} from "../Vm.sol";

/// @notice Eight ticks in a word, for all demands of 28 bits. The walk over words is played at random against a plain
/// loop in ../invariant/TickLadder.t.sol.
contract TickLadderProof {
    using TickLadder for TickLadder.Ladder;

    uint256 private constant LANES = 8;

    TickLadder.Ladder private _ladder;

    /// @dev A clock that does not lag stays, whatever stands on the ladder.
    function check_advance_stays(uint16 clock, uint40 above, uint32 supply, uint256 maxWords) external view {
        vm.assume(above <= supply);
        (uint256 tick, uint256 left) = _ladder.advance(clock, above, supply, maxWords);
        assert(tick == clock && left == above);
    }

    /// @dev A bid's lots come to its own tick, whatever stood in the word, and to no other; a word of another round
    /// counts as empty.
    function check_add_touchesItsOwnTick(uint256 word, uint32 round, uint8 lane, uint32 lots, uint8 other) external {
        vm.assume(round != 0 && lane < LANES && other < LANES && other != lane);
        _ladder.words[2].packed = word;
        uint256 first = 2 * LANES;
        uint256 stood = _demandAt(word, round, lane);
        uint256 beside = _demandAt(word, round, other);
        vm.assume(stood + lots <= TickLadder.MAX_TICK_DEMAND);
        assert(_add(round, first + lane, lots) == stood);
        uint256 after_ = _ladder.words[2].packed;
        assert(_demandAt(after_, round, lane) == stood + lots);
        assert(_demandAt(after_, round, other) == beside);
        assert(_ladder.bitmap == (word >> 224 == round ? 0 : 1 << 2));
    }

    /// @dev The tick's word is named, because the solver cannot index storage by a symbol.
    function _add(uint256 round, uint256 tick, uint256 lots) private returns (uint256 before) {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            if (tick == 2 * LANES + lane) return _ladder.add(round, 2 * LANES + lane, lots);
        }
        assert(false);
    }

    function _demandAt(uint256 word, uint256 round, uint256 lane) private pure returns (uint256) {
        return word >> 224 == round ? (word >> (lane * 28)) & TickLadder.MAX_TICK_DEMAND : 0;
    }
}
