// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {StakeLedger} from "../../../contracts/oracle/StakeLedger.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {IOperatorRegistry} from "../../../interfaces/IOperatorRegistry.sol";
import {IStakeLedger} from "../../../interfaces/IStakeLedger.sol";
import {vm} from "../Vm.sol";

/// @notice A ledger whose inner steps can be called.
contract Stakes is StakeLedger {
    constructor(IERC20 currency_) StakeLedger(currency_) {}

    function pull(uint256 amount) external {
        _pull(amount);
    }

    function share(uint256 stake, address winner) external returns (uint256) {
        return _share(stake, winner);
    }

    function owe(address account, uint256 amount) external {
        _owe(account, amount);
    }
}

/// @notice Moves what it is told to move, whatever was asked for.
contract FickleCurrency is LocalCurrency {
    uint256 private _moves;
    uint256 private _takes;

    function set(uint256 moves, uint256 takes) external {
        (_moves, _takes) = (moves, takes);
    }

    function transferFrom(address from, address to, uint256) public override returns (bool) {
        if (_moves != 0) _transfer(from, to, _moves);
        if (_takes != 0) _transfer(to, from, _takes);
        return true;
    }
}

/// @notice Stakes: what is taken, shared, owed and destroyed adds up to the unit.
contract StakeLedgerTest {
    function test_what_arrived_counts(uint64 held, uint64 amount) external {
        LocalCurrency currency = new LocalCurrency();
        Stakes stakes = new Stakes(currency);
        assert(address(stakes.currency()) == address(currency));
        currency.mint(address(stakes), held);
        currency.mint(address(this), amount);
        currency.approve(address(stakes), amount);
        stakes.pull(amount);
        assert(currency.balanceOf(address(stakes)) == uint256(held) + amount);
    }

    function test_what_arrives_short_or_long_or_leaves_is_refused() external {
        FickleCurrency currency = new FickleCurrency();
        Stakes stakes = new Stakes(currency);
        currency.mint(address(stakes), 1_000);
        currency.mint(address(this), 1_000);
        currency.set(10, 0);
        stakes.pull(10);
        for (uint256 asked = 9; asked < 12; asked += 2) {
            vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.WrongDeposit.selector, asked, 10));
            stakes.pull(asked);
        }
        currency.set(0, 10);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.WrongDeposit.selector, 10, 0));
        stakes.pull(10);
        stakes.pull(0);
    }

    function test_half_of_a_stake_is_the_winners(uint128[4] calldata lost, address winner) external {
        Stakes stakes = new Stakes(new LocalCurrency());
        uint256 owed = 0;
        uint256 burnt = 0;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 half = lost[i] % 2 == 0 ? lost[i] / 2 : (lost[i] - 1) / 2;
            assert(stakes.share(lost[i], winner) == half);
            owed += half;
            burnt += lost[i] - half;
            assert(stakes.owedTo(winner) == owed && stakes.destroyed() == burnt);
        }
        stakes.owe(winner, 5);
        assert(stakes.owedTo(winner) == owed + 5);
    }

    function test_what_is_owed_is_fetched_once(uint64 amount) external {
        LocalCurrency currency = new LocalCurrency();
        Stakes stakes = new Stakes(currency);
        amount = amount == 0 ? 1 : amount;
        currency.mint(address(stakes), uint256(amount) + 3);
        stakes.owe(address(this), amount);
        vm.expectEmit(address(stakes));
        emit IStakeLedger.StakeWithdrawn(address(this), amount);
        assert(stakes.withdraw() == amount);
        assert(currency.balanceOf(address(this)) == amount && currency.balanceOf(address(stakes)) == 3);
        assert(stakes.owedTo(address(this)) == 0);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.NothingToWithdraw.selector, address(this)));
        stakes.withdraw();
    }
}
