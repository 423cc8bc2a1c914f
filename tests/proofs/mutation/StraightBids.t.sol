// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {vm, Vm} from "../Vm.sol";
import {AuctionStage} from "./AuctionStage.sol";

/// @notice The straight way of a first bid takes what the rules take, and nothing one unit beyond.
contract StraightBidsTest is AuctionStage {
    /// @dev What the straight way saves at least; with the optimizer it is 2,700.
    uint256 private constant SAVED = 1_000;

    function _refused(uint160 bidder, uint256 tick, uint256 lots, bytes memory expected) private {
        uint32 round = _auction.currentRound();
        vm.prank(address(bidder));
        vm.expectRevert(expected);
        _auction.bid(round, uint16(tick), uint32(lots));
    }

    /// @return used The bid's gas.
    function _taken(uint160 bidder, uint256 tick, uint256 lots) private returns (uint256 used) {
        uint256 before = _state().demand;
        uint32 round = _auction.currentRound();
        vm.recordLogs();
        vm.prank(address(bidder));
        used = gasleft();
        _auction.bid(round, uint16(tick), uint32(lots));
        used -= gasleft();
        _isToldOnce(round, bidder, tick, lots);
        assert(_state().demand == before + lots && _auction.bidOf(address(bidder)).lots == lots);
    }

    /// @dev The first event since recording began is the bid's, and any other the clock's or the end's.
    function _isToldOnce(uint32 round, uint160 bidder, uint256 tick, uint256 lots) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assert(logs[0].topics[0] == ICreditAuction.BidPlaced.selector);
        assert(uint256(logs[0].topics[1]) == round && uint256(logs[0].topics[2]) == bidder);
        assert(keccak256(logs[0].data) == keccak256(abi.encode(tick, lots)));
        for (uint256 i = 1; i < logs.length; ++i) {
            assert(logs[i].topics[0] != ICreditAuction.BidPlaced.selector);
        }
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

    /// @dev In a second round too, whose number has another lowest bit.
    function test_one_unit_short_of_money_is_too_little() external {
        _begin(10);
        for (uint160 round = 0; round < 2; ++round) {
            if (round != 0) {
                vm.warp(_state().end);
                _next(10);
            }
            uint160 first = 0xa00 + 3 * round;
            for (uint160 i = 0; i < 3; ++i) {
                _fund(address(first + i), 2 * 107 - 1 + i);
            }
            _refused(first, 2, 2, abi.encodeWithSelector(ICreditAuction.InsufficientVault.selector, 213, 214));
            _taken(first + 1, 2, 2);
            _taken(first + 2, 2, 2);
            assert(_auction.vaultOf(address(first + 1)) == 0 && _auction.vaultOf(address(first + 2)) == 1);
        }
    }

    /// @dev One lot each of eleven bidders on one tick, for ten lots.
    /// @return plain Gas of the second bid.
    /// @return moving Gas of the last one, which moves the clock.
    function _elevenBids(uint16 limit) private returns (uint256 plain, uint256 moving) {
        _config.purchaseLimitBps = limit;
        _begin(10);
        for (uint160 i = 0; i < 11; ++i) {
            _fund(address(0xb00 + i), 1e9);
            moving = _taken(0xb00 + i, 1, 1);
            if (i == 1) plain = moving;
        }
        assert(_state().clockTick == 1);
    }

    /// @dev A limit below one lot is one lot, which only the rules in full know.
    function test_what_may_go_straight_does_not_pay_for_the_rules_in_full() external {
        (uint256 inFull, uint256 movingInFull) = _elevenBids(1);
        (uint256 straight, uint256 moving) = _elevenBids(10_000);
        assert(straight + SAVED < inFull && moving + SAVED < movingInFull);

        (_config.minimumBidBps, _config.purchaseLimitBps) = (1_000, 5_000);
        _begin(100);
        for (uint160 i = 0; i < 4; ++i) {
            _fund(address(0xc00 + i), 1e9);
        }
        // each the first on its tick
        _taken(0xc00, 1, 10);
        _taken(0xc01, 2_047, 10);
        // the last tick; the limit; the least share, for all the money there is
        assert(_taken(0xc02, 2_047, 10) + SAVED < inFull);
        assert(_taken(0xc03, 1, 50) + SAVED < inFull);
        _fund(address(0xc04), 1_000);
        assert(_taken(0xc04, 1, 10) + SAVED < inFull);
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
