// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProRata} from "../../../contracts/auction/ProRata.sol";
import {vm} from "../Vm.sol";

/// @notice The shares of a clock tick, and of the consignments of a round. Parts that follow each other telescope: the
/// share of two neighbours together is the sum of their shares, so that all shares add up to what the whole is given. How
/// far each is from its exact share is multiplication and division, which the solver does not finish: see
/// ../invariant/ProRata.t.sol.
contract ProRataProof {
    /// @dev For all 32-bit numbers. The quotients stay opaque: the proof is that they cancel.
    function check_neighbours_telescope(uint32 before, uint32 one, uint32 other, uint32 available, uint32 total)
        external
        pure
    {
        vm.assume(total != 0);
        vm.assume(uint256(before) + one + other <= total);
        uint256 first = ProRata.share(before, one, available, total);
        uint256 second = ProRata.share(uint256(before) + one, other, available, total);
        uint256 together = ProRata.share(before, uint256(one) + other, available, total);
        unchecked {
            assert(first + second == together);
        }
    }
}
