// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICreditAuction} from "../../../interfaces/ICreditAuction.sol";
import {vm, Vm} from "../Vm.sol";
import {AuctionStage} from "./AuctionStage.sol";

/// @notice Corners of an auction that drawn ones rarely come to.
contract AuctionExamplesTest is AuctionStage {
    function _curve(uint256 lots, uint16[4] memory ticks, uint256 count)
        private
        pure
        returns (ICreditAuction.Step[] memory steps)
    {
        steps = new ICreditAuction.Step[](count);
        for (uint256 i = 0; i < count; ++i) {
            steps[i] = ICreditAuction.Step(ticks[i], uint32(lots));
        }
    }

    // ---------------------------------------------------------------------------------------- limits of one bid

    function test_the_limit_of_all_is_the_whole_supply() external {
        _begin(10_000);
        assert(_auction.purchaseLimitOf(1) == 10_000);
    }

    function test_the_limit_is_at_least_one_lot() external {
        _config.purchaseLimitBps = 1;
        _begin(10);
        assert(_auction.purchaseLimitOf(1) == 1);
        _bid(0xa, 1, 1);
        _fund(address(0xb));
        vm.prank(address(0xb));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.PurchaseLimitExceeded.selector, 2, 1));
        _auction.bid(1, 1, 2);
    }

    function test_no_tick_above_the_ladder() external {
        _config.ticks = 30;
        _begin(10);
        _fund(address(0xa));
        vm.prank(address(0xa));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.TickAboveLadder.selector, 31, 30));
        _auction.bid(1, 31, 1);
        _bid(0xa, 30, 1);
        assert(_auction.demandAt(30) == 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.TickAboveLadder.selector, 31, 30));
        _auction.demandAt(31);
    }

    function test_one_who_was_outbid_may_ask_for_the_whole_supply() external {
        _begin(10);
        _bid(0xa, 1, 10);
        _bid(0xb, 2, 10);
        _bid(0xc, 3, 10);
        assert(_state().clockTick == 2);
        _bid(0xa, 4, 10);
        assert(_state().clockTick == 3 && _state().demand == 30);
    }

    /// @dev A round of twelve lots, in which a curve is followed by a bid for all of them on tick 5.
    function _beginWithCurve(uint256 lots, uint16[4] memory ticks, uint256 count) private {
        _begin(12);
        _fund(address(0xa));
        vm.prank(address(0xa));
        _auction.bidCurve(1, _curve(lots, ticks, count));
        _bid(0xb, 5, 12);
    }

    function test_all_outbid_steps_leave_the_book_together() external {
        _beginWithCurve(3, [uint16(1), 2, 3, 30], 4);
        // of 24 lots, 12 and 3 stand above tick 3
        assert(_state().clockTick == 5 && _state().demandAbove == 3 && _state().demand == 24);
        uint256 before = _auction.vaultOf(address(0xa));
        vm.recordLogs();
        vm.prank(address(0xa));
        _auction.exit(1);
        _withdrew(0xa, 3, [uint16(1), 2, 3]);
        assert(_state().demand == 15);
        assert(_auction.vaultOf(address(0xa)) == before + 3 * (100 + 107 + 114));
        assert(_auction.bidOf(address(0xa)).tick == 30 && _auction.bidOf(address(0xa)).lots == 3);
    }

    /// @dev The recorded events tell of these steps, and no event tells of any other.
    function _withdrew(uint160 bidder, uint256 lots, uint16[3] memory ticks) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assert(logs.length == 3);
        for (uint256 i = 0; i < 3; ++i) {
            assert(logs[i].topics[0] == ICreditAuction.BidWithdrawn.selector && uint256(logs[i].topics[2]) == bidder);
            assert(keccak256(logs[i].data) == keccak256(abi.encode(ticks[i], lots)));
        }
    }

    /// @dev One step is outbid, one is on the clock and one above it.
    function test_what_stands_on_the_clock_or_above_is_not_withdrawn() external {
        _beginWithCurve(1, [uint16(1), 5, 30, 0], 3);
        assert(_state().clockTick == 5 && _state().demand == 15);
        // a new step takes the outbid one out, although that is of one lot
        vm.recordLogs();
        vm.prank(address(0xa));
        _auction.bid(1, 6, 2);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assert(logs.length == 2);
        assert(logs[0].topics[0] == ICreditAuction.BidWithdrawn.selector);
        assert(keccak256(logs[0].data) == keccak256(abi.encode(1, 1)));
        assert(logs[1].topics[0] == ICreditAuction.BidPlaced.selector);
        assert(_state().demand == 16);
    }

    function test_a_second_step_may_take_all_the_money_there_is() external {
        _begin(10);
        _fund(address(0xa), 207);
        vm.prank(address(0xa));
        _auction.bid(1, 1, 1);
        // and only the step is told of while the clock stays
        vm.recordLogs();
        vm.prank(address(0xa));
        _auction.bid(1, 2, 1);
        assert(vm.getRecordedLogs().length == 1);
        assert(_auction.vaultOf(address(0xa)) == 0 && _auction.escrowOf(address(0xa)) == 207);
    }

    function test_a_full_curve_of_an_earlier_round_is_told_as_unsettled() external {
        _begin(12);
        _fund(address(this));
        _auction.bidCurve(1, _curve(3, [uint16(1), 2, 3, 4], 4));
        vm.warp(_state().end);
        _next(12);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnsettledBid.selector, 1));
        _auction.bid(2, 1, 1);
    }

    // --------------------------------------------------------------------------------------------------- rounds

    function test_neither_bids_nor_exits_before_bidding_begins() external {
        _begin(10);
        (uint256 start, uint256 end) = (_state().start, _state().end);
        _fund(address(this));
        vm.warp(start - 1);
        bytes memory closed = abi.encodeWithSelector(ICreditAuction.BiddingClosed.selector, 1, start, end);
        vm.expectRevert(closed);
        _auction.bid(1, 1, 1);
        vm.expectRevert(closed);
        _auction.exit(1);
        vm.warp(start);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.NoBid.selector, this));
        _auction.exit(1);
        _auction.bid(1, 1, 1);
    }

    function test_the_least_supply_is_enough() external {
        _begin(10);
        _bid(0xa, 1, 10);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Bidding);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, 1));
        _auction.resultOf(1);
        vm.warp(_state().end);
        assert(_auction.resultOf(1).supply == 10 && _auction.resultOf(1).sold == 10);
        _next(9);
        assert(_auction.stageOf(2) == ICreditAuction.Stage.Final && _auction.resultOf(2).supply == 0);
    }

    function test_its_stages_follow_the_clock() external {
        _begin(10);
        uint256 start = _state().start;
        vm.warp(start - 1);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Consignment);
        vm.warp(start);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Bidding);
        vm.warp(_state().end - 1);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Bidding);
        vm.warp(_state().end);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Final);
    }

    function test_a_published_result_is_not_published_again() external {
        _begin(10);
        vm.warp(_state().end);
        _auction.publishResult(1);
        vm.recordLogs();
        _auction.openRound();
        assert(vm.getRecordedLogs().length == 1);
    }

    function test_the_last_rounds_words_are_forgotten() external {
        _begin(10);
        _bid(0xa, 9, 10);
        vm.warp(_state().end);
        _next(10);
        _bid(0xb, 17, 10);
        _bid(0xc, 25, 10);
        assert(_state().clockTick == 17 && _state().demandAbove == 10);
    }

    function test_after_an_empty_round_the_last_offered_one_counts() external {
        _config.unitValue = 1_000;
        _begin(10);
        _bid(0xa, 3, 10);
        _bid(0xb, 3, 10);
        vm.warp(_state().end);
        uint64 next = _auction.nextOpeningPrice();
        assert(next == 142);
        _next(9);
        assert(_state().openingPrice == next && _auction.nextOpeningPrice() == next);
        _next(0);
        assert(_state().openingPrice == next);
    }

    // ------------------------------------------------------------------------------------------ a lagging clock

    /// @dev Twenty words with one bid each, then one that outbids them all.
    function _lagging() private {
        _begin(20);
        for (uint256 i = 0; i < 20; ++i) {
            _bid(uint160(0xa00 + i), 8 * i + 3, 1);
        }
        _bid(0xb, 2_000, 20);
    }

    function test_one_bid_moves_the_clock_by_16_words_at_most() external {
        _lagging();
        assert(_state().clockTick == 16 * 8 - 1 && _state().demandAbove == 24);
        // the end comes while the clock lags
        vm.warp(_state().end);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Clearing);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, 1));
        _auction.claim(address(0xb));
        vm.recordLogs();
        assert(_auction.crank(1, 0) && _state().clockTick == 127);
        assert(vm.getRecordedLogs().length == 0);
        assert(_auction.crank(1, 3) && _state().clockTick == 151 && _state().demandAbove == 21);
        vm.recordLogs();
        assert(!_auction.crank(1, 1) && _state().clockTick == 155 && _state().demandAbove == 20);
        assert(vm.getRecordedLogs().length == 1);
        assert(!_auction.crank(1, 1));
        assert(vm.getRecordedLogs().length == 0);
        assert(_auction.stageOf(1) == ICreditAuction.Stage.Final);
        assert(_auction.claim(address(0xb)) == 20);
    }

    function test_the_next_bid_catches_up_first() external {
        _lagging();
        _fund(address(0xc));
        vm.prank(address(0xc));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.TickNotAboveClock.selector, 150, 155));
        _auction.bid(1, 150, 20);
        _bid(0xc, 2_001, 20);
        assert(_state().clockTick == 2_000 && _state().demandAbove == 20);
    }

    function test_a_bid_is_refused_while_the_clock_lags_too_far() external {
        _begin(40);
        for (uint256 i = 0; i < 40; ++i) {
            _bid(uint160(0xa00 + i), 8 * i + 3, 1);
        }
        _bid(0xb, 2_000, 40);
        assert(_state().clockTick == 127 && _state().demandAbove == 64);
        _fund(address(0xc));
        vm.prank(address(0xc));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.ClockLags.selector, 1, 255, 48, 40));
        _auction.bid(1, 2_001, 40);
    }

    // ------------------------------------------------------------------------------------------------- extension

    function test_only_a_bid_that_moves_the_clock_near_the_end_extends_it() external {
        _begin(10);
        uint256 end = _state().end;
        vm.warp(end - 600);
        _bid(0xa, 1, 10);
        _bid(0xb, 2, 10);
        // 600 seconds are left: nothing is extended
        assert(_state().end == end && _state().extensionsLeft == 2);
        vm.warp(end - 599);
        _bid(0xc, 3, 10);
        assert(_state().end == end + 600 && _state().extensionsLeft == 1);
        vm.warp(end + 599);
        _bid(0xd, 4, 10);
        assert(_state().end == end + 1_200 && _state().extensionsLeft == 0);
        vm.warp(end + 1_199);
        _bid(0xe, 5, 10);
        assert(_state().end == end + 1_200 && _state().start == end - 3_000);
        vm.warp(end + 1_200);
        _fund(address(0xf));
        vm.prank(address(0xf));
        vm.expectRevert(
            abi.encodeWithSelector(ICreditAuction.BiddingClosed.selector, 1, end - 3_000, end + 1_200)
        );
        _auction.bid(1, 6, 10);
    }

    // ------------------------------------------------------------------------------------------------- refusals

    function test_rounds_that_do_not_exist() external {
        _begin(10);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownRound.selector, 2));
        _auction.bid(2, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownRound.selector, 2));
        _auction.exit(2);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownRound.selector, 2));
        _auction.crank(2, 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownRound.selector, 2));
        _auction.consign(2, 1);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.UnknownConsignment.selector, 5));
        _auction.pay(5);
    }

    function test_consigning_ends_when_bidding_begins_and_takes_what_a_round_can_hold() external {
        uint256 most = 2 ** 27 - 1;
        _begin(10);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.ConsignmentClosed.selector, 1, _state().start));
        _auction.consign(1, 1);
        vm.warp(_state().start - 1);
        _credit.mint(address(this), most * 1_000);
        _credit.approve(address(_auction), most * 1_000);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.LotsOutOfRange.selector, 0, 1, most - 10));
        _auction.consign(1, 0);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.LotsOutOfRange.selector, most - 9, 1, most - 10));
        _auction.consign(1, uint32(most - 9));
        assert(_auction.consign(1, uint32(most - 10)) == 2 ** 32 + 10);
        assert(_state().supply == most);
    }

    function test_a_vault_that_would_run_over() external {
        _begin(10);
        _bid(0xa, 1, 10);
        _bid(0xb, 2, 10);
        _bid(0xc, 3, 10);
        // what comes back from the outbid bid does not fit
        _fill(address(0xa));
        vm.prank(address(0xa));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.VaultOverflow.selector, 2 ** 112 - 1, 1_000));
        _auction.exit(1);
        vm.prank(address(0xa));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.VaultOverflow.selector, 2 ** 112 - 1, 1_000));
        _auction.bid(1, 4, 1);
        // one that costs what comes back does
        vm.prank(address(0xa));
        _auction.bid(1, 4, 9);
        assert(_auction.vaultOf(address(0xa)) == 2 ** 112 - 1 - 9 * 121 + 1_000);
    }

    function test_a_bid_takes_all_that_there_is() external {
        _begin(10);
        _fund(address(0xa), 700);
        vm.prank(address(0xa));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.InsufficientVault.selector, 700, 800));
        _auction.bid(1, 1, 8);
        vm.prank(address(0xa));
        _auction.bid(1, 1, 7);
        assert(_auction.vaultOf(address(0xa)) == 0);
    }

    /// @dev An error's evidence is what it names, and not a byte more.
    function _refuses(bytes memory call_, bytes memory expected) private {
        (bool done, bytes memory answer) = address(_auction).call(call_);
        assert(!done && keccak256(answer) == keccak256(expected));
    }

    function test_errors_carry_exactly_their_evidence() external {
        _begin(10);
        uint64 id = 2 ** 32;
        uint256 start = _state().start;
        _refuses(
            abi.encodeCall(ICreditAuction.consign, (1, 1)),
            abi.encodeWithSelector(ICreditAuction.ConsignmentClosed.selector, 1, start)
        );
        _refuses(
            abi.encodeCall(ICreditAuction.claim, (address(0xa))),
            abi.encodeWithSelector(ICreditAuction.NoBid.selector, address(0xa))
        );
        _refuses(abi.encodeCall(ICreditAuction.exit, (1)), abi.encodeWithSelector(ICreditAuction.NoBid.selector, this));
        _refuses(
            abi.encodeCall(ICreditAuction.pay, (id)), abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, 1)
        );
        _refuses(
            abi.encodeCall(ICreditAuction.pay, (5)), abi.encodeWithSelector(ICreditAuction.UnknownConsignment.selector, 5)
        );
        _refuses(
            abi.encodeCall(ICreditAuction.demandAt, (2_048)),
            abi.encodeWithSelector(ICreditAuction.TickAboveLadder.selector, 2_048, 2_047)
        );
        _bid(0xa, 1, 10);
        _refuses(
            abi.encodeCall(ICreditAuction.claim, (address(0xa))),
            abi.encodeWithSelector(ICreditAuction.RoundNotFinal.selector, 1)
        );
        vm.warp(start - 1);
        _refuses(
            abi.encodeCall(ICreditAuction.consign, (1, 0)),
            abi.encodeWithSelector(ICreditAuction.LotsOutOfRange.selector, 0, 1, 2 ** 27 - 11)
        );
    }

    function test_an_exits_errors_carry_exactly_their_evidence() external {
        _begin(10);
        _bid(0xa, 1, 10);
        _refuses(
            abi.encodeCall(ICreditAuction.exit, (2)), abi.encodeWithSelector(ICreditAuction.UnknownRound.selector, 2)
        );
        _fund(address(this));
        _auction.bid(1, 3, 1);
        _refuses(
            abi.encodeCall(ICreditAuction.exit, (1)),
            abi.encodeWithSelector(ICreditAuction.BidStands.selector, 1, 3, 1)
        );
        vm.warp(_state().end);
        _next(10);
        _refuses(
            abi.encodeCall(ICreditAuction.exit, (2)), abi.encodeWithSelector(ICreditAuction.UnsettledBid.selector, 1)
        );
    }

    function test_there_is_nothing_to_see_of_an_unknown_consignment() external {
        _begin(10);
        ICreditAuction.Consignment memory none;
        assert(keccak256(abi.encode(_auction.consignmentOf(2 ** 32 + 3))) == keccak256(abi.encode(none)));
    }

    function test_who_gets_nothing_is_sent_nothing() external {
        _begin(10);
        _bid(0xa, 1, 10);
        _bid(0xb, 2, 10);
        _bid(0xc, 3, 10);
        vm.warp(_state().end);
        // outbid: money comes back, no credits move; all lots are sold: none come back
        vm.recordLogs();
        assert(_auction.claim(address(0xa)) == 0 && _auction.pay(2 ** 32) == 10);
        assert(vm.getRecordedLogs().length == 2);
    }

    function test_curves_of_none_and_of_five_steps_are_refused() external {
        _begin(10);
        _fund(address(this));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.InvalidCurve.selector, 0));
        _auction.bidCurve(1, new ICreditAuction.Step[](0));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.InvalidCurve.selector, 5));
        _auction.bidCurve(1, new ICreditAuction.Step[](5));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.InvalidCurve.selector, 2));
        _auction.bidCurve(1, _curve(1, [uint16(1), 0, 0, 0], 2));
        _auction.bidCurve(1, _curve(2, [uint16(1), 2, 3, 4], 4));
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.CurveFull.selector, 5));
        _auction.bid(1, 5, 1);
        (ICreditAuction.Bid[] memory steps,) = _auction.stepsOf(address(this));
        assert(steps.length == 4);
        for (uint256 i = 0; i < 4; ++i) {
            assert(steps[i].tick == i + 1 && steps[i].lots == 2);
        }
    }

    function test_the_choice_to_retire_is_no_part_of_a_plain_bid() external {
        _begin(10);
        vm.expectRevert(abi.encodeWithSelector(ICreditAuction.RetirementNotOffered.selector));
        _auction.retireOnClaim(true);
        _bid(uint160(address(this)), 1, 1);
        (, bool retires) = _auction.stepsOf(address(this));
        assert(!retires);
    }
}
