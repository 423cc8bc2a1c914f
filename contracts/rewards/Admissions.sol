// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IAdmissions} from "../../interfaces/IAdmissions.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";

/// @title Whom a programme admits
/// @notice See `IAdmissions`. It has no owner of its own: the oracle's is asked each time.
abstract contract Admissions is IAdmissions {
    /// @inheritdoc IAdmissions
    IEmissionOracle public immutable oracle;

    /// @inheritdoc IAdmissions
    mapping(address account => bool) public isAdmitted;

    constructor(IEmissionOracle oracle_, address[] memory first) {
        oracle = oracle_;
        for (uint256 i = 0; i < first.length; ++i) _admit(first[i]);
    }

    /// @inheritdoc IAdmissions
    function admit(address account) external {
        _requireOwner();
        _admit(account);
    }

    /// @inheritdoc IAdmissions
    function dismiss(address account) external {
        _requireOwner();
        _requireAdmitted(account);
        isAdmitted[account] = false;
        emit Dismissed(account);
    }

    function _admit(address account) private {
        if (account == address(0) || isAdmitted[account]) revert NothingToAdmit(account);
        isAdmitted[account] = true;
        emit Admitted(account);
    }

    function _requireOwner() private view {
        address owner = Ownable(address(oracle)).owner();
        if (msg.sender != owner) revert NotProgrammeOwner(msg.sender, owner);
    }

    function _requireAdmitted(address account) internal view {
        if (!isAdmitted[account]) revert NotAdmitted(account);
    }
}
