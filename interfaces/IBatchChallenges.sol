// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEmissionOracle} from "./IEmissionOracle.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";

/// @title Proofs that a batch is wrong
/// @notice Whoever holds an opened report can prove a fault; no arbiter is needed. A proof marks the batch: a pending
/// one falls, from a final one nothing more is issued, a revoked one stays fallen. `collect` slashes its signers later.
/// A batch can be proven wrong once, as long as it is pending, final or revoked; a final one until the next is final.
/// Demands that nobody answered and rulings of the arbiter are faults of the same kind.
/// @dev Proofs are committed first: `keccak256(calldata of the proof | challenger)`, 20 bytes for the challenger, and
/// revealed at least `COMMITMENT_AGE` seconds later, so that a copier comes too late. The salt in the calldata
/// keeps others from guessing the commitment. Bytes of reports and observations: `docs/batch-format.md`.
interface IBatchChallenges {
    /// @notice What is wrong with a batch.
    enum Fault {
        DuplicateAccount,
        MalformedSources,
        SourceUsedTwice,
        WrongCredits,
        WrongMedian,
        WrongObservation,
        UnsignedRoot,
        UnansweredDemand,
        RuledWrong
    }

    /// @notice Which batch.
    struct Target {
        uint16 vintage;
        uint32 sequence;
        bytes32 methodologyId;
    }

    /// @notice A leaf of the batch's tree.
    struct Leaf {
        address account;
        uint256 credits;
        bytes32 reportHash;
    }

    /// @notice The numbers of a report. One observation word per operator:
    /// `baseline << 128 | emissions << 64 | periods`.
    struct Numbers {
        bytes32 salt;
        uint64 baseline;
        uint64 emissions;
        uint16 periods;
        uint128 credits;
        uint256[] observations;
    }

    /// @notice The sources of a report: nullifiers, strictly ascending, at most 8.
    struct Sources {
        bytes32 salt;
        bytes32[] nullifiers;
    }

    /// @notice A leaf in the batch's tree with the numbers of its report, the other parts closed.
    struct OpenNumbers {
        Leaf leaf;
        bytes32[] proof;
        Numbers numbers;
        bytes32 sourcesHash;
        bytes32 evidenceHash;
    }

    /// @notice A leaf in the batch's tree with the sources of its report, the other parts closed.
    struct OpenSources {
        Leaf leaf;
        bytes32[] proof;
        Sources sources;
        bytes32 numbersHash;
        bytes32 evidenceHash;
    }

    /// @notice One operator's root as the batch's `observationsHash` commits to it: the hash is over these six words of
    /// every operator, ascending.
    /// @param operator Who is said to have signed.
    /// @param root Root of the operator's observations.
    /// @param evidenceHash Hash of the operator's input files.
    /// @param count Number of observations.
    /// @param r First half of the signature.
    /// @param vs Second half, EIP-2098.
    struct SignedRoot {
        address operator;
        bytes32 root;
        bytes32 evidenceHash;
        uint32 count;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice What an operator observed of one account.
    struct Observation {
        bytes32 salt;
        address account;
        uint64 baseline;
        uint64 emissions;
        uint16 periods;
        bytes32[] nullifiers;
        bytes32 evidence;
    }

    /// @notice What an operator signs before anybody sees a figure. The EIP-712 type has these fields in this order.
    struct ObservationRoot {
        uint16 vintage;
        uint32 sequence;
        uint40 through;
        bytes32 methodologyId;
        bytes32 factorSetHash;
        bytes32 root;
        bytes32 evidenceHash;
        uint32 count;
    }

    /// @notice A posted batch: what was signed, by whom (`BatchPosted`), and the time of its block.
    struct Posting {
        IEmissionOracle.Batch batch;
        uint64 signers;
        uint40 postedAt;
    }

    // ------------------------------------------------------------------------------------------------- events

    /// @notice Somebody announced a proof.
    event ChallengeCommitted(bytes32 indexed commitment);

    /// @notice A batch was proven wrong.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the batch.
    /// @param challenger Who proved it.
    /// @param fault What is wrong.
    /// @param commitment Needed to collect: the challenger's commitment, or the hash of the demand or dispute.
    /// @param record The batch's record.
    event BatchFaulted(
        uint16 indexed vintage,
        uint32 indexed sequence,
        address indexed challenger,
        Fault fault,
        bytes32 commitment,
        bytes32 record
    );

    /// @notice The signers of a faulted batch were slashed.
    event FaultCollected(bytes32 indexed commitment, uint64 signers);

    /// @notice An operator was proven to have signed two roots for the same batch.
    event TwoRootsProven(
        address indexed operator, uint16 indexed vintage, uint32 indexed sequence, address challenger
    );

    // ------------------------------------------------------------------------------------------------- errors

    /// @notice This commitment was made before.
    error AlreadyCommitted(bytes32 commitment);

    /// @notice Nobody committed to exactly this call by this caller.
    error NotCommitted(bytes32 commitment);

    /// @notice The commitment must age first.
    error CommitmentTooYoung(bytes32 commitment, uint40 possibleFrom);

    /// @notice The leaf, node or list leads to another hash than the one on record.
    error WrongOpening(bytes32 computed, bytes32 expected);

    /// @notice What was shown is as it should be.
    error NoFault();

    /// @notice The two leaves are of different accounts.
    error DifferentAccounts(address first, address second);

    /// @notice The two leaves are the same one.
    error SameLeaf(bytes32 leaf);

    /// @notice The nullifiers differ.
    error DifferentSources(bytes32 first, bytes32 second);

    /// @notice The batch names fewer operators.
    error PlaceOutOfRange(uint256 place, uint256 count);

    /// @notice The policy must get enough gas, so that nobody makes it fail.
    error NotEnoughGas(uint256 given, uint256 needed);

    /// @notice The signature is of somebody else.
    error NotSignedBy(address operator, address signer);

    /// @notice The two roots are for different batches.
    error DifferentMoments();

    /// @notice The operator was slashed for this before.
    error AlreadyProven(address operator, uint16 vintage, uint32 sequence);

    /// @notice No fault of this batch and challenger waits under this commitment.
    error NothingToCollect(bytes32 commitment);

    /// @notice The operators are not those of the batch.
    error WrongSigners(bytes32 given, bytes32 expected);

    /// @notice Only the oracle's demands and disputes report faults.
    error NotDemandsOrDisputes(address caller);

    // --------------------------------------------------------------------------------------------- committing

    /// @notice Announces a proof without showing it.
    /// @dev Reverts with `AlreadyCommitted`.
    function commit(bytes32 commitment) external;

    // ------------------------------------------------------------------------------------------------- proofs
    // All revert with `NotCommitted`, `CommitmentTooYoung`, `WrongOpening`, `NoFault` or
    // `IEmissionOracle.NotChallengeable`, `IEmissionOracle.AlreadyFaulted`.

    /// @notice Proves two unequal leaves of one account.
    function proveDuplicateAccount(
        Target calldata target,
        Leaf calldata first,
        bytes32[] calldata firstProof,
        Leaf calldata second,
        bytes32[] calldata secondProof,
        bytes32 salt
    ) external;

    /// @notice Proves sources that are not strictly ascending or more than 8.
    function proveMalformedSources(Target calldata target, OpenSources calldata open, bytes32 salt) external;

    /// @notice Proves that two accounts use one source: the nullifiers at these places of their reports are equal.
    function proveSourceUsedTwice(
        Target calldata target,
        OpenSources calldata first,
        uint256 firstPlace,
        OpenSources calldata second,
        uint256 secondPlace,
        bytes32 salt
    ) external;

    /// @notice Proves that the credits of a leaf, or of its numbers, are not policy(baseline, emissions, periods) less
    /// the reserve's share. A policy that reverts stands for no credits.
    function proveWrongCredits(Target calldata target, OpenNumbers calldata open, bytes32 salt) external;

    /// @notice Proves that a report's baseline, emissions or periods are not the median of its observations: the lower
    /// middle for baseline and periods, the upper for emissions. No observation, or more than 64, is a fault too.
    function proveWrongMedian(Target calldata target, OpenNumbers calldata open, bytes32 salt) external;

    /// @notice Proves that a report shows another observation than the one under its operator's signed root.
    /// @param posting The batch.
    /// @param roots The operators' roots that its `observationsHash` commits to.
    /// @param place Place of the operator.
    /// @param observation What the operator observed.
    /// @param observationProof Siblings from the leaf (account, 0, observation hash) to the operator's root.
    /// @param open The account's report in the batch.
    /// @param salt Keeps the commitment from being guessed.
    function proveWrongObservation(
        Posting calldata posting,
        SignedRoot[] calldata roots,
        uint256 place,
        Observation calldata observation,
        bytes32[] calldata observationProof,
        OpenNumbers calldata open,
        bytes32 salt
    ) external;

    /// @notice Proves that an operator whom the batch names did not sign the root named for this very batch.
    function proveUnsignedRoot(
        Posting calldata posting,
        SignedRoot[] calldata roots,
        uint256 place,
        bytes32 salt
    ) external;

    /// @notice Proves that an operator signed two roots for one vintage and sequence, and slashes that operator alone.
    /// @dev Also reverts with `NotSignedBy`, `DifferentMoments`, `AlreadyProven`.
    /// @param operator Who.
    /// @param first One root.
    /// @param firstSignature Its signature, `r | vs`.
    /// @param second Another root.
    /// @param secondSignature Its signature.
    /// @param current Operators in force, ascending.
    /// @param salt Keeps the commitment from being guessed.
    function proveTwoRoots(
        address operator,
        ObservationRoot calldata first,
        bytes32[2] calldata firstSignature,
        ObservationRoot calldata second,
        bytes32[2] calldata secondSignature,
        address[] calldata current,
        bytes32 salt
    ) external;

    // --------------------------------------------------------------------------- faults of demands and disputes

    /// @notice Marks a batch whose demand nobody answered, or that the arbiter ruled wrong. Only the oracle's demands
    /// and disputes.
    /// @dev Reverts with `NotDemandsOrDisputes`, `IEmissionOracle.NotChallengeable` or
    /// `IEmissionOracle.AlreadyFaulted`.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the batch.
    /// @param fault What is wrong.
    /// @param commitment Hash of the demand or dispute; the fault is collected under it.
    /// @param challenger Who demanded or disputed.
    function acceptFault(uint16 vintage, uint32 sequence, Fault fault, bytes32 commitment, address challenger)
        external;

    // ---------------------------------------------------------------------------------------------- collecting

    /// @notice Slashes the signers of a faulted batch. Anyone, once.
    /// @dev Reverts with `NothingToCollect`, `WrongSigners` or `IEmissionOracle.WrongOperators`.
    /// @param commitment The challenger's commitment, or the hash of the demand or dispute.
    /// @param challenger Who proved the fault.
    /// @param posting The faulted batch.
    /// @param operators The operators at the time of the batch, ascending.
    /// @param current Operators in force, ascending.
    function collect(
        bytes32 commitment,
        address challenger,
        Posting calldata posting,
        address[] calldata operators,
        address[] calldata current
    ) external;

    // ------------------------------------------------------------------------------------------------- reading

    /// @notice When a commitment was made; 0 where there is none or it was revealed.
    function committedAt(bytes32 commitment) external view returns (uint40);

    /// @notice Whether a revealed fault under this commitment waits to be collected.
    function isCollectable(bytes32 commitment) external view returns (bool);

    /// @notice The EIP-712 digest of an operator's root under the oracle's domain.
    function digestOf(ObservationRoot calldata root) external view returns (bytes32);

    /// @notice The oracle.
    function oracle() external view returns (IEmissionOracle);

    /// @notice The oracle's operators.
    function registry() external view returns (IOperatorRegistry);
}
