// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {vm} from "../Vm.sol";
import {AuctionStage} from "./AuctionStage.sol";

/// @notice The straight way of a first bid takes what the rules take, and nothing one unit beyond.
contract StraightBidsTest is AuctionStage {
    function _refused(uint160 bidder, uint256 tick, uint256 lots, bytes memory expected) private {
        vm.prank(address(bidder));
        vm.expectRevert(expected);
        _auction.bid(1, uint16(tick), uint32(lots));
    }

    function _taken(uint160 bidder, uint256 tick, uint256 lots) private {
        uint256 before = _state().demand;
        vm.prank(address(bidder));
        _auction.bid(1, uint16(tick), uint32(lots));
        assert(_state().demand == before + lots && _auction.bidOf(address(bidder)).lots == lots);
    }

    function _outOfRange(uint256 lots, uint256 least, uint256 most) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ICreditAuction.LotsOutOfRange.selector, lots, least, most);
    }

    function test_a_bid_of_no_lots_is_none() external {
        _begin(10);
        _fund(address(0xa));
        _refused(0xa, 1, 0, _outOfRange(0, 1, 10));
        _taken(0xa, 1, 1);
    }

    function test_one_unit_short_of_money_is_too_little() external {
        _begin(10);
        for (uint160 i = 0; i < 3; ++i) {
            uint256 money = 2 * 107 - 1 + i;
            _currency.mint(address(this), money);
            _currency.approve(address(_auction), money);
            _auction.depositFor(address(0xa00 + i), money);
        }
        _refused(0xa00, 2, 2, abi.encodeWithSelector(ICreditAuction.InsufficientVault.selector, 213, 214));
        _taken(0xa01, 2, 2);
        _taken(0xa02, 2, 2);
        assert(_auction.vaultOf(address(0xa01)) == 0 && _auction.vaultOf(address(0xa02)) == 1);
    }

    /// @dev A tenth of 100 lots, and of 109: 10 are enough, 9 are not.
    function test_one_lot_below_the_least_is_too_few() external {
        _config.minimumBidBps = 1_000;
        for (uint256 supply = 100; supply < 118; supply += 9) {
            _begin(supply);
            _fund(address(0xa));
            _refused(0xa, 1, 9, _outOfRange(9, 10, supply));
            _taken(0xa, 1, 10);
            _bid(0xb, 1, 11);
        }
    }

    /// @dev What bids above the clock leave of the supply may be less than the least share.
    function test_what_is_left_of_the_supply_is_enough() external {
        _config.minimumBidBps = 1_000;
        _begin(100);
        _bid(0xa, 5, 94);
        _fund(address(0xb));
        _refused(0xb, 5, 5, _outOfRange(5, 6, 100));
        _taken(0xb, 5, 6);
    }

    function test_the_limit_is_not_passed_by_one_lot() external {
        _config.purchaseLimitBps = 2_500;
        for (uint256 supply = 40; supply < 46; supply += 3) {
            _begin(supply);
            _fund(address(0xa));
            _refused(0xa, 1, 11, abi.encodeWithSelector(ICreditAuction.PurchaseLimitExceeded.selector, 11, 10));
            _taken(0xa, 1, 10);
            _bid(0xb, 1, 9);
        }
    }

    function test_no_more_than_the_supply() external {
        _begin(10);
        _fund(address(0xa));
        _refused(0xa, 1, 11, _outOfRange(11, 1, 10));
        _taken(0xa, 1, 10);
    }

    function test_only_above_the_clock_and_on_the_ladder() external {
        _config.ticks = 30;
        _begin(10);
        _bid(0xa, 1, 10);
        _bid(0xb, 3, 10);
        _fund(address(0xc));
        for (uint256 tick = 0; tick < 2; ++tick) {
            _refused(0xc, tick, 1, abi.encodeWithSelector(ICreditAuction.TickNotAboveClock.selector, tick, 1));
        }
        _refused(0xc, 31, 1, abi.encodeWithSelector(ICreditAuction.TickAboveLadder.selector, 31, 30));
        // the round's demand is exactly its supply
        assert(_state().demandAbove == 10 && _state().clockTick == 1);
        _taken(0xc, 2, 1);
        _fund(address(0xd));
        _taken(0xd, 30, 1);
    }

    /// @dev A vault at its brim may pay for a bid out of what an outbid one gives back.
    function test_a_vault_stays_full_to_the_brim() external {
        _config.tickSize = 25;
        _begin(10);
        _bid(0xa, 1, 10);
        _bid(0xb, 2, 10);
        _bid(0xc, 3, 10);
        _fill(address(0xa));
        vm.prank(address(0xa));
        _auction.bid(1, 5, 5);
        assert(_auction.vaultOf(address(0xa)) == 2 ** 112 - 1 && _auction.escrowOf(address(0xa)) == 1_000);
    }
}
