// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Stakes that are paid in, shared and fetched
/// @notice Money comes in only from the caller's own allowance and leaves only when its owner withdraws it. Whatever is
/// destroyed stays in the contract for ever: no function pays it out.
/// @dev All errors are those of the operators' registry: `IOperatorRegistry.WrongDeposit` and
/// `IOperatorRegistry.NothingToWithdraw`.
interface IStakeLedger {
    /// @notice An account took what it was owed.
    event StakeWithdrawn(address indexed account, uint256 amount);

    /// @notice Pays the caller what it is owed.
    /// @dev Reverts with `IOperatorRegistry.NothingToWithdraw`.
    /// @return amount Base units paid.
    function withdraw() external returns (uint256 amount);

    /// @notice Base units that an account may withdraw.
    function owedTo(address account) external view returns (uint256);

    /// @notice Base units that were destroyed.
    function destroyed() external view returns (uint256);

    /// @notice The currency, which is that of the operators' bonds.
    function currency() external view returns (IERC20);
}
