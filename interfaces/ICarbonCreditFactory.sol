// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "./ICarbonCredit.sol";

/// @title Creates the credit of a vintage
/// @notice Keeps the credit's code out of the oracle's. It has no state and no owner. Anyone may call it, and gets a
/// credit that believes its caller to be the oracle; only what an oracle names in `creditOf` is that oracle's credit.
interface ICarbonCreditFactory {
    /// @notice Deploys a credit whose oracle is the caller.
    /// @param vintage Year of the credit.
    /// @param methodologyId The vintage's methodology.
    /// @param reserveShareBps Share withheld for the reserve, in basis points.
    /// @param reserve Holder of the withheld share.
    /// @return credit The new credit.
    function createCredit(uint16 vintage, bytes32 methodologyId, uint16 reserveShareBps, address reserve)
        external
        returns (ICarbonCredit credit);
}
