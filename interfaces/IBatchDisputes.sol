// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IEmissionOracle} from "./IEmissionOracle.sol";
import {IStakeLedger} from "./IStakeLedger.sol";

/// @title Disputes about a batch's raw data
/// @notice What no proof reaches, a quorum that agrees on false data, is put before an arbiter. Anyone disputes a
/// pending batch with a stake, anyone defends it with the same stake, and the arbiter rules. Of the loser's stake half
/// goes to the winner and half is destroyed, so disputing against oneself never pays. Ruled wrong, the batch falls and
/// `IBatchChallenges.collect` slashes its signers. Without a ruling in time the batch stands and both stakes go back.
/// A dispute that nobody defends is ruled like any other: ruled wrong, the stake goes back; ruled right, all of it is
/// destroyed.
/// @dev One clock for all disputes of a batch: each moves finality to `rulingTime` after the end of the window, no
/// further. The arbiter can create nothing, and makes a batch of one period fall once: what the quorum posts again
/// stands.
interface IBatchDisputes is IStakeLedger {
    /// @notice Who rules, what disputes cost and how long they wait. Immutable.
    /// @param arbiter Meant to be a multisig that is none of the operators.
    /// @param stake Base units of the bonds' currency that either side stakes.
    /// @param defenceTime Seconds after the window in which a batch may still be defended; shorter than `rulingTime`.
    /// @param rulingTime Seconds after the window until which the arbiter may rule and the batch is not final.
    struct DisputeTerms {
        address arbiter;
        uint128 stake;
        uint40 defenceTime;
        uint40 rulingTime;
    }

    /// @notice What is disputed.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the batch.
    /// @param through End of what the batch covers.
    /// @param account Whose data is said to be false; zero for the whole batch.
    /// @param disputer Who says so.
    /// @param evidenceHash Hash of what the disputer shows to the arbiter. It should name the disputer, so that a copy
    /// proves nothing for somebody else.
    struct Dispute {
        uint16 vintage;
        uint32 sequence;
        uint40 through;
        address account;
        address disputer;
        bytes32 evidenceHash;
    }

    /// @notice What became of a dispute.
    enum State {
        None,
        Open,
        RuledRight,
        RuledWrong,
        Released
    }

    /// @notice Where a dispute stands.
    /// @param defender Who defends the batch; zero for nobody.
    /// @param rulingBy First second in which a ruling is too late.
    /// @param state What became of it.
    struct Standing {
        address defender;
        uint40 rulingBy;
        State state;
    }

    // ------------------------------------------------------------------------------------------------- events

    /// @notice A batch was disputed.
    /// @param id Hash of the dispute.
    /// @param account Whose data.
    /// @param disputer Who disputes.
    /// @param dispute All of it, as the later steps need it.
    /// @param defendBy First second in which a defence is too late.
    /// @param rulingBy First second in which a ruling is too late.
    event Disputed(
        bytes32 indexed id,
        address indexed account,
        address indexed disputer,
        Dispute dispute,
        uint40 defendBy,
        uint40 rulingBy
    );

    /// @notice Somebody staked on the batch being right.
    event Defended(bytes32 indexed id, address indexed defender);

    /// @notice The arbiter ruled.
    /// @param id Hash of the dispute.
    /// @param isWrong Whether the batch is wrong.
    /// @param toWinner What the winner gets of the loser's stake.
    /// @param destroyed The rest of it.
    event Ruled(bytes32 indexed id, bool isWrong, uint256 toWinner, uint256 destroyed);

    /// @notice No ruling in time: the stakes went back.
    event DisputeReleased(bytes32 indexed id);

    // ------------------------------------------------------------------------------------------------- errors

    /// @notice No arbiter, a stake or a time of nothing, or a defence time that is not shorter than the ruling time.
    error InvalidDisputeTerms(address arbiter, uint128 stake, uint40 defenceTime, uint40 rulingTime);

    /// @notice A stake above a slice: a signer could earn by disputing its own batch and winning a defender's stake.
    error StakeAboveSlice(uint128 stake, uint128 slice);

    /// @notice Only the arbiter rules.
    error NotArbiter(address caller);

    /// @notice The batch's window is over.
    error DisputeTooLate(uint40 until);

    /// @notice The same was disputed before.
    error AlreadyDisputed(bytes32 id);

    /// @notice No such dispute waits.
    error NotOpen(bytes32 id);

    /// @notice Somebody else defends the batch.
    error AlreadyDefended(bytes32 id, address defender);

    /// @notice The time for a defence is over.
    error DefenceTooLate(bytes32 id, uint40 defendBy);

    /// @notice Nobody has defended the batch yet, and somebody still may.
    error DefenceTimeRunning(bytes32 id, uint40 defendBy);

    /// @notice The time for a ruling is over.
    error RulingTooLate(bytes32 id, uint40 rulingBy);

    /// @notice The arbiter may still rule.
    error RulingTimeRunning(bytes32 id, uint40 rulingBy);

    /// @notice The arbiter has made a batch of this period fall before; what the quorum posts again stands.
    error RulingSpent(uint16 vintage, uint40 through);

    // ---------------------------------------------------------------------------------------------- disputing

    /// @notice Disputes the pending batch, staking from the caller's allowance. Anyone.
    /// @dev Reverts with `IEmissionOracle.NotPending`, `DisputeTooLate`, `RulingSpent`, `AlreadyDisputed` or
    /// `IOperatorRegistry.WrongDeposit`.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the pending batch.
    /// @param account Whose data is said to be false; zero for the whole batch.
    /// @param evidenceHash Hash of what the caller shows to the arbiter.
    /// @return id Hash of the dispute.
    function dispute(uint16 vintage, uint32 sequence, address account, bytes32 evidenceHash)
        external
        returns (bytes32 id);

    /// @notice Stakes on the batch being right, from the caller's allowance. Anyone, once.
    /// @dev Reverts with `NotOpen`, `AlreadyDefended`, `DefenceTooLate` or `IOperatorRegistry.WrongDeposit`.
    function defend(Dispute calldata disputed) external;

    // ------------------------------------------------------------------------------------------------- ending

    /// @notice Rules that the batch is wrong or right. Arbiter only, as soon as somebody defends or nobody can any
    /// more. A batch that the guardian revoked can be ruled wrong too.
    /// @dev Reverts with `NotArbiter`, `NotOpen`, `RulingTooLate`, `DefenceTimeRunning`; where ruled wrong, also with
    /// `RulingSpent`, `IEmissionOracle.AlreadyFaulted`.
    function rule(Dispute calldata disputed, bool isWrong) external;

    /// @notice Gives the stakes back where no ruling came in time. Anyone.
    /// @dev Reverts with `NotOpen` or `RulingTimeRunning`.
    function release(Dispute calldata disputed) external;

    // ------------------------------------------------------------------------------------------------ reading

    /// @notice Hash of a dispute; the commitment under which a fault is collected.
    function idOf(Dispute calldata disputed) external pure returns (bytes32);

    /// @notice Where a dispute stands.
    function standingOf(bytes32 id) external view returns (Standing memory);

    /// @notice End of the last period of which the arbiter made a batch fall.
    function ruledThrough(uint16 vintage) external view returns (uint40);

    /// @notice Who rules, what disputes cost and how long they wait.
    function disputeTerms() external view returns (DisputeTerms memory);

    /// @notice The oracle.
    function oracle() external view returns (IEmissionOracle);

    /// @notice Where faults are marked and collected.
    function challenges() external view returns (IBatchChallenges);
}
