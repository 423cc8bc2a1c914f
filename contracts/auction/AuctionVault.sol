// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IAuctionClerk} from "../../interfaces/IAuctionClerk.sol";
import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {AuctionClerk} from "./AuctionClerk.sol";
import {AuctionTerms} from "./AuctionTerms.sol";
import {BidRules} from "./BidRules.sol";
import {Failure} from "./Failure.sol";
import {AccountSlot} from "./PackedAccount.sol";

/// @title The accounts of an auction: money in, money out
/// @notice Currency comes in only by deposits and leaves only by its owner's withdrawal.
abstract contract AuctionVault is ICreditAuction, BidRules, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @dev An account's slots: the main one, and its bid's further steps (see PackedStep).
    struct StoredAccount {
        AccountSlot main;
        uint256 further;
    }

    // ------------------------------------------------------------------------------------------------------ immutables

    /// @dev Answers what needs no storage, so that its code is not this contract's.
    // immutables are named like the constants that they are
    // slither-disable-next-line naming-convention
    IAuctionClerk internal immutable CLERK;

    // --------------------------------------------------------------------------------------------------------- storage

    mapping(address account => StoredAccount stored) internal _accounts;

    // ----------------------------------------------------------------------------------------------------- constructor

    /// @param c The settings; InvalidSetting names the first that is out of its range.
    constructor(Config memory c) AuctionTerms(c) {
        CLERK = new AuctionClerk(c);
    }

    // ----------------------------------------------------------------------------------------------------------- clerk

    /// @inheritdoc ICreditAuction
    function config() external view returns (Config memory) {
        _askClerk();
    }

    /// @inheritdoc ICreditAuction
    function clerk() external view returns (address) {
        return address(CLERK);
    }

    /// @dev Answers this contract's caller as the clerk answers the same call.
    function _askClerk() internal view {
        _answer(msg.data);
    }

    /// @dev Ends this contract's call with the clerk's answer to a question, or with its error.
    function _answer(bytes memory question) internal view {
        address answering = address(CLERK);
        assembly ("memory-safe") {
            let answered := staticcall(gas(), answering, add(question, 32), mload(question), 0, 0)
            let free := mload(0x40)
            returndatacopy(free, 0, returndatasize())
            if iszero(answered) { revert(free, returndatasize()) }
            return(free, returndatasize())
        }
    }

    // ----------------------------------------------------------------------------------------------------------- vault

    /// @inheritdoc ICreditAuction
    function deposit(uint256 amount) external nonReentrant {
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc ICreditAuction
    function depositFor(address account, uint256 amount) external nonReentrant {
        _deposit(account, amount);
    }

    /// @inheritdoc ICreditAuction
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external nonReentrant {
        // under the guard, and nothing was read before that is used after
        // slither-disable-next-line reentrancy-benign
        _permit(amount, deadline, v, r, s);
        _deposit(msg.sender, amount);
    }

    /// @inheritdoc ICreditAuction
    function withdraw(uint256 amount) external {
        StoredAccount storage account = _accounts[msg.sender];
        account.main = account.main.debit(amount);
        emit Withdrawn(msg.sender, amount);
        CURRENCY.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc ICreditAuction
    function vaultOf(address account) external view returns (uint256) {
        return _accounts[account].main.vault();
    }

    function _deposit(address account, uint256 amount) private {
        _pull(CURRENCY, amount);
        StoredAccount storage stored = _accounts[account];
        stored.main = stored.main.credit(amount);
        emit Deposited(account, amount);
    }

    /// @dev Uses the caller's permit, unless somebody sent it ahead of this call: then it has done its work already.
    function _permit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        if (CURRENCY.allowance(msg.sender, address(this)) >= amount) return;
        IERC20Permit(address(CURRENCY)).permit(msg.sender, address(this), amount, deadline, v, r, s);
    }

    /// @dev Only under the guard: a token that calls back could count one arrival twice.
    function _pull(IERC20 token, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 held = token.balanceOf(address(this));
        uint256 received = held > before ? held - before : 0;
        if (received != amount) Failure.with(WrongAmountReceived.selector, 2, received, amount, 0, 0);
    }
}
