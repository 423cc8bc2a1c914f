// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title How an oracle's waiting times must fit together
library OracleDelays {
    /// @dev Nobody waits longer for a batch, a role or a bond: what is above is a slip, such as milliseconds.
    uint40 internal constant MAX_DELAY = 366 days;
    /// @dev Ten years of corrections.
    uint40 private constant MAX_CLOSING_DELAY = 3660 days;

    /// @notice Reverts unless the delays of a configuration protect those who wait and end.
    /// @return longest By how much demands and disputes may postpone finality at most.
    function requireSafe(IEmissionOracle.Config memory config) internal pure returns (uint40 longest) {
        uint40 window = config.challengeWindow;
        if (window == 0) revert IEmissionOracle.ZeroChallengeWindow();
        requireBounded(window, MAX_DELAY);
        requireBounded(config.demands.demandTime, MAX_DELAY);
        requireBounded(config.demands.answerTime, MAX_DELAY);
        requireBounded(config.demands.provingTime, MAX_DELAY);
        requireBounded(config.disputes.rulingTime, MAX_DELAY);
        requireBounded(config.admissionDelay, MAX_DELAY);
        requireBounded(config.closingDelay, MAX_CLOSING_DELAY);
        longest = config.disputes.rulingTime;
        // bounded above, so these sums fit
        uint40 opened = config.demands.demandTime + config.demands.answerTime + config.demands.provingTime;
        if (opened > window + longest) longest = opened - window;
        uint40 finality = window + longest;
        if (config.admissionDelay <= finality) {
            revert IEmissionOracle.AdmissionDelayTooShort(config.admissionDelay, finality);
        }
        if (config.closingDelay <= finality) {
            revert IEmissionOracle.ClosingDelayTooShort(config.closingDelay, finality);
        }
    }

    /// @notice Reverts above the maximum.
    function requireBounded(uint40 given, uint40 maximum) internal pure {
        if (given > maximum) revert IEmissionOracle.DelayTooLong(given, maximum);
    }
}
