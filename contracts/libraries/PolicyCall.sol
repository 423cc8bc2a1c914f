// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";

/// @title Asking a policy that may revert, return nonsense or burn gas
library PolicyCall {
    /// @notice What a policy gets.
    uint256 internal constant POLICY_GAS = 100_000;
    /// @dev Left for the caller; with it, 63/64 of what is there are more than the policy gets.
    uint256 private constant SPARE_GAS = 10_000;
    uint256 private constant BASIS_POINTS = 10_000;

    /// @notice A person's credits: what the policy gives, less the reserve's share. A policy that reverts, or answers
    /// no 128-bit number, gives nothing.
    function creditsOf(
        ICreditPolicy policy,
        uint256 reserveShareBps,
        uint64 baseline,
        uint64 emissions,
        uint16 periods
    ) internal view returns (uint256) {
        // with less, the challenger could make the policy fail
        if (gasleft() < POLICY_GAS + SPARE_GAS) revert IBatchChallenges.NotEnoughGas(gasleft(), POLICY_GAS + SPARE_GAS);
        bytes memory data = abi.encodeCall(ICreditPolicy.creditsOf, (baseline, emissions, periods));
        uint256 gross;
        // assembly: copies one word of the answer only, however long it is
        assembly ("memory-safe") {
            mstore(0x00, 0)
            if staticcall(POLICY_GAS, policy, add(data, 0x20), mload(data), 0x00, 0x20) {
                if gt(returndatasize(), 0x1f) { gross := mload(0x00) }
            }
        }
        if (gross > type(uint128).max) return 0;
        return gross * (BASIS_POINTS - reserveShareBps) / BASIS_POINTS;
    }
}
