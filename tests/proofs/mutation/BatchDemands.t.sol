// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchDemands} from "../../../contracts/oracle/BatchDemands.sol";
import {LocalCurrency} from "../../../contracts/test/LocalCurrency.sol";
import {IBatchChallenges} from "../../../interfaces/IBatchChallenges.sol";
import {IBatchDemands} from "../../../interfaces/IBatchDemands.sol";
import {IEmissionOracle} from "../../../interfaces/IEmissionOracle.sol";
import {vm} from "../Vm.sol";
import {StakeStage} from "./StakeStage.sol";

/// @notice Demands to the second and to the unit: until when each step is taken, and whose the bond is.
contract BatchDemandsTest is StakeStage {
    address private constant OPERATOR = address(0x0b);
    address private constant PERSON = address(0xa);
    address private constant ANSWERER = address(0xde);
    uint40 private constant LENGTH = 1_000;
    uint40 private constant END = uint40(BEGINNING) + LENGTH;
    uint40 private constant DEMAND_TIME = 700;
    uint40 private constant ANSWER_TIME = 300;
    uint40 private constant PROVING_TIME = 600;

    BatchDemands private _demands;
    IBatchChallenges.Numbers private _numbers;

    function setUp() external {
        vm.warp(BEGINNING);
        _currency = new LocalCurrency();
        _demands = _made(IBatchDemands.DemandTerms(STAKE, DEMAND_TIME, ANSWER_TIME, PROVING_TIME));
        _stakes(OPERATOR, _demands, 20);
        _stakes(PERSON, _demands, 2);
        // each tree is one leaf
        _window = IEmissionOracle.Window(_hash(_leaf(5)), _hash(_leaf(4)), 50, END);
    }

    function _made(IBatchDemands.DemandTerms memory terms) private returns (BatchDemands) {
        return new BatchDemands(IEmissionOracle(address(this)), IBatchChallenges(address(this)), terms, LENGTH);
    }

    // ------------------------------------------------------------------------------------------------- the terms

    function test_it_is_what_it_was_made() external view {
        assert(address(_demands.oracle()) == address(this) && address(_demands.challenges()) == address(this));
        assert(address(_demands.registry()) == address(this) && _demands.MAX_OPEN_DEMANDS() == 16);
        IBatchDemands.DemandTerms memory terms = _demands.demandTerms();
        assert(terms.bond == STAKE && terms.demandTime == DEMAND_TIME);
        assert(terms.answerTime == ANSWER_TIME && terms.provingTime == PROVING_TIME);
    }

    function _invalid(uint128 bond, uint40 demandTime, uint40 answerTime, uint40 provingTime) private {
        bytes4 selector = IBatchDemands.InvalidDemandTerms.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, bond, demandTime, answerTime, provingTime));
        _made(IBatchDemands.DemandTerms(bond, demandTime, answerTime, provingTime));
    }

    function test_terms_that_cannot_be_kept_are_refused() external {
        _invalid(0, 999, 998, 600);
        _invalid(1, 999, 0, 600);
        _invalid(1, 999, 999, 600);
        _invalid(1, 998, 999, 600);
        _invalid(1, 1_000, 998, 600);
        _invalid(1, 1_001, 998, 600);
        _invalid(1, 999, 998, 599);
        _made(IBatchDemands.DemandTerms(1, 999, 998, 600));
        _made(IBatchDemands.DemandTerms(2, 2, 1, 601));
    }

    // ------------------------------------------------------------------------------------------------- the steps

    /// @dev A person's leaf with these credits, over the numbers of the stage.
    function _leaf(uint256 credits) private view returns (IBatchChallenges.Leaf memory) {
        bytes32 kind = keccak256(
            "Numbers(bytes32 salt,uint64 baseline,uint64 emissions,uint16 periods,uint128 credits,uint256[] observations)"
        );
        bytes32 empty = keccak256("");
        bytes32 numbers = keccak256(abi.encode(kind, bytes32(0), uint64(0), uint64(0), uint16(0), uint128(0), empty));
        kind = keccak256("Report(bytes32 numbers,bytes32 sources,bytes32 evidence)");
        return IBatchChallenges.Leaf(
            PERSON, credits, keccak256(abi.encode(kind, numbers, bytes32("sources"), bytes32("evidence")))
        );
    }

    function _hash(IBatchChallenges.Leaf memory leaf) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(leaf))));
    }

    function _none() private pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function _demand(bytes32 leaf) private view returns (IBatchDemands.Demand memory) {
        return IBatchDemands.Demand(VINTAGE, SEQUENCE, _window.root, _window.finalRoot, PERSON, leaf);
    }

    function _idOf(IBatchDemands.Demand memory demand) private pure returns (bytes32) {
        return keccak256(abi.encode(demand));
    }

    function _demandingNumbers() private view returns (bytes memory) {
        return abi.encodeCall(IBatchDemands.demandNumbers, (VINTAGE, SEQUENCE, _leaf(5), _none()));
    }

    /// @dev A demand for the numbers behind the pending leaf.
    function _open(address demander) private returns (IBatchDemands.Demand memory demand, bytes32 id) {
        demand = _demand(_window.root);
        id = _idOf(demand);
        uint40 answerBy = uint40(block.timestamp) + ANSWER_TIME;
        vm.expectEmit(address(_demands));
        emit IBatchDemands.Demanded(id, PERSON, demander, demand, answerBy);
        vm.prank(demander);
        assert(_demands.demandNumbers(VINTAGE, SEQUENCE, _leaf(5), _none()) == id);
        assert(_demands.standingOf(id).demander == demander && _demands.standingOf(id).answerBy == answerBy);
        assert(_postponedTo == answerBy + PROVING_TIME);
    }

    function _openLeaf() private returns (IBatchDemands.Demand memory demand, bytes32 id) {
        demand = _demand(0);
        id = _idOf(demand);
        vm.prank(OPERATOR);
        assert(_demands.demandLeaf(VINTAGE, SEQUENCE, _leaf(4), _none()) == id);
    }

    function _check(bytes32 id, IBatchDemands.State state, uint256 open, uint256 demanders, uint256 answerers)
        private
        view
    {
        assert(_demands.standingOf(id).state == state && _demands.openDemandsOf(OPERATOR) == open);
        _adds(_demands, open * STAKE, [OPERATOR, ANSWERER], [demanders, answerers]);
    }

    // ------------------------------------------------------------------------------------------------- demanding

    function test_a_demand_is_taken_in_the_first_part_of_the_window() external {
        vm.warp(BEGINNING + DEMAND_TIME);
        bytes memory late = abi.encodeWithSelector(IBatchDemands.DemandTooLate.selector, BEGINNING + DEMAND_TIME);
        _fails(OPERATOR, _demands, _demandingNumbers(), late);
        vm.warp(BEGINNING + DEMAND_TIME - 1);
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        assert(_demands.idOf(demand) == id);
        _check(id, IBatchDemands.State.Open, 1, 0, 0);
        _fails(
            OPERATOR, _demands, _demandingNumbers(), abi.encodeWithSelector(IBatchDemands.AlreadyDemanded.selector, id)
        );
    }

    function test_the_person_and_a_ready_operator_may_demand() external {
        address other = address(0xbad);
        bytes memory refused = abi.encodeWithSelector(IBatchDemands.NotEntitled.selector, other);
        _fails(other, _demands, _demandingNumbers(), refused);
        _open(PERSON);
        assert(_demands.openDemandsOf(PERSON) == 1);
        (, bytes32 id) = _openLeaf();
        assert(_demands.standingOf(id).state == IBatchDemands.State.Open);
    }

    function _wrongOpening(bytes32 computed, bytes32 expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IBatchChallenges.WrongOpening.selector, computed, expected);
    }

    function test_what_is_demanded_stands_in_its_tree() external {
        (bytes32 pending, bytes32 last) = (_window.root, _window.finalRoot);
        bytes memory call_ = abi.encodeCall(IBatchDemands.demandNumbers, (VINTAGE, SEQUENCE, _leaf(4), _none()));
        _fails(OPERATOR, _demands, call_, _wrongOpening(last, pending));
        call_ = abi.encodeCall(IBatchDemands.demandLeaf, (VINTAGE, SEQUENCE, _leaf(5), _none()));
        _fails(OPERATOR, _demands, call_, _wrongOpening(pending, last));
    }

    function test_sixteen_demands_of_one_may_be_open() external {
        for (uint256 i = 0; i < 16; ++i) {
            _window.finalRoot = keccak256(abi.encode(i));
            _open(OPERATOR);
        }
        _window.finalRoot = "one more";
        bytes memory full = abi.encodeWithSelector(IBatchDemands.TooManyDemands.selector, OPERATOR, 16);
        _fails(OPERATOR, _demands, _demandingNumbers(), full);
        vm.warp(BEGINNING + ANSWER_TIME);
        _window.finalRoot = keccak256(abi.encode(3));
        _demands.repay(_idOf(_demand(_window.root)));
        _window.finalRoot = "one more";
        (, bytes32 id) = _open(OPERATOR);
        _check(id, IBatchDemands.State.Open, 16, STAKE, 0);
    }

    // ------------------------------------------------------------------------------------------------- answering

    function _answerWithNumbers(IBatchDemands.Demand memory demand, uint256 credits) private view returns (bytes memory) {
        return abi.encodeCall(
            IBatchDemands.answerNumbers, (demand, credits, _numbers, bytes32("sources"), bytes32("evidence"))
        );
    }

    function _answers(bytes memory call_) private {
        vm.prank(ANSWERER);
        (bool done,) = address(_demands).call(call_);
        assert(done);
    }

    function test_an_answer_in_time_takes_half_the_bond() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        bytes memory answer = _answerWithNumbers(demand, 5);
        vm.warp(BEGINNING + ANSWER_TIME);
        bytes memory late =
            abi.encodeWithSelector(IBatchDemands.AnswerTooLate.selector, id, BEGINNING + ANSWER_TIME);
        _fails(ANSWERER, _demands, answer, late);
        vm.warp(BEGINNING + ANSWER_TIME - 1);
        vm.expectEmit(address(_demands));
        emit IBatchDemands.NumbersAnswered(id, PERSON, ANSWERER, 5, _numbers, "sources", "evidence");
        _answers(answer);
        _check(id, IBatchDemands.State.Answered, 0, 0, 50);
        assert(_demands.destroyed() == 51 && _accepted == 0);
        _fails(ANSWERER, _demands, answer, abi.encodeWithSelector(IBatchDemands.NotOpen.selector, id));
    }

    function test_wrong_numbers_are_no_answer() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        bytes memory wrong = _answerWithNumbers(demand, 6);
        _fails(ANSWERER, _demands, wrong, _wrongOpening(_hash(_leaf(6)), demand.leaf));
        bytes memory leaf = abi.encodeCall(IBatchDemands.answerLeaf, (demand, 5, _leaf(5).reportHash, _none()));
        _fails(ANSWERER, _demands, leaf, abi.encodeWithSelector(IBatchDemands.WrongKindOfAnswer.selector, id));
        _check(id, IBatchDemands.State.Open, 1, 0, 0);
    }

    function test_a_leaf_that_did_not_change_is_an_answer() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        bytes memory unchanged = abi.encodeCall(IBatchDemands.answerUnchanged, (demand, _none()));
        _fails(ANSWERER, _demands, unchanged, _wrongOpening(demand.leaf, demand.finalRoot));
        vm.warp(BEGINNING + ANSWER_TIME);
        _demands.repay(id);
        _window.finalRoot = _window.root;
        vm.warp(BEGINNING);
        (demand, id) = _open(OPERATOR);
        vm.expectEmit(address(_demands));
        emit IBatchDemands.UnchangedAnswered(id, PERSON, ANSWERER);
        _answers(abi.encodeCall(IBatchDemands.answerUnchanged, (demand, _none())));
        _check(id, IBatchDemands.State.Answered, 0, STAKE, 50);
    }

    function test_the_new_leaf_is_the_answer_to_a_demand_for_it() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _openLeaf();
        bytes memory kind = abi.encodeWithSelector(IBatchDemands.WrongKindOfAnswer.selector, id);
        _fails(ANSWERER, _demands, _answerWithNumbers(demand, 5), kind);
        _fails(ANSWERER, _demands, abi.encodeCall(IBatchDemands.answerUnchanged, (demand, _none())), kind);
        bytes32 report = _leaf(5).reportHash;
        bytes memory wrong = abi.encodeCall(IBatchDemands.answerLeaf, (demand, 6, report, _none()));
        _fails(ANSWERER, _demands, wrong, _wrongOpening(_hash(_leaf(6)), demand.root));
        vm.expectEmit(address(_demands));
        emit IBatchDemands.LeafAnswered(id, PERSON, ANSWERER, 5, report, _none());
        _answers(abi.encodeCall(IBatchDemands.answerLeaf, (demand, 5, report, _none())));
        _check(id, IBatchDemands.State.Answered, 0, 0, 50);
    }

    // --------------------------------------------------------------------------------------------- not answered

    function test_an_unanswered_demand_is_repaid_once_its_time_is_over() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        vm.warp(BEGINNING + ANSWER_TIME - 1);
        bytes memory early =
            abi.encodeWithSelector(IBatchDemands.AnswerTimeRunning.selector, id, BEGINNING + ANSWER_TIME);
        bytes memory repaying = abi.encodeCall(IBatchDemands.repay, (id));
        bytes memory proving = abi.encodeCall(IBatchDemands.proveUnanswered, (demand));
        _fails(OPERATOR, _demands, repaying, early);
        _fails(OPERATOR, _demands, proving, early);
        vm.warp(BEGINNING + ANSWER_TIME);
        vm.expectEmit(address(_demands));
        emit IBatchDemands.DemandRepaid(id, OPERATOR);
        _demands.repay(id);
        _check(id, IBatchDemands.State.Repaid, 0, STAKE, 0);
        assert(_accepted == 0);
        _fails(OPERATOR, _demands, repaying, abi.encodeWithSelector(IBatchDemands.NotOpen.selector, id));
        // the fault can still be shown, for no second bond
        _provesUnanswered(demand, id);
    }

    function test_an_unanswered_demand_is_a_fault() external {
        (IBatchDemands.Demand memory demand, bytes32 id) = _open(OPERATOR);
        vm.warp(BEGINNING + ANSWER_TIME);
        _provesUnanswered(demand, id);
        IBatchDemands.Demand memory never = _demand("never");
        bytes memory proving = abi.encodeCall(IBatchDemands.proveUnanswered, (never));
        _fails(OPERATOR, _demands, proving, abi.encodeWithSelector(IBatchDemands.NotOpen.selector, _idOf(never)));
    }

    function _provesUnanswered(IBatchDemands.Demand memory demand, bytes32 id) private {
        vm.expectEmit(address(_demands));
        emit IBatchDemands.UnansweredProven(id, OPERATOR);
        _demands.proveUnanswered(demand);
        _check(id, IBatchDemands.State.Unanswered, 0, STAKE, 0);
        assert(_accepted == keccak256(abi.encode(IBatchChallenges.Fault.UnansweredDemand, id, OPERATOR)));
        bytes memory proving = abi.encodeCall(IBatchDemands.proveUnanswered, (demand));
        _fails(OPERATOR, _demands, proving, abi.encodeWithSelector(IBatchDemands.NotOpen.selector, id));
    }
}
