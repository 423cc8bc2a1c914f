// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {IStakeLedger} from "../../interfaces/IStakeLedger.sol";

/// @title Stakes that are paid in, shared and fetched
/// @notice See `IStakeLedger`.
abstract contract StakeLedger is IStakeLedger, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @inheritdoc IStakeLedger
    IERC20 public immutable currency;
    /// @inheritdoc IStakeLedger
    mapping(address account => uint256) public owedTo;
    /// @inheritdoc IStakeLedger
    uint256 public destroyed;

    constructor(IERC20 currency_) {
        currency = currency_;
    }

    /// @inheritdoc IStakeLedger
    function withdraw() external nonReentrant returns (uint256 amount) {
        amount = owedTo[msg.sender];
        if (amount == 0) revert IOperatorRegistry.NothingToWithdraw(msg.sender);
        owedTo[msg.sender] = 0;
        emit StakeWithdrawn(msg.sender, amount);
        currency.safeTransfer(msg.sender, amount);
    }

    /// @dev Takes the caller's stake. Only under the guard: a token that calls back could count one arrival twice.
    function _pull(uint256 amount) internal {
        uint256 before = currency.balanceOf(address(this));
        currency.safeTransferFrom(msg.sender, address(this), amount);
        uint256 held = currency.balanceOf(address(this));
        uint256 arrived = held > before ? held - before : 0;
        if (arrived != amount) revert IOperatorRegistry.WrongDeposit(amount, arrived);
    }

    function _owe(address account, uint256 amount) internal {
        owedTo[account] += amount;
    }

    /// @dev Half of a lost stake, rounded down, goes to the winner; the rest is destroyed.
    function _share(uint256 stake, address winner) internal returns (uint256 toWinner) {
        toWinner = stake / 2;
        _owe(winner, toWinner);
        destroyed += stake - toWinner;
    }
}
