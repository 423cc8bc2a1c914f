// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";

/// @dev An account's slot; see PackedAccount for its fields.
type AccountSlot is uint256;

using PackedAccount for AccountSlot global;

/// @title An account's vault and bid in one storage slot
/// @notice From the lowest bit: vault 112 | round 32 | tick 16 | lots 32 | before 32 | 32 spare. A bid's escrow is not
/// stored: it is the price of its tick x its lots. Round 0 means no bid.
/// @dev A getter's cast cuts its field off the bits above it.
library PackedAccount {
    uint256 private constant ROUND = 112;
    uint256 private constant TICK = 144;
    uint256 private constant LOTS = 160;
    uint256 private constant BEFORE = 192;
    uint256 private constant VAULT_MASK = type(uint112).max;
    uint256 private constant BID_MASK = ((1 << 112) - 1) << ROUND;

    /// @notice Currency in the vault.
    function vault(AccountSlot account) internal pure returns (uint256) {
        return AccountSlot.unwrap(account) & VAULT_MASK;
    }

    /// @notice Round of the bid; 0 without one.
    function round(AccountSlot account) internal pure returns (uint32) {
        return uint32(AccountSlot.unwrap(account) >> ROUND);
    }

    /// @notice Tick of the bid.
    function tick(AccountSlot account) internal pure returns (uint16) {
        return uint16(AccountSlot.unwrap(account) >> TICK);
    }

    /// @notice Lots of the bid.
    function lots(AccountSlot account) internal pure returns (uint32) {
        return uint32(AccountSlot.unwrap(account) >> LOTS);
    }

    /// @notice Lots on the same tick that were bid earlier.
    function before(AccountSlot account) internal pure returns (uint32) {
        return uint32(AccountSlot.unwrap(account) >> BEFORE);
    }

    /// @notice The account with `amount` more in its vault, unless the field cannot hold it.
    function credit(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        uint256 held = AccountSlot.unwrap(account) & VAULT_MASK;
        if (amount > VAULT_MASK - held) revert ICreditAuction.VaultOverflow(held, amount);
        // the sum stays inside the lowest field
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) + amount);
        }
    }

    /// @notice The account with `amount` less in its vault, which must hold it.
    function debit(AccountSlot account, uint256 amount) internal pure returns (AccountSlot) {
        uint256 held = AccountSlot.unwrap(account) & VAULT_MASK;
        if (held < amount) revert ICreditAuction.InsufficientVault(held, amount);
        // the lowest field holds at least the amount
        unchecked {
            return AccountSlot.wrap(AccountSlot.unwrap(account) - amount);
        }
    }

    /// @notice The account with this bid in place of any other.
    function withBid(AccountSlot account, uint32 round_, uint16 tick_, uint32 lots_, uint256 before_)
        internal
        pure
        returns (AccountSlot)
    {
        return AccountSlot.wrap(
            AccountSlot.unwrap(withoutBid(account)) | (uint256(round_) << ROUND) | (uint256(tick_) << TICK)
                | (uint256(lots_) << LOTS) | (before_ << BEFORE)
        );
    }

    /// @notice The account without a bid.
    function withoutBid(AccountSlot account) internal pure returns (AccountSlot) {
        return AccountSlot.wrap(AccountSlot.unwrap(account) & ~BID_MASK);
    }
}
