// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IRetirementCertificate} from "../../interfaces/IRetirementCertificate.sol";

/// @title Tells an oracle's credits from others
library OracleCredit {
    /// @notice The vintage of a credit that the oracle itself created; what a stranger's contract says is believed only
    /// where the oracle agrees.
    /// @dev Reverts with `UnknownCredit`.
    function vintageOf(IEmissionOracle oracle, ICarbonCredit credit) internal view returns (uint16 vintage) {
        if (address(credit).code.length == 0) revert IRetirementCertificate.UnknownCredit(address(credit));
        try credit.vintage() returns (uint16 year) {
            vintage = year;
        } catch {
            revert IRetirementCertificate.UnknownCredit(address(credit));
        }
        if (address(oracle.creditOf(vintage)) != address(credit)) {
            revert IRetirementCertificate.UnknownCredit(address(credit));
        }
    }
}
