// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CreditLedger, Ledger} from "../../../contracts/libraries/CreditLedger.sol";

/// @notice The word of totals against its documented layout.
contract CreditLedgerTest {
    using CreditLedger for Ledger;

    function _ledger(uint64 supply, uint64 issued, uint64 total, uint64 until) private pure returns (Ledger) {
        return Ledger.wrap(supply + uint256(issued) * 2 ** 64 + uint256(total) * 2 ** 128 + uint256(until) * 2 ** 192);
    }

    function test_its_fields(uint64 supply, uint64 issued, uint64 total, uint64 until) external pure {
        Ledger ledger = _ledger(supply, issued, total, until);
        assert(ledger.supply() == supply && ledger.issued() == issued);
        assert(ledger.authorised() == total && ledger.freshUntil() == until);
    }

    function test_issuing_and_burning(uint32 supply, uint32 issued, uint32 amount, uint64 total, uint64 until)
        external
        pure
    {
        Ledger ledger = _ledger(supply, issued, total, until);
        _same(ledger.issuedToPeople(amount), _ledger(uint64(supply) + amount, uint64(issued) + amount, total, until));
        _same(ledger.issuedToReserve(amount), _ledger(uint64(supply) + amount, issued, total, until));
        uint32 burnt = uint32(uint256(amount) % (uint256(supply) + 1));
        _same(ledger.burnt(burnt), _ledger(supply - burnt, issued, total, until));
    }

    function test_refreshing(uint64 supply, uint64 issued, uint64[2] calldata totals, uint64[2] calldata times)
        external
        pure
    {
        Ledger ledger = _ledger(supply, issued, totals[0], times[0]);
        _same(ledger.refreshed(totals[1], times[1]), _ledger(supply, issued, totals[1], times[1]));
    }

    function _same(Ledger one, Ledger other) private pure {
        assert(Ledger.unwrap(one) == Ledger.unwrap(other));
    }
}
