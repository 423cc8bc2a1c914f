// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The totals of a credit and what it knows of the final batch, in one word. From the lowest bit:
/// supply 64 | issued to people 64 | authorised total 64 | fresh until 64.
/// Authorised totals have 64 bits and bound the other two, so no field runs into the next.
type Ledger is uint256;

using CreditLedger for Ledger global;

/// @title The word of totals that every issuance and every burning writes
/// @dev Every cast cuts a field out of the word.
library CreditLedger {
    uint256 private constant ISSUED = 64;
    uint256 private constant AUTHORISED = 128;
    uint256 private constant FRESH_UNTIL = 192;
    /// @dev Adds the same amount to the supply and to what people were issued.
    uint256 private constant SUPPLY_AND_ISSUED = (1 << ISSUED) | 1;

    /// @notice What people were issued and what the supply grew by. Bounded by the authorised total.
    function issuedToPeople(Ledger ledger, uint256 amount) internal pure returns (Ledger) {
        unchecked {
            return Ledger.wrap(Ledger.unwrap(ledger) + amount * SUPPLY_AND_ISSUED);
        }
    }

    /// @notice The supply grew by what the reserve was issued. Bounded by the authorised total.
    function issuedToReserve(Ledger ledger, uint256 amount) internal pure returns (Ledger) {
        unchecked {
            return Ledger.wrap(Ledger.unwrap(ledger) + amount);
        }
    }

    /// @notice The supply shrank by what was burnt, which was part of it.
    function burnt(Ledger ledger, uint256 amount) internal pure returns (Ledger) {
        unchecked {
            return Ledger.wrap(Ledger.unwrap(ledger) - amount);
        }
    }

    /// @notice Takes over the oracle's answer: the total that is authorised, and until when it cannot change.
    function refreshed(Ledger ledger, uint64 total, uint64 until) internal pure returns (Ledger) {
        uint256 kept = uint128(Ledger.unwrap(ledger));
        return Ledger.wrap(kept | (uint256(total) << AUTHORISED) | (uint256(until) << FRESH_UNTIL));
    }

    /// @notice Credits in circulation.
    function supply(Ledger ledger) internal pure returns (uint64) {
        return uint64(Ledger.unwrap(ledger));
    }

    /// @notice What people were ever issued, the reserve's not counted.
    function issued(Ledger ledger) internal pure returns (uint64) {
        return uint64(Ledger.unwrap(ledger) >> ISSUED);
    }

    /// @notice Authorised total of the final batch.
    function authorised(Ledger ledger) internal pure returns (uint64) {
        return uint64(Ledger.unwrap(ledger) >> AUTHORISED);
    }

    /// @notice Before this time no other batch can become final.
    function freshUntil(Ledger ledger) internal pure returns (uint256) {
        return Ledger.unwrap(ledger) >> FRESH_UNTIL;
    }
}
