// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IStakeLedger} from "./IStakeLedger.sol";

/// @title Demands that a pending batch be opened
/// @notice A proof needs an opened report; whoever is refused it demands it here. In the first part of a batch's window
/// an operator with a whole bond, or the account itself, may demand the *numbers* behind a leaf of the batch, or the
/// *new leaf* of an account that the last final batch had. Anyone may answer. A demand that nobody answered in time is
/// a fault like any other: the batch falls and `IBatchChallenges.collect` slashes its signers.
/// @dev A demand moves the batch's finality so that a challenger has time after the last answer, at most to
/// `demandTime + answerTime + provingTime` after posting, however many demands there are. A demand is named by the hash
/// of its `Demand`; events carry all of it.
interface IBatchDemands is IStakeLedger {
    /// @notice What demands cost and how long they wait. Immutable.
    /// @param bond Base units of the bonds' currency that a demand stakes: half goes to who answers and half
    /// is destroyed, or all of it back where nobody answers.
    /// @param demandTime Seconds after posting in which demands are taken; shorter than the window.
    /// @param answerTime Seconds that an answer may take; shorter than `demandTime`, so that there is time to demand
    /// the numbers of a leaf that had to be demanded itself.
    /// @param provingTime Seconds that are left to prove a fault after the latest answer; at least 10 minutes.
    struct DemandTerms {
        uint128 bond;
        uint40 demandTime;
        uint40 answerTime;
        uint40 provingTime;
    }

    /// @notice What is demanded.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the batch.
    /// @param root Root of the batch.
    /// @param finalRoot Root of the batch that was final meanwhile; zero where there was none.
    /// @param account Whose leaf.
    /// @param leaf Hash of the leaf whose numbers are demanded; zero where the account's new leaf is.
    struct Demand {
        uint16 vintage;
        uint32 sequence;
        bytes32 root;
        bytes32 finalRoot;
        address account;
        bytes32 leaf;
    }

    /// @notice What became of a demand.
    /// @dev Repaid: the bond was given back without a proof; that nobody answered can be proven still.
    enum State {
        None,
        Open,
        Answered,
        Repaid,
        Unanswered
    }

    /// @notice Where a demand stands.
    /// @param demander Who demanded.
    /// @param answerBy First second in which an answer is too late.
    /// @param state What became of it.
    struct Standing {
        address demander;
        uint40 answerBy;
        State state;
    }

    // ------------------------------------------------------------------------------------------------- events

    /// @notice Something was demanded.
    /// @param id Hash of the demand.
    /// @param account Whose leaf.
    /// @param demander Who demanded.
    /// @param demand All of it, as answers need it.
    /// @param answerBy First second in which an answer is too late.
    event Demanded(
        bytes32 indexed id, address indexed account, address indexed demander, Demand demand, uint40 answerBy
    );

    /// @notice The numbers behind a leaf were opened: with the leaf's proof a challenger has all that a proof needs.
    event NumbersAnswered(
        bytes32 indexed id,
        address indexed account,
        address indexed answerer,
        uint256 credits,
        IBatchChallenges.Numbers numbers,
        bytes32 sourcesHash,
        bytes32 evidenceHash
    );

    /// @notice The new leaf of an account was shown.
    event LeafAnswered(
        bytes32 indexed id,
        address indexed account,
        address indexed answerer,
        uint256 credits,
        bytes32 reportHash,
        bytes32[] proof
    );

    /// @notice The leaf was shown to be the very leaf of the final batch, whose window it survived.
    event UnchangedAnswered(bytes32 indexed id, address indexed account, address indexed answerer);

    /// @notice Nobody answered in time: the batch is faulted.
    event UnansweredProven(bytes32 indexed id, address indexed demander);

    /// @notice The bond of an unanswered demand was given back.
    event DemandRepaid(bytes32 indexed id, address indexed demander);

    // ------------------------------------------------------------------------------------------------- errors

    /// @notice A demand that costs nothing, times of nothing, an answer time that is not shorter than the demand time,
    /// a demand time that is not shorter than the window, or a proving time below 10 minutes.
    error InvalidDemandTerms(uint128 bond, uint40 demandTime, uint40 answerTime, uint40 provingTime);

    /// @notice Only an operator with a whole bond, or the account itself, may demand.
    error NotEntitled(address caller);

    /// @notice The part of the window in which demands are taken is over.
    error DemandTooLate(uint40 until);

    /// @notice This was demanded before.
    error AlreadyDemanded(bytes32 id);

    /// @notice The caller has as many open demands as one may have.
    error TooManyDemands(address demander, uint256 maximum);

    /// @notice No such demand waits for an answer or a proof.
    error NotOpen(bytes32 id);

    /// @notice The time for answers is over.
    error AnswerTooLate(bytes32 id, uint40 answerBy);

    /// @notice The demand may still be answered.
    error AnswerTimeRunning(bytes32 id, uint40 answerBy);

    /// @notice The demand is for numbers and was answered with a leaf, or the other way round.
    error WrongKindOfAnswer(bytes32 id);

    // ---------------------------------------------------------------------------------------------- demanding
    // Both revert with `IEmissionOracle.NotPending`, `IBatchChallenges.WrongOpening`, `NotEntitled`, `DemandTooLate`,
    // `AlreadyDemanded`, `TooManyDemands` or `IOperatorRegistry.WrongDeposit`.

    /// @notice Demands the numbers behind a leaf of the pending batch.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the pending batch.
    /// @param leaf The leaf.
    /// @param proof Siblings from the leaf to the root of the pending batch.
    /// @return id Hash of the demand.
    function demandNumbers(
        uint16 vintage,
        uint32 sequence,
        IBatchChallenges.Leaf calldata leaf,
        bytes32[] calldata proof
    ) external returns (bytes32 id);

    /// @notice Demands the leaf that an account of the final batch has in the pending one.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the pending batch.
    /// @param leaf The account's leaf in the final batch.
    /// @param proof Siblings from that leaf to the root of the final batch.
    /// @return id Hash of the demand.
    function demandLeaf(
        uint16 vintage,
        uint32 sequence,
        IBatchChallenges.Leaf calldata leaf,
        bytes32[] calldata proof
    ) external returns (bytes32 id);

    // ---------------------------------------------------------------------------------------------- answering
    // All revert with `NotOpen`, `AnswerTooLate`, `WrongKindOfAnswer` or `IBatchChallenges.WrongOpening`. Also a batch
    // that was revoked must be answered for: it stays slashable.

    /// @notice Opens the numbers behind a leaf. Anyone.
    /// @param demand What was demanded.
    /// @param credits The leaf's credits.
    /// @param numbers The numbers of its report.
    /// @param sourcesHash Hash of the report's sources.
    /// @param evidenceHash Hash of the report's evidence.
    function answerNumbers(
        Demand calldata demand,
        uint256 credits,
        IBatchChallenges.Numbers calldata numbers,
        bytes32 sourcesHash,
        bytes32 evidenceHash
    ) external;

    /// @notice Shows that the leaf whose numbers are demanded stands unchanged in the final batch. Anyone.
    /// @dev So nobody needs the figures of somebody who was forgotten.
    /// @param demand What was demanded.
    /// @param proof Siblings from the leaf to the root of the final batch.
    function answerUnchanged(Demand calldata demand, bytes32[] calldata proof) external;

    /// @notice Shows an account's new leaf. Anyone.
    /// @param demand What was demanded.
    /// @param credits The leaf's credits.
    /// @param reportHash The leaf's report hash.
    /// @param proof Siblings from the leaf to the root of the batch.
    function answerLeaf(Demand calldata demand, uint256 credits, bytes32 reportHash, bytes32[] calldata proof) external;

    // ------------------------------------------------------------------------------------------- not answered

    /// @notice Proves that nobody answered in time: the batch is faulted, and the demander gets the bond back and, when
    /// the fault is collected under the demand's id, the challenger's part. Anyone.
    /// @dev Reverts with `NotOpen`, `AnswerTimeRunning`, `IEmissionOracle.NotChallengeable` or
    /// `IEmissionOracle.AlreadyFaulted`.
    function proveUnanswered(Demand calldata demand) external;

    /// @notice Gives the bond of an unanswered demand back without a proof, as where the batch fell for another reason.
    /// Anyone. The fault stays provable.
    /// @dev Reverts with `NotOpen` or `AnswerTimeRunning`.
    function repay(bytes32 id) external;

    // ------------------------------------------------------------------------------------------------ reading

    /// @notice Hash of a demand.
    function idOf(Demand calldata demand) external pure returns (bytes32);

    /// @notice Where a demand stands.
    function standingOf(bytes32 id) external view returns (Standing memory);

    /// @notice How many open demands somebody has.
    function openDemandsOf(address demander) external view returns (uint256);

    /// @notice What demands cost and how long they wait.
    function demandTerms() external view returns (DemandTerms memory);

    /// @notice The oracle.
    function oracle() external view returns (IEmissionOracle);

    /// @notice The oracle's operators.
    function registry() external view returns (IOperatorRegistry);

    /// @notice Where faults are marked and collected.
    function challenges() external view returns (IBatchChallenges);
}
