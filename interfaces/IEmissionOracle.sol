// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchChallenges} from "./IBatchChallenges.sol";
import {IBatchChallengesFactory} from "./IBatchChallengesFactory.sol";
import {IBatchDemands} from "./IBatchDemands.sol";
import {IBatchDemandsFactory} from "./IBatchDemandsFactory.sol";
import {IBatchDisputes} from "./IBatchDisputes.sol";
import {IBatchDisputesFactory} from "./IBatchDisputesFactory.sol";
import {ICarbonCredit} from "./ICarbonCredit.sol";
import {ICarbonCreditFactory} from "./ICarbonCreditFactory.sol";
import {ICorrectionReserve} from "./ICorrectionReserve.sol";
import {ICreditPolicy} from "./ICreditPolicy.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IOperatorRegistryFactory} from "./IOperatorRegistryFactory.sol";

/// @title Emission figures that a quorum of operators signed
/// @notice Keeps the operator set, the methodologies and, per vintage, a final and a pending batch and the one credit.
/// A batch is a self-contained snapshot of the vintage to date. It becomes final by time alone when its challenge
/// window is over; until then the final batch before it stays claimable. Demands and disputes postpone that by a
/// bounded time.
/// Neither owner nor guardian can create anything.
/// @dev EIP-712 domain: name "Abate EmissionOracle", version "1", the chain and this contract.
/// Deployment order: policies, `CarbonCreditFactory()`, `OperatorRegistryFactory()`, `BatchChallengesFactory()`,
/// `BatchDemandsFactory()`, `BatchDisputesFactory()`, `EmissionOracle(Config)`. The oracle's constructor deploys its
/// `CorrectionReserve` and, through the factories, its `OperatorRegistry`, `BatchChallenges`, `BatchDemands` and
/// `BatchDisputes`; `openVintage` deploys the vintage's credit. No wiring is needed afterwards; the first operators
/// deposit their bonds and enter.
interface IEmissionOracle {
    /// @notice What a quorum signs. The EIP-712 type is `Batch` with these fields in this order.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the vintage's last batch + 1; revoked batches count, the first is 1.
    /// @param through End of the last period that the batch covers, unix seconds, exclusive.
    /// @param methodologyId The vintage's methodology.
    /// @param factorSetHash Hash over the emission factor sets used.
    /// @param root Merkle root over (account, credits, reportHash) of everybody in the vintage.
    /// @param observationsHash Hash over the operators' observation roots.
    /// @param evidenceHash Hash over the evidence behind the figures.
    /// @param authorisedTotal Base units: sum over accounts of the highest gross figure each has had in a final batch
    /// of the vintage up to and including this one. It never falls.
    /// @param count Number of leaves.
    /// @param operatorSetHash The operator set that signs.
    /// @param validUntil Last second in which the batch may be posted.
    struct Batch {
        uint16 vintage;
        uint32 sequence;
        uint40 through;
        bytes32 methodologyId;
        bytes32 factorSetHash;
        bytes32 root;
        bytes32 observationsHash;
        bytes32 evidenceHash;
        uint128 authorisedTotal;
        uint32 count;
        bytes32 operatorSetHash;
        uint40 validUntil;
    }

    /// @notice What the chain keeps of a batch; all zero where there is none.
    /// @param sequence Number of the batch in its vintage.
    /// @param through End of what it covers, unix seconds.
    /// @param authorisedTotal Base units it allows to be issued to people and reserve together.
    /// @param root Merkle root of its leaves.
    /// @param record `recordHashOf` what was posted, for later proofs from calldata.
    struct StoredBatch {
        uint32 sequence;
        uint40 through;
        uint128 authorisedTotal;
        bytes32 root;
        bytes32 record;
    }

    /// @notice A pending batch as demands and disputes need it.
    /// @param root Merkle root of its leaves.
    /// @param finalRoot Merkle root of the batch that is final meanwhile; zero where there is none.
    /// @param through End of what the pending batch covers.
    /// @param end When its challenge window ends, whatever postpones its finality.
    struct Window {
        bytes32 root;
        bytes32 finalRoot;
        uint40 through;
        uint40 end;
    }

    /// @notice What a methodology fixes on chain.
    /// @param id Hash of the methodology's canonical form.
    /// @param policy Formula from emissions to credits.
    /// @param reserveShareBps Share withheld for the reserve, basis points, below 10000.
    struct MethodologyTerms {
        bytes32 id;
        ICreditPolicy policy;
        uint16 reserveShareBps;
    }

    /// @notice Everything an oracle is deployed with; only the owner and the operators can change later.
    /// @param owner Timelock or multisig that schedules operator sets, registers methodologies and opens vintages.
    /// @param guardian May revoke a pending batch once per period; zero for nobody.
    /// @param operators First admitted operators, strictly ascending, at most 64; in force when bonded and entered.
    /// @param quorum Signatures that a batch needs; more than half of the operators.
    /// @param challengeWindow Seconds from posting to finality where nothing postpones it.
    /// @param admissionDelay Seconds until a new operator set or methodology takes effect; longer than the longest way
    /// to finality. At most 366 days, as every delay but the next.
    /// @param closingDelay Seconds after the vintage's year in which batches may be posted; longer than the longest
    /// way to finality, at most 3660 days.
    /// @param creditFactory Deploys the vintages' credits.
    /// @param registryFactory Deploys the operators' registry.
    /// @param challengesFactory Deploys the challenges.
    /// @param demandsFactory Deploys the demands.
    /// @param disputesFactory Deploys the disputes.
    /// @param bonds What an operator's bond is.
    /// @param demands What demands cost and how long they wait.
    /// @param disputes Who rules in disputes, what they cost and how long they wait.
    /// @param gramsPerBond Base units by which one batch may raise the authorised total for each of its signers.
    /// @param methodologies Active from the start, since everybody sees them before they join.
    struct Config {
        address owner;
        address guardian;
        address[] operators;
        uint8 quorum;
        uint40 challengeWindow;
        uint40 admissionDelay;
        uint40 closingDelay;
        ICarbonCreditFactory creditFactory;
        IOperatorRegistryFactory registryFactory;
        IBatchChallengesFactory challengesFactory;
        IBatchDemandsFactory demandsFactory;
        IBatchDisputesFactory disputesFactory;
        IOperatorRegistry.BondTerms bonds;
        IBatchDemands.DemandTerms demands;
        IBatchDisputes.DisputeTerms disputes;
        uint64 gramsPerBond;
        MethodologyTerms[] methodologies;
    }

    // ------------------------------------------------------------------------------------------------- events

    /// @notice A batch entered its challenge window; the transaction names who sent it.
    /// @param vintage Year of the credits.
    /// @param sequence Number of the batch.
    /// @param root Merkle root of its leaves.
    /// @param through End of what it covers.
    /// @param authorisedTotal Base units it allows.
    /// @param count Number of leaves.
    /// @param signers Bit i stands for the operator at place i of the set.
    /// @param finalAt When it becomes final unless demands or disputes postpone it.
    event BatchPosted(
        uint16 indexed vintage,
        uint32 indexed sequence,
        bytes32 root,
        uint40 through,
        uint128 authorisedTotal,
        uint32 count,
        uint64 signers,
        uint40 finalAt
    );

    /// @notice A demand or dispute moved the time at which the pending batch becomes final.
    event FinalityPostponed(uint16 indexed vintage, uint32 indexed sequence, uint40 finalAt);

    /// @notice The guardian revoked the pending batch.
    event BatchRevoked(uint16 indexed vintage, uint32 indexed sequence, uint40 through);

    /// @notice A vintage was opened and its credit created.
    event VintageOpened(uint16 indexed vintage, bytes32 indexed methodologyId, ICarbonCredit credit, uint40 closesAt);

    /// @notice A methodology was registered and takes effect at `activeFrom`.
    event MethodologyRegistered(
        bytes32 indexed id, ICreditPolicy policy, uint16 reserveShareBps, uint40 activeFrom
    );

    /// @notice A methodology was withdrawn before it took effect.
    event MethodologyCancelled(bytes32 indexed id);

    /// @notice An operator set took effect.
    event OperatorSetActivated(bytes32 indexed operatorSetHash);

    // ------------------------------------------------------------------------------------- errors: deployment

    /// @notice A challenge window of no length protects nobody.
    error ZeroChallengeWindow();

    /// @notice New operators or methodologies could take effect before a batch is final that is pending already.
    error AdmissionDelayTooShort(uint40 given, uint40 longestFinality);

    /// @notice A vintage would close before its last batch could be posted, revoked and posted again.
    error ClosingDelayTooShort(uint40 given, uint40 longestFinality);

    /// @notice Whoever waits would wait for ever.
    error DelayTooLong(uint40 given, uint40 maximum);

    /// @notice No contract stands at this address.
    error NotAContract(address given);

    /// @notice Bonds that stand for nothing would let nothing be issued.
    error ZeroGramsPerBond();

    // ------------------------------------------------------------------ ------- errors: methodologies

    /// @notice A methodology needs a hash.
    error ZeroMethodologyId();

    /// @notice Terms of a methodology never change.
    error MethodologyAlreadyRegistered(bytes32 id);

    /// @notice The reserve's share must be below the whole.
    error ReserveShareTooLarge(uint16 given, uint16 maximum);

    /// @notice Nobody registered this methodology.
    error UnknownMethodology(bytes32 id);

    /// @notice The methodology must wait.
    error MethodologyNotYetActive(bytes32 id, uint40 activeFrom);

    /// @notice The methodology has taken effect and stays.
    error MethodologyAlreadyActive(bytes32 id, uint40 activeFrom);

    // ------------------------------------------------------------------------------------- errors: vintages

    /// @notice The vintage has its credit and methodology for ever.
    error VintageAlreadyOpen(uint16 vintage, ICarbonCredit credit);

    /// @notice Years before 1970 have no unix time, and times after 2105 do not fit.
    error VintageOutOfRange(uint16 given, uint16 first, uint16 last);

    /// @notice Nobody opened the vintage.
    error VintageNotOpen(uint16 vintage);

    /// @notice The vintage takes no more batches.
    error VintageClosed(uint16 vintage, uint40 closedAt);

    // -------------------------------------------------------------------------------------- errors: batches

    /// @notice The vintage has another methodology.
    error WrongMethodology(bytes32 given, bytes32 expected);

    /// @notice The batch names another operator set than the one in force.
    error StaleOperatorSet(bytes32 given, bytes32 current);

    /// @notice The operators passed along are not the set in force.
    error WrongOperators(bytes32 given, bytes32 current);

    /// @notice The batch is not the vintage's next one.
    error StaleSequence(uint32 given, uint32 expected);

    /// @notice The batch before is neither final nor revoked.
    error BatchPending(uint32 sequence, uint40 finalAt);

    /// @notice The signers' time limit is over.
    error BatchExpired(uint40 validUntil, uint40 time);

    /// @notice The period has not ended.
    error PeriodNotOver(uint40 through, uint40 time);

    /// @notice The final batch covers this period, or the period lies before the vintage.
    error StalePeriod(uint40 given, uint40 last);

    /// @notice The period ends after the vintage's year (one day is allowed for time zones).
    error PeriodOutsideVintage(uint40 given, uint40 latest);

    /// @notice A field is larger than its type.
    error MalformedBatch();

    /// @notice A batch needs a root.
    error ZeroRoot();

    /// @notice A batch needs leaves.
    error EmptyBatch();

    /// @notice The authorised total is a sum of high-water marks and never falls.
    error AuthorisedTotalDecreased(uint128 given, uint128 current);

    /// @notice The authorised total must fit 64 bits (18 million million tonnes).
    error AuthorisedTotalTooLarge(uint128 given, uint128 maximum);

    /// @notice The batch raises the authorised total by more than its signers' bonds stand for.
    error GrowthTooLarge(uint256 given, uint256 maximum);

    /// @notice The vintage's numbers are used up.
    error SequencesExhausted(uint32 last);

    /// @notice Too few operators signed.
    error QuorumNotReached(uint256 given, uint256 quorum);

    /// @notice Signatures must be in strictly ascending order of their signers.
    error SignersNotAscending(address previous, address given);

    /// @notice The signature is of no operator of the set, or of other data than this batch for this oracle and chain.
    error NotAnOperator(address given);

    // ------------------------------------------------------------------------------------- errors: guardian

    /// @notice Only the guardian may do this.
    error NotGuardian(address caller);

    /// @notice Nothing is in its challenge window.
    error NoPendingBatch(uint16 vintage);

    /// @notice The guardian revoked a batch of this period before; what the quorum posts again stands.
    error RevocationSpent(uint16 vintage, uint40 through);

    // ------------------------------------------------------------------------------------ errors: challenges

    /// @notice Only the oracle's registry may change the operators in force.
    error NotRegistry(address caller);

    /// @notice Only the oracle's challenges may mark a batch.
    error NotChallenges(address caller);

    /// @notice Only the oracle's demands and disputes may postpone finality.
    error NotDemandsOrDisputes(address caller);

    /// @notice The batch is not in its challenge window: unknown, final, revoked or fallen.
    error NotPending(uint16 vintage, uint32 sequence);

    /// @notice Nothing postpones finality beyond this.
    error PostponedTooFar(uint40 given, uint40 maximum);

    /// @notice The batch is unknown, or another one has become final since.
    error NotChallengeable(uint16 vintage, uint32 sequence);

    /// @notice The batch was proven wrong before.
    error AlreadyFaulted(uint16 vintage, uint32 sequence);

    // -------------------------------------------------------------------------------------------- operators

    /// @notice Takes over the operators in force. Only the oracle's registry.
    function setOperatorSet(bytes32 setHash) external;

    /// @notice The hash of the set in force.
    function operatorSetHash() external view returns (bytes32);

    /// @notice Signatures that a batch needs now.
    function quorum() external view returns (uint8);

    /// @notice Hash of an operator set: `keccak256(abi.encode(operators, quorum))` with the quorum as its last byte.
    function hashOperatorSet(address[] calldata operators, uint8 newQuorum) external pure returns (bytes32);

    // ---------------------------------------------------------------------------------------- methodologies

    /// @notice Registers a methodology that may be used after the admission delay. Owner only.
    /// @dev Reverts with `ZeroMethodologyId`, `MethodologyAlreadyRegistered`, `ReserveShareTooLarge`, `NotAContract`.
    /// @param id Hash of the methodology's canonical form.
    /// @param policy Formula from emissions to credits.
    /// @param reserveShareBps Share withheld for the reserve, basis points, below 10000.
    function registerMethodology(bytes32 id, ICreditPolicy policy, uint16 reserveShareBps) external;

    /// @notice Withdraws a methodology that has not taken effect. Owner only.
    function cancelMethodology(bytes32 id) external;

    /// @notice A methodology's terms and when it takes effect; all zero for an unknown one.
    function methodology(bytes32 id)
        external
        view
        returns (ICreditPolicy policy, uint16 reserveShareBps, uint40 activeFrom);

    // --------------------------------------------------------------------------------------------- vintages

    /// @notice Opens a year and creates its credit. Owner only: the choice of methodology is for ever.
    /// @dev Reverts with `VintageAlreadyOpen`, `VintageOutOfRange`, `VintageClosed`, `UnknownMethodology`,
    /// `MethodologyNotYetActive`.
    /// @param vintage The year.
    /// @param methodologyId An active methodology.
    /// @return credit The vintage's credit.
    function openVintage(uint16 vintage, bytes32 methodologyId) external returns (ICarbonCredit credit);

    /// @notice The one credit of a vintage; zero where it is not open.
    function creditOf(uint16 vintage) external view returns (ICarbonCredit);

    /// @notice The methodology of a vintage; zero where it is not open.
    function methodologyOf(uint16 vintage) external view returns (bytes32);

    /// @notice From when on the vintage takes no batches: the end of its year (UTC) and the closing delay.
    function closesAt(uint16 vintage) external view returns (uint40);

    /// @notice From when on the last final batch of the vintage can no longer be replaced.
    function settledAt(uint16 vintage) external view returns (uint40);

    // ---------------------------------------------------------------------------------------------- batches

    /// @notice Posts the vintage's next batch, signed by a quorum. Anyone may send it.
    /// @param batch What was signed.
    /// @param operators The whole operator set in force, ascending.
    /// @param signatures EIP-712 signatures, 65 bytes or 64 (EIP-2098), in ascending order of their signers.
    function postBatch(Batch calldata batch, address[] calldata operators, bytes[] calldata signatures) external;

    /// @notice Revokes the pending batch. Guardian only, once per period.
    /// @dev Reverts with `NotGuardian`, `VintageNotOpen`, `NoPendingBatch`, `RevocationSpent`.
    function revokeBatch(uint16 vintage) external;

    /// @notice Marks a batch as proven wrong and answers what proofs are held against; reverts are up to the caller.
    /// A pending batch falls, issuing from a final one stops, a revoked one is marked. Only the oracle's challenges.
    /// @dev Reverts with `NotChallenges`, `VintageNotOpen`, `WrongMethodology`, `NotChallengeable`, `AlreadyFaulted`.
    /// @return root Merkle root of the batch's leaves.
    /// @return record The batch's record.
    function markFaulted(uint16 vintage, bytes32 methodologyId, uint32 sequence)
        external
        returns (bytes32 root, bytes32 record);

    /// @notice Postpones the finality of a pending batch; an earlier time changes nothing. Only the oracle's demands
    /// and disputes.
    /// @dev Reverts with `NotDemandsOrDisputes`, `NotPending` or `PostponedTooFar`: however many demands and disputes
    /// there are, a batch is final at most `challengeWindow + maximumDelay` after posting. Finality never moves forward
    /// again, so what `claimable` answered stays true.
    function postpone(uint16 vintage, uint32 sequence, uint40 finalAt) external;

    /// @notice A pending batch as demands and disputes need it.
    /// @dev Reverts with `NotPending`.
    function windowOf(uint16 vintage, uint32 sequence) external view returns (Window memory);

    /// @notice Whether the final batch was proven wrong: nothing is issued from it, until the next batch is final.
    function isFinalBatchFaulted(uint16 vintage) external view returns (bool);

    /// @notice The final batch, which credits are issued from unless `isFinalBatchFaulted`.
    function finalBatch(uint16 vintage) external view returns (StoredBatch memory);

    /// @notice The batch in its challenge window and when it becomes final.
    function pendingBatch(uint16 vintage) external view returns (StoredBatch memory batch, uint40 finalAt);

    /// @notice Number of the vintage's last batch, revoked ones counted; the next is one more.
    function lastSequence(uint16 vintage) external view returns (uint32);

    /// @notice What the vintage's credit issues from: the final batch, and how long it surely stays the final one.
    /// @return root Merkle root; zero where there is no final batch, or it was proven wrong.
    /// @return authorisedTotal Base units that people and reserve may be issued together.
    /// @return until Before this time no other batch can become final.
    function claimable(uint16 vintage, bytes32 methodologyId)
        external
        view
        returns (bytes32 root, uint128 authorisedTotal, uint40 until);

    /// @notice What the operators sign: the EIP-712 digest of a batch for this oracle on this chain.
    function digestOf(Batch calldata batch) external view returns (bytes32);

    /// @notice EIP-712 struct hash of a batch.
    function hashOf(Batch calldata batch) external pure returns (bytes32);

    /// @notice What is stored of a posting, to check later proofs from calldata against:
    /// `keccak256(abi.encode(batchHash, signers, postedAt))`.
    function recordHashOf(bytes32 batchHash, uint64 signers, uint40 postedAt)
        external
        pure
        returns (bytes32);

    // ---------------------------------------------------------------------------------------- configuration

    /// @notice Who may revoke.
    function guardian() external view returns (address);

    /// @notice Seconds from posting to finality where nothing postpones it.
    function challengeWindow() external view returns (uint40);

    /// @notice Seconds by which demands and disputes postpone finality at most.
    function maximumDelay() external view returns (uint40);

    /// @notice Seconds until a new operator set or methodology takes effect.
    function admissionDelay() external view returns (uint40);

    /// @notice Seconds after a vintage's year in which batches may still be posted.
    function closingDelay() external view returns (uint40);

    /// @notice Deploys the credits.
    function creditFactory() external view returns (ICarbonCreditFactory);

    /// @notice The operators and their bonds.
    function registry() external view returns (IOperatorRegistry);

    /// @notice Where faults are proven.
    function challenges() external view returns (IBatchChallenges);

    /// @notice Where the opening of a pending batch is demanded.
    function demands() external view returns (IBatchDemands);

    /// @notice Where raw data is disputed before the arbiter.
    function disputes() external view returns (IBatchDisputes);

    /// @notice Base units by which one batch may raise the authorised total for each of its signers.
    function gramsPerBond() external view returns (uint64);

    /// @notice Holds the withheld shares of all vintages.
    function reserve() external view returns (ICorrectionReserve);
}
