// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpeningPrice} from "../../../contracts/auction/OpeningPrice.sol";
import {vm} from "../Vm.sol";

/// @notice The opening price at its edges, for all widths of its terms. The quotient itself and its clamp are played at
/// random in ../invariant/OpeningPrice.t.sol.
contract OpeningPriceProof {
    function check_withoutSupplyTheCap(uint32 demand, uint64 baseline, uint64 unit, uint64 low, uint64 high)
        external
        pure
    {
        assert(OpeningPrice.formula(demand, 0, baseline, unit, low, high) == high);
    }

    function check_withoutDemandTheFloor(uint32 supply, uint64 baseline, uint64 unit, uint64 low, uint64 high)
        external
        pure
    {
        vm.assume(supply != 0);
        assert(OpeningPrice.formula(0, supply, baseline, unit, low, high) == low);
    }
}
