// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../interfaces/ICreditAuction.sol";

/// @dev An account's slot; see PackedAccount for its fields.
type AccountSlot is uint256;

/// @dev What an account's slot holds.
struct Account {
    uint256 vault;
    uint32 round;
    uint16 tick;
    uint32 lots;
    uint32 before;
}

using PackedAccount for AccountSlot global;
using PackedAccount for Account global;

/// @title An account's vault and bid in one storage slot
/// @notice From the lowest bit: vault 112 | round 32 | tick 16 | lots 32 | before 32 | 32 spare. A bid's escrow is not
/// stored: it is the price of its tick x its lots. Round 0 means no bid.
library PackedAccount {
    uint256 private constant ROUND = 112;
    uint256 private constant TICK = 144;
    uint256 private constant LOTS = 160;
    uint256 private constant BEFORE = 192;

    /// @notice The slot's fields.
    function unpack(AccountSlot packed) internal pure returns (Account memory account) {
        uint256 slot = AccountSlot.unwrap(packed);
        // each cast cuts the field off the bits above it, which is what unpacking is
        account.vault = uint112(slot);
        account.round = uint32(slot >> ROUND);
        account.tick = uint16(slot >> TICK);
        account.lots = uint32(slot >> LOTS);
        account.before = uint32(slot >> BEFORE);
    }

    /// @notice The slot that holds these fields. `credit` must have kept the vault inside its field.
    function pack(Account memory account) internal pure returns (AccountSlot) {
        return AccountSlot.wrap(
            account.vault | (uint256(account.round) << ROUND) | (uint256(account.tick) << TICK)
                | (uint256(account.lots) << LOTS) | (uint256(account.before) << BEFORE)
        );
    }

    /// @notice Adds `amount` to the vault, and refuses what its field cannot hold.
    function credit(Account memory account, uint256 amount) internal pure {
        uint256 vault = account.vault;
        if (amount > type(uint112).max - vault) revert ICreditAuction.VaultOverflow(vault, amount);
        account.vault = vault + amount;
    }

    /// @notice Takes `amount` out of the vault, which must hold it.
    function debit(Account memory account, uint256 amount) internal pure {
        uint256 vault = account.vault;
        if (vault < amount) revert ICreditAuction.InsufficientVault(vault, amount);
        account.vault = vault - amount;
    }

    /// @notice Forgets the bid.
    function clearBid(Account memory account) internal pure {
        (account.round, account.tick, account.lots, account.before) = (0, 0, 0, 0);
    }
}
