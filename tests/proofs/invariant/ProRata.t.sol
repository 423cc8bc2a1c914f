// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProRata} from "../../../contracts/auction/ProRata.sol";
import {vm} from "../Vm.sol";

/// @notice How far a share is from the exact one: all small numbers, and 32-bit ones at random.
contract ProRataTest {
    uint256 private constant SMALL = 14;

    /// @dev Every whole up to 14, every place and part of it, everything that can be available.
    function test_all_small_shares_are_within_one() external pure {
        for (uint256 total = 1; total <= SMALL; ++total) {
            for (uint256 available = 0; available <= total; ++available) {
                for (uint256 before = 0; before < total; ++before) {
                    uint256 fewer = 0;
                    for (uint256 lots = 0; lots <= total - before; ++lots) {
                        uint256 filled = _assertWithinOne(before, lots, available, total);
                        // more lots never win fewer
                        assert(filled >= fewer);
                        fewer = filled;
                    }
                }
            }
        }
    }

    function testFuzz_a_share_is_within_one(uint32 before, uint32 lots, uint32 available, uint32 total) external pure {
        vm.assume(total != 0);
        before %= total;
        _assertWithinOne(before, lots % (uint256(total) - before + 1), available % (uint256(total) + 1), total);
    }

    /// @dev A whole that is cut anywhere twice: its three parts win all that is available.
    function testFuzz_the_parts_of_a_whole_win_what_is_available(uint32 a, uint32 b, uint32 available, uint32 total)
        external
        pure
    {
        vm.assume(total != 0);
        available = uint32(available % (uint256(total) + 1));
        a %= total;
        b = uint32(a + b % (uint256(total) - a + 1));
        uint256 sum = ProRata.share(0, a, available, total) + ProRata.share(a, uint256(b) - a, available, total);
        assert(sum + ProRata.share(b, uint256(total) - b, available, total) == available);
    }

    function _assertWithinOne(uint256 before, uint256 lots, uint256 available, uint256 total)
        private
        pure
        returns (uint256 filled)
    {
        filled = ProRata.share(before, lots, available, total);
        uint256 exact = lots * available;
        assert(filled * total < exact + total && exact < filled * total + total);
        assert(filled <= lots);
    }
}
