// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProRata} from "../../../contracts/auction/ProRata.sol";

/// @notice The telescoped share against its definition.
contract ProRataTest {
    function test_the_share_is_the_difference_of_two_floors(uint32 before, uint32 lots, uint32 available, uint32 total)
        external
        pure
    {
        total = total == 0 ? 1 : total;
        uint256 upTo = (uint256(before) + lots) * available / total;
        uint256 expected = total == available ? lots : upTo - uint256(before) * available / total;
        assert(ProRata.share(before, lots, available, total) == expected);
    }
}
