// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ICarbonCreditFactory} from "../../interfaces/ICarbonCreditFactory.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {CarbonCredit} from "./CarbonCredit.sol";

/// @title Creates the credit of a vintage
/// @notice See `ICarbonCreditFactory`.
contract CarbonCreditFactory is ICarbonCreditFactory {
    /// @inheritdoc ICarbonCreditFactory
    function createCredit(uint16 vintage, bytes32 methodologyId, uint16 reserveShareBps, address reserve)
        external
        returns (ICarbonCredit credit)
    {
        return new CarbonCredit(IEmissionOracle(msg.sender), vintage, methodologyId, reserveShareBps, reserve);
    }
}
