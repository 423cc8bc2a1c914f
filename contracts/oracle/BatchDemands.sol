// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchDemands} from "../../interfaces/IBatchDemands.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {CreditTree} from "../libraries/CreditTree.sol";
import {Openings} from "../libraries/Openings.sol";
import {ReportHash} from "../libraries/ReportHash.sol";
import {StakeLedger} from "./StakeLedger.sol";

/// @title Demands that a pending batch be opened
/// @notice See `IBatchDemands`.
contract BatchDemands is IBatchDemands, StakeLedger {
    using ReportHash for IBatchChallenges.Numbers;

    /// @notice Open demands of one demander: an operator can make the others open so many leaves at once, no more.
    uint256 public constant MAX_OPEN_DEMANDS = 16;
    /// @dev A commitment ages a minute; the rest is for the challenger's transactions to land.
    uint40 private constant MIN_PROVING_TIME = 10 minutes;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc IBatchDemands
    IEmissionOracle public immutable oracle;
    /// @inheritdoc IBatchDemands
    IOperatorRegistry public immutable registry;
    /// @inheritdoc IBatchDemands
    IBatchChallenges public immutable challenges;
    uint128 private immutable _bond;
    uint40 private immutable _demandTime;
    uint40 private immutable _answerTime;
    uint40 private immutable _provingTime;
    /// @dev The part of a window in which no demands are taken.
    uint40 private immutable _closedTime;

    // ------------------------------------------------------------------------------------------ storage

    mapping(bytes32 id => Standing) private _standings;
    /// @inheritdoc IBatchDemands
    mapping(address demander => uint256) public openDemandsOf;

    // -------------------------------------------------------------------------------------- constructor

    constructor(
        IEmissionOracle oracle_,
        IBatchChallenges challenges_,
        DemandTerms memory terms,
        uint40 challengeWindow
    ) StakeLedger(challenges_.registry().bondTerms().currency) {
        if (
            terms.bond == 0 || terms.answerTime == 0 || terms.answerTime >= terms.demandTime
                || terms.demandTime >= challengeWindow || terms.provingTime < MIN_PROVING_TIME
        ) revert InvalidDemandTerms(terms.bond, terms.demandTime, terms.answerTime, terms.provingTime);
        oracle = oracle_;
        challenges = challenges_;
        registry = challenges_.registry();
        _bond = terms.bond;
        _demandTime = terms.demandTime;
        _answerTime = terms.answerTime;
        _provingTime = terms.provingTime;
        _closedTime = challengeWindow - terms.demandTime;
    }

    // ---------------------------------------------------------------------------------------- demanding

    /// @inheritdoc IBatchDemands
    function demandNumbers(
        uint16 vintage,
        uint32 sequence,
        IBatchChallenges.Leaf calldata leaf,
        bytes32[] calldata proof
    ) external nonReentrant returns (bytes32 id) {
        IEmissionOracle.Window memory window = oracle.windowOf(vintage, sequence);
        bytes32 hash = Openings.requireIn(window.root, leaf, proof);
        return _demand(Demand(vintage, sequence, window.root, window.finalRoot, leaf.account, hash), window.end);
    }

    /// @inheritdoc IBatchDemands
    function demandLeaf(
        uint16 vintage,
        uint32 sequence,
        IBatchChallenges.Leaf calldata leaf,
        bytes32[] calldata proof
    ) external nonReentrant returns (bytes32 id) {
        IEmissionOracle.Window memory window = oracle.windowOf(vintage, sequence);
        // the leaf's hash is of no use here
        // slither-disable-next-line unused-return
        Openings.requireIn(window.finalRoot, leaf, proof);
        return _demand(Demand(vintage, sequence, window.root, window.finalRoot, leaf.account, 0), window.end);
    }

    function _demand(Demand memory demand, uint40 windowEnd) private returns (bytes32 id) {
        if (msg.sender != demand.account && !registry.isReady(msg.sender)) revert NotEntitled(msg.sender);
        uint40 until = windowEnd - _closedTime;
        if (block.timestamp >= until) revert DemandTooLate(until);
        id = _idOf(demand);
        if (_standings[id].state != State.None) revert AlreadyDemanded(id);
        if (openDemandsOf[msg.sender] == MAX_OPEN_DEMANDS) revert TooManyDemands(msg.sender, MAX_OPEN_DEMANDS);
        ++openDemandsOf[msg.sender];
        // 40 bits of seconds last for 34,000 years
        uint40 answerBy = uint40(block.timestamp) + _answerTime;
        _standings[id] = Standing(msg.sender, answerBy, State.Open);
        emit Demanded(id, demand.account, msg.sender, demand, answerBy);
        oracle.postpone(demand.vintage, demand.sequence, answerBy + _provingTime);
        _pull(_bond);
    }

    // ---------------------------------------------------------------------------------------- answering

    /// @inheritdoc IBatchDemands
    function answerNumbers(
        Demand calldata demand,
        uint256 credits,
        IBatchChallenges.Numbers calldata numbers,
        bytes32 sourcesHash,
        bytes32 evidenceHash
    ) external {
        bytes32 id = _answer(demand, true);
        bytes32 reportHash = ReportHash.ofReport(numbers.ofNumbers(), sourcesHash, evidenceHash);
        Openings.requireSame(CreditTree.leafOf(demand.account, credits, reportHash), demand.leaf);
        emit NumbersAnswered(id, demand.account, msg.sender, credits, numbers, sourcesHash, evidenceHash);
    }

    /// @inheritdoc IBatchDemands
    function answerUnchanged(Demand calldata demand, bytes32[] calldata proof) external {
        bytes32 id = _answer(demand, true);
        Openings.requireSame(CreditTree.rootOf(proof, demand.leaf), demand.finalRoot);
        emit UnchangedAnswered(id, demand.account, msg.sender);
    }

    /// @inheritdoc IBatchDemands
    function answerLeaf(Demand calldata demand, uint256 credits, bytes32 reportHash, bytes32[] calldata proof)
        external
    {
        bytes32 id = _answer(demand, false);
        bytes32 leaf = CreditTree.leafOf(demand.account, credits, reportHash);
        Openings.requireSame(CreditTree.rootOf(proof, leaf), demand.root);
        emit LeafAnswered(id, demand.account, msg.sender, credits, reportHash, proof);
    }

    /// @dev Closes the demand and shares its bond. The answer is checked afterwards: where it is wrong, all of this is
    /// undone.
    function _answer(Demand calldata demand, bool withNumbers) private returns (bytes32 id) {
        id = _idOf(demand);
        Standing memory standing = _standings[id];
        if (standing.state != State.Open) revert NotOpen(id);
        if (block.timestamp >= standing.answerBy) revert AnswerTooLate(id, standing.answerBy);
        if (withNumbers != (demand.leaf != 0)) revert WrongKindOfAnswer(id);
        _close(id, standing.demander, State.Answered);
        _share(_bond, msg.sender);
    }

    // ------------------------------------------------------------------------------------- not answered

    /// @inheritdoc IBatchDemands
    function proveUnanswered(Demand calldata demand) external {
        bytes32 id = _idOf(demand);
        Standing memory standing = _standings[id];
        if (standing.state == State.Open) {
            _repay(id, State.Unanswered);
        } else if (standing.state == State.Repaid) {
            _standings[id].state = State.Unanswered;
        } else {
            revert NotOpen(id);
        }
        emit UnansweredProven(id, standing.demander);
        // reverts, and undoes all of this, where the batch cannot be proven wrong any more
        challenges.acceptFault(
            demand.vintage, demand.sequence, IBatchChallenges.Fault.UnansweredDemand, id, standing.demander
        );
    }

    /// @inheritdoc IBatchDemands
    function repay(bytes32 id) external {
        if (_standings[id].state != State.Open) revert NotOpen(id);
        _repay(id, State.Repaid);
    }

    function _repay(bytes32 id, State state) private {
        Standing memory standing = _standings[id];
        if (block.timestamp < standing.answerBy) revert AnswerTimeRunning(id, standing.answerBy);
        _close(id, standing.demander, state);
        _owe(standing.demander, _bond);
        emit DemandRepaid(id, standing.demander);
    }

    function _close(bytes32 id, address demander, State state) private {
        _standings[id].state = state;
        --openDemandsOf[demander];
    }

    // ------------------------------------------------------------------------------------------ reading

    /// @inheritdoc IBatchDemands
    function idOf(Demand calldata demand) external pure returns (bytes32) {
        return _idOf(demand);
    }

    /// @inheritdoc IBatchDemands
    function standingOf(bytes32 id) external view returns (Standing memory) {
        return _standings[id];
    }

    /// @inheritdoc IBatchDemands
    function demandTerms() external view returns (DemandTerms memory) {
        return DemandTerms(_bond, _demandTime, _answerTime, _provingTime);
    }

    function _idOf(Demand memory demand) private pure returns (bytes32) {
        return keccak256(abi.encode(demand));
    }
}
