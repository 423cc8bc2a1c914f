// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonCredit} from "../../../contracts/credit/CarbonCredit.sol";
import {CreditHandler} from "./CreditHandler.sol";

/// @notice A credit under random lives, against the handler's model.
contract CarbonCreditInvariants {
    uint256 private constant ACTORS = 6;

    CreditHandler private _handler;
    CarbonCredit private _credit;

    function setUp() external {
        _handler = new CreditHandler();
        _credit = _handler.credit();
    }

    /// @dev Forge reads this: only the handler is called.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_every_slot_is_as_the_model_says() external view {
        for (uint256 i = 0; i < ACTORS; ++i) {
            address account = _handler.actor(i);
            assert(_credit.balanceOf(account) == _handler.balance(account));
            assert(_credit.issuedTo(account) == _handler.issued(account));
        }
    }

    function invariant_the_supply_is_the_sum_of_all_balances() external view {
        uint256 sum = 0;
        for (uint256 i = 0; i < ACTORS; ++i) {
            sum += _credit.balanceOf(_handler.actor(i));
        }
        assert(_credit.totalSupply() == sum);
        assert(_credit.totalBurnt() == _handler.burnt());
    }

    function invariant_promise_2_issued_is_bounded() external view {
        assert(_credit.totalIssued() <= _handler.authorised());
        assert(_credit.totalIssued() == _handler.peopleIssued() + _handler.issued(_handler.RESERVE()));
    }
}
