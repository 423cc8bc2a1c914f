// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";
import {Failure} from "./Failure.sol";
import {PackedStep, Step80} from "./PackedStep.sol";

/// @dev An account's slot; see PackedAccount for its fields.
type AccountSlot is uint256;

using PackedAccount for AccountSlot global;

/// @title An account's vault and bid in one storage slot
/// @notice From the lowest bit: vault 112 | round 32 | first step: tick 16, lots 32, before 32 | further steps 2 |
/// retires 1 | 1 spare | nonce 28. A bid's escrow is not stored: it is the price of its ticks x their lots. Round 0
/// means no bid. Further steps lie in the account's second slot. The nonce outlives the bids.
/// @dev A getter's cast cuts its field off the bits above it.
library PackedAccount {
    uint256 private constant ROUND = 112;
    uint256 private constant STEP = 144;
    uint256 private constant FURTHER = 224;
    uint256 private constant RETIRES = 226;
    uint256 private constant NONCE = 228;
    uint256 internal constant VAULT_MASK = type(uint112).max;
    uint256 internal constant MAX_NONCE = (1 << 28) - 1;
    uint256 private constant BID_MASK = ((1 << 115) - 1) << ROUND;

    /// @notice Currency in the vault.
    function vault(AccountSlot account) internal pure returns (uint256) {
        return AccountSlot.unwrap(account) & VAULT_MASK;
    }

    /// @notice Round of the bid; 0 without one.
    function round(AccountSlot account) internal pure returns (uint32) {
        return uint32(AccountSlot.unwrap(account) >> ROUND);
    }

    /// @notice First step of the bid.
    function step(AccountSlot account) internal pure returns (Step80) {
        return Step80.wrap((AccountSlot.unwrap(account) >> STEP) & PackedStep.MASK);
    }

    /// @notice Steps of the bid beyond the first, 0 to 3.
    function further(AccountSlot account) internal pure returns (uint256) {
        return (AccountSlot.unwrap(account) >> FURTHER) & 3;
    }

    /// @notice Whether the bid's credits are retired on claim.
    function retires(AccountSlot account) internal pure returns (bool) {
        return (AccountSlot.unwrap(account) >> RETIRES) & 1 != 0;
    }

    /// @notice Nonce of the next signed bid.
    function nonce(AccountSlot account) internal pure returns (uint32) {
        return uint32(AccountSlot.unwrap(account) >> NONCE);
    }

    /// @notice The account with `amount` more in its vault, unless the field cannot hold it.
    function credit(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        uint256 held = AccountSlot.unwrap(account) & VAULT_MASK;
        if (amount > VAULT_MASK - held) Failure.with(ICreditAuction.VaultOverflow.selector, 2, held, amount, 0, 0);
        // the sum stays inside the lowest field
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) + amount);
        }
    }

    /// @notice The account with `amount` more in its vault, whose field must be able to hold it.
    function withMore(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        // the sum stays inside the lowest field
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) + amount);
        }
    }

    /// @notice The account with `amount` less in its vault, which must hold it.
    function debit(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        uint256 held = AccountSlot.unwrap(account) & VAULT_MASK;
        if (held < amount) Failure.with(ICreditAuction.InsufficientVault.selector, 2, held, amount, 0, 0);
        // the lowest field holds at least the amount
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) - amount);
        }
    }

    /// @notice The account with `amount`, at most VAULT_MASK, in its vault.
    function withVault(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        return AccountSlot.wrap((AccountSlot.unwrap(account) & ~VAULT_MASK) | amount);
    }

    /// @notice The account, which has no bid and at least `value` in its vault, with a bid of one step for that value.
    function withFirstBid(AccountSlot account, uint32 round_, Step80 step_, uint256 value)
        internal
        pure
        returns (AccountSlot)
    {
        // the lowest field holds the value; the fields of a bid are empty, since they are cleared with it
        unchecked {
            return AccountSlot.wrap(
                AccountSlot.unwrap(account) - value + (uint256(round_) << ROUND) + (Step80.unwrap(step_) << STEP)
            );
        }
    }

    /// @notice The account with a bid of one step in place of any other.
    function withBid(AccountSlot account, uint32 round_, Step80 step_) internal pure returns (AccountSlot) {
        return AccountSlot.wrap(
            AccountSlot.unwrap(withoutBid(account)) | (uint256(round_) << ROUND) | (Step80.unwrap(step_) << STEP)
        );
    }

    /// @notice The account, which has a bid of one step, with `further_` (0 to 3) more steps.
    function withFurther(AccountSlot account, uint256 further_) internal pure returns (AccountSlot) {
        return AccountSlot.wrap(AccountSlot.unwrap(account) | (further_ << FURTHER));
    }

    /// @notice The account with this choice for its bid.
    function withRetires(AccountSlot account, bool retires_) internal pure returns (AccountSlot) {
        uint256 cleared = AccountSlot.unwrap(account) & ~uint256(1 << RETIRES);
        return AccountSlot.wrap(retires_ ? cleared | (1 << RETIRES) : cleared);
    }

    /// @notice The account with this nonce, at most MAX_NONCE.
    function withNonce(AccountSlot account, uint256 nonce_) internal pure returns (AccountSlot) {
        return AccountSlot.wrap((AccountSlot.unwrap(account) & ((1 << NONCE) - 1)) | (nonce_ << NONCE));
    }

    /// @notice The account with its nonce, which is below MAX_NONCE, one higher.
    function withNonceUsed(AccountSlot account) internal pure returns (AccountSlot) {
        // the highest field, which has room for it
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) + (1 << NONCE));
        }
    }

    /// @notice The account without a bid.
    function withoutBid(AccountSlot account) internal pure returns (AccountSlot) {
        return AccountSlot.wrap(AccountSlot.unwrap(account) & ~BID_MASK);
    }
}
