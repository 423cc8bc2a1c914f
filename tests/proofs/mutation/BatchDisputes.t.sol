// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchDisputes} from "../../../contracts/oracle/BatchDisputes.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {IBatchDisputes} from "../../../interfaces/IBatchDisputes.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {vm} from "../Vm.sol";
import {StakeStage} from "./StakeStage.sol";

/// @notice Disputes to the second and to the unit: until when each step is taken, and whose the stakes are.
contract BatchDisputesTest is StakeStage {
    address private constant ARBITER = address(0xab);
    address private constant DISPUTER = address(0xd1);
    address private constant DEFENDER = address(0xde);
    uint40 private constant END = uint40(BEGINNING) + 1_000;
    uint40 private constant DEFENCE = 200;
    uint40 private constant RULING = 900;

    BatchDisputes private _disputes;

    function setUp() external {
        vm.warp(BEGINNING);
        _currency = new LocalCurrency();
        _window = IEmissionOracle.Window("root", "final", 50, END);
        _disputes = _made(IBatchDisputes.DisputeTerms(ARBITER, STAKE, DEFENCE, RULING));
        _stakes(DISPUTER, _disputes, 4);
        _stakes(DEFENDER, _disputes, 4);
    }

    function _made(IBatchDisputes.DisputeTerms memory terms) private returns (BatchDisputes) {
        return new BatchDisputes(IEmissionOracle(address(this)), IBatchChallenges(address(this)), terms);
    }

    // ------------------------------------------------------------------------------------------------- the terms

    function test_it_is_what_it_was_made() external view {
        assert(address(_disputes.oracle()) == address(this) && address(_disputes.challenges()) == address(this));
        IBatchDisputes.DisputeTerms memory terms = _disputes.disputeTerms();
        assert(terms.arbiter == ARBITER && terms.stake == STAKE);
        assert(terms.defenceTime == DEFENCE && terms.rulingTime == RULING);
    }

    function _invalid(address arbiter, uint128 stake, uint40 defenceTime, uint40 rulingTime) private {
        bytes4 selector = IBatchDisputes.InvalidDisputeTerms.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, arbiter, stake, defenceTime, rulingTime));
        _made(IBatchDisputes.DisputeTerms(arbiter, stake, defenceTime, rulingTime));
    }

    function test_terms_that_cannot_be_kept_are_refused() external {
        _invalid(address(0), 1, 1, 2);
        _invalid(ARBITER, 0, 1, 2);
        _invalid(ARBITER, 1, 0, 2);
        _invalid(ARBITER, 1, 2, 2);
        _invalid(ARBITER, 1, 3, 2);
        _made(IBatchDisputes.DisputeTerms(ARBITER, 1, 1, 2));
        vm.expectRevert(abi.encodeWithSelector(IBatchDisputes.StakeAboveSlice.selector, STAKE + 1, STAKE));
        _made(IBatchDisputes.DisputeTerms(ARBITER, STAKE + 1, 1, 2));
        _slice = STAKE + 1;
        _made(IBatchDisputes.DisputeTerms(ARBITER, STAKE, 1, 2));
    }

    // ------------------------------------------------------------------------------------------------- the steps

    function _dispute(bytes32 evidence) private view returns (IBatchDisputes.Dispute memory) {
        return IBatchDisputes.Dispute(VINTAGE, SEQUENCE, _window.through, address(0xa), DISPUTER, evidence);
    }

    function _idOf(IBatchDisputes.Dispute memory disputed) private pure returns (bytes32) {
        return keccak256(abi.encode(disputed));
    }

    function _disputing(bytes32 evidence) private pure returns (bytes memory) {
        return abi.encodeCall(IBatchDisputes.dispute, (VINTAGE, SEQUENCE, address(0xa), evidence));
    }

    function _opened(bytes32 evidence) private returns (IBatchDisputes.Dispute memory disputed, bytes32 id) {
        disputed = _dispute(evidence);
        id = _idOf(disputed);
        vm.prank(DISPUTER);
        assert(_disputes.dispute(VINTAGE, SEQUENCE, address(0xa), evidence) == id);
    }

    function _defends(IBatchDisputes.Dispute memory disputed) private {
        vm.expectEmit(address(_disputes));
        emit IBatchDisputes.Defended(_idOf(disputed), DEFENDER);
        vm.prank(DEFENDER);
        _disputes.defend(disputed);
    }

    function _rules(IBatchDisputes.Dispute memory disputed, bool isWrong, uint256 toWinner, uint256 destroyed) private {
        vm.expectEmit(address(_disputes));
        emit IBatchDisputes.Ruled(_idOf(disputed), isWrong, toWinner, destroyed);
        vm.prank(ARBITER);
        _disputes.rule(disputed, isWrong);
    }

    function _check(bytes32 id, IBatchDisputes.State state, uint256 atStake, uint256 disputers, uint256 defenders)
        private
        view
    {
        assert(_disputes.standingOf(id).state == state);
        _adds(_disputes, atStake, [DISPUTER, DEFENDER], [disputers, defenders]);
    }

    // ------------------------------------------------------------------------------------------------- disputing

    function test_a_dispute_is_taken_until_the_windows_end() external {
        vm.warp(END);
        bytes memory late = abi.encodeWithSelector(IBatchDisputes.DisputeTooLate.selector, END);
        _fails(DISPUTER, _disputes, _disputing("it"), late);
        vm.warp(END - 1);
        IBatchDisputes.Dispute memory disputed = _dispute("it");
        bytes32 id = _idOf(disputed);
        assert(_disputes.idOf(disputed) == id);
        vm.expectEmit(address(_disputes));
        emit IBatchDisputes.Disputed(id, address(0xa), DISPUTER, disputed, END + DEFENCE, END + RULING);
        _opened("it");
        assert(_postponedTo == END + RULING && _disputes.standingOf(id).rulingBy == END + RULING);
        assert(_disputes.standingOf(id).defender == address(0));
        _check(id, IBatchDisputes.State.Open, STAKE, 0, 0);
        _fails(DISPUTER, _disputes, _disputing("it"), abi.encodeWithSelector(IBatchDisputes.AlreadyDisputed.selector, id));
    }

    function test_a_defence_is_taken_once_until_its_time_is_over() external {
        (IBatchDisputes.Dispute memory disputed, bytes32 id) = _opened("it");
        bytes memory defending = abi.encodeCall(IBatchDisputes.defend, (disputed));
        vm.warp(END + DEFENCE);
        bytes memory late = abi.encodeWithSelector(IBatchDisputes.DefenceTooLate.selector, id, END + DEFENCE);
        _fails(DEFENDER, _disputes, defending, late);
        vm.warp(END + DEFENCE - 1);
        _defends(disputed);
        _check(id, IBatchDisputes.State.Open, 2 * STAKE, 0, 0);
        assert(_disputes.standingOf(id).defender == DEFENDER);
        bytes memory twice = abi.encodeWithSelector(IBatchDisputes.AlreadyDefended.selector, id, DEFENDER);
        _fails(DISPUTER, _disputes, defending, twice);
        IBatchDisputes.Dispute memory other = _dispute("other");
        defending = abi.encodeCall(IBatchDisputes.defend, (other));
        _fails(DEFENDER, _disputes, defending, abi.encodeWithSelector(IBatchDisputes.NotOpen.selector, _idOf(other)));
    }

    // ---------------------------------------------------------------------------------------------------- ruling

    function test_a_ruling_comes_in_its_time_from_the_arbiter() external {
        (IBatchDisputes.Dispute memory disputed, bytes32 id) = _opened("it");
        bytes memory ruling = abi.encodeCall(IBatchDisputes.rule, (disputed, false));
        _fails(DISPUTER, _disputes, ruling, abi.encodeWithSelector(IBatchDisputes.NotArbiter.selector, DISPUTER));
        vm.warp(END + DEFENCE - 1);
        bytes memory early = abi.encodeWithSelector(IBatchDisputes.DefenceTimeRunning.selector, id, END + DEFENCE);
        _fails(ARBITER, _disputes, ruling, early);
        vm.warp(END + RULING);
        bytes memory late = abi.encodeWithSelector(IBatchDisputes.RulingTooLate.selector, id, END + RULING);
        _fails(ARBITER, _disputes, ruling, late);
        vm.warp(END + RULING - 1);
        _rules(disputed, false, 0, STAKE);
        _fails(ARBITER, _disputes, ruling, abi.encodeWithSelector(IBatchDisputes.NotOpen.selector, id));
    }

    function test_nobody_defended_in_vain_is_nobody_paid() external {
        (IBatchDisputes.Dispute memory right, bytes32 first) = _opened("right");
        (IBatchDisputes.Dispute memory alsoRight,) = _opened("also right");
        (IBatchDisputes.Dispute memory wrong, bytes32 second) = _opened("wrong");
        vm.warp(END + DEFENCE);
        _rules(right, false, 0, STAKE);
        _check(first, IBatchDisputes.State.RuledRight, 2 * STAKE, 0, 0);
        assert(_disputes.destroyed() == STAKE && _accepted == 0);
        _rules(alsoRight, false, 0, STAKE);
        assert(_disputes.destroyed() == 2 * STAKE);
        _rules(wrong, true, 0, 0);
        _check(second, IBatchDisputes.State.RuledWrong, 0, STAKE, 0);
        assert(_disputes.destroyed() == 2 * STAKE);
        assert(_accepted == keccak256(abi.encode(IBatchChallenges.Fault.RuledWrong, second, DISPUTER)));
    }

    /// @dev With a defence the arbiter need not wait. Half of the loser's stake, rounded down, is the winner's.
    function test_the_loser_pays_half_to_the_winner() external {
        (IBatchDisputes.Dispute memory right, bytes32 first) = _opened("right");
        (IBatchDisputes.Dispute memory wrong, bytes32 second) = _opened("wrong");
        _defends(right);
        _defends(wrong);
        _rules(right, false, 50, 51);
        _check(first, IBatchDisputes.State.RuledRight, 2 * STAKE, 0, STAKE + 50);
        assert(_disputes.destroyed() == 51 && _disputes.ruledThrough(VINTAGE) == 0);
        _rules(wrong, true, 50, 51);
        _check(second, IBatchDisputes.State.RuledWrong, 0, STAKE + 50, STAKE + 50);
        assert(_disputes.destroyed() == 102 && _disputes.ruledThrough(VINTAGE) == 50);
    }

    function test_a_period_is_ruled_wrong_once() external {
        (IBatchDisputes.Dispute memory one,) = _opened("one");
        (IBatchDisputes.Dispute memory other, bytes32 id) = _opened("other");
        vm.warp(END + DEFENCE);
        _rules(one, true, 0, 0);
        bytes memory spent = abi.encodeWithSelector(IBatchDisputes.RulingSpent.selector, VINTAGE, 50);
        _fails(ARBITER, _disputes, abi.encodeCall(IBatchDisputes.rule, (other, true)), spent);
        _check(id, IBatchDisputes.State.Open, STAKE, STAKE, 0);
        vm.warp(BEGINNING);
        _fails(DISPUTER, _disputes, _disputing("again"), spent);
        _window.through = 49;
        spent = abi.encodeWithSelector(IBatchDisputes.RulingSpent.selector, VINTAGE, 49);
        _fails(DISPUTER, _disputes, _disputing("again"), spent);
        _window.through = 51;
        (, id) = _opened("again");
        _check(id, IBatchDisputes.State.Open, 2 * STAKE, STAKE, 0);
    }

    // ------------------------------------------------------------------------------------------------- no ruling

    function test_without_a_ruling_every_stake_goes_back() external {
        (IBatchDisputes.Dispute memory alone, bytes32 first) = _opened("alone");
        (IBatchDisputes.Dispute memory defended, bytes32 second) = _opened("defended");
        _defends(defended);
        vm.warp(END + RULING - 1);
        bytes memory early = abi.encodeWithSelector(IBatchDisputes.RulingTimeRunning.selector, first, END + RULING);
        bytes memory releasing = abi.encodeCall(IBatchDisputes.release, (alone));
        _fails(DISPUTER, _disputes, releasing, early);
        vm.warp(END + RULING);
        vm.expectEmit(address(_disputes));
        emit IBatchDisputes.DisputeReleased(first);
        _disputes.release(alone);
        _check(first, IBatchDisputes.State.Released, 2 * STAKE, STAKE, 0);
        assert(_disputes.owedTo(address(0)) == 0);
        _disputes.release(defended);
        _check(second, IBatchDisputes.State.Released, 0, 2 * STAKE, STAKE);
        assert(_disputes.destroyed() == 0 && _accepted == 0);
        _fails(DISPUTER, _disputes, releasing, abi.encodeWithSelector(IBatchDisputes.NotOpen.selector, first));
    }
}
