// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBatchChallenges} from "../../interfaces/IBatchChallenges.sol";
import {IBatchDemands} from "../../interfaces/IBatchDemands.sol";
import {IBatchDisputes} from "../../interfaces/IBatchDisputes.sol";
import {ICarbonCredit} from "../../interfaces/ICarbonCredit.sol";
import {ICarbonCreditFactory} from "../../interfaces/ICarbonCreditFactory.sol";
import {ICorrectionReserve} from "../../interfaces/ICorrectionReserve.sol";
import {ICreditPolicy} from "../../interfaces/ICreditPolicy.sol";
import {IEmissionOracle} from "../../interfaces/IEmissionOracle.sol";
import {IOperatorRegistry} from "../../interfaces/IOperatorRegistry.sol";
import {CorrectionReserve} from "../credit/CorrectionReserve.sol";
import {BatchBuffers} from "../libraries/BatchBuffers.sol";
import {BatchProgress, Progress} from "../libraries/BatchProgress.sol";
import {BatchHash} from "../libraries/BatchHash.sol";
import {OperatorSets} from "../libraries/OperatorSets.sol";
import {OracleDelays} from "../libraries/OracleDelays.sol";
import {VintageCalendar} from "../libraries/VintageCalendar.sol";

/// @title Emission figures that a quorum of operators signed
/// @notice See `IEmissionOracle`.
contract EmissionOracle is IEmissionOracle, Ownable2Step, EIP712 {
    using BatchBuffers for BatchBuffers.Buffers;
    using BatchHash for Batch;

    /// @dev The share withheld stays below the whole.
    uint16 private constant MAX_RESERVE_SHARE_BPS = 9999;
    /// @dev The last year whose closing still fits 32-bit time.
    uint16 private constant LAST_VINTAGE = 2104;
    /// @dev The last period of a year ends up to 14 hours around the end of the year in UTC.
    uint40 private constant TIME_ZONES = 1 days;

    // --------------------------------------------------------------------------------------- immutables

    /// @inheritdoc IEmissionOracle
    address public immutable guardian;
    /// @inheritdoc IEmissionOracle
    uint40 public immutable challengeWindow;
    /// @inheritdoc IEmissionOracle
    uint40 public immutable maximumDelay;
    /// @inheritdoc IEmissionOracle
    uint40 public immutable admissionDelay;
    /// @inheritdoc IEmissionOracle
    uint40 public immutable closingDelay;
    /// @inheritdoc IEmissionOracle
    ICarbonCreditFactory public immutable creditFactory;
    /// @inheritdoc IEmissionOracle
    ICorrectionReserve public immutable reserve;
    /// @inheritdoc IEmissionOracle
    IOperatorRegistry public immutable registry;
    /// @inheritdoc IEmissionOracle
    IBatchChallenges public immutable challenges;
    /// @inheritdoc IEmissionOracle
    IBatchDemands public immutable demands;
    /// @inheritdoc IEmissionOracle
    IBatchDisputes public immutable disputes;
    /// @inheritdoc IEmissionOracle
    uint64 public immutable gramsPerBond;

    // ------------------------------------------------------------------------------------------ storage

    struct Revoked {
        bytes32 root;
        bytes32 record;
    }

    /// @param sequence The batch.
    /// @param end When its window ends, which its time of finality no longer tells.
    struct Postponed {
        uint32 sequence;
        uint40 end;
    }

    struct Terms {
        ICreditPolicy policy;
        uint16 reserveShareBps;
        uint40 activeFrom;
    }

    /// @inheritdoc IEmissionOracle
    bytes32 public operatorSetHash;

    /// @inheritdoc IEmissionOracle
    mapping(bytes32 id => Terms) public methodology;

    /// @inheritdoc IEmissionOracle
    mapping(uint16 vintage => ICarbonCredit) public creditOf;
    /// @inheritdoc IEmissionOracle
    mapping(uint16 vintage => bytes32) public methodologyOf;

    /// @dev Keyed by vintage and its methodology: a batch of another methodology finds nothing, without a further slot.
    mapping(uint16 vintage => mapping(bytes32 methodologyId => BatchBuffers.Buffers)) private _buffers;
    /// @dev End of the last period of which the guardian revoked a batch.
    mapping(uint16 vintage => uint40) private _revokedThrough;
    /// @dev Batches that the guardian revoked: they can be proven wrong after others took their place.
    mapping(uint16 vintage => mapping(uint32 sequence => Revoked)) private _revoked;
    /// @dev The last batch whose finality was postponed. Posting and claiming never read it.
    mapping(uint16 vintage => Postponed) private _postponed;

    // -------------------------------------------------------------------------------------- constructor

    constructor(Config memory config) Ownable(config.owner) EIP712("Abate EmissionOracle", "1") {
        uint40 window = config.challengeWindow;
        uint40 longest = OracleDelays.requireSafe(config);
        _requireContract(address(config.creditFactory));
        _requireContract(address(config.registryFactory));
        _requireContract(address(config.challengesFactory));
        _requireContract(address(config.demandsFactory));
        _requireContract(address(config.disputesFactory));
        guardian = config.guardian;
        challengeWindow = window;
        maximumDelay = longest;
        admissionDelay = config.admissionDelay;
        closingDelay = config.closingDelay;
        creditFactory = config.creditFactory;
        if (config.gramsPerBond == 0) revert ZeroGramsPerBond();
        gramsPerBond = config.gramsPerBond;
        reserve = new CorrectionReserve(this);
        registry = config.registryFactory.createRegistry(
            config.bonds, config.operators, config.quorum, config.admissionDelay, window + longest
        );
        challenges = config.challengesFactory.createChallenges(registry);
        demands = config.demandsFactory.createDemands(config.demands, challenges, window);
        disputes = config.disputesFactory.createDisputes(config.disputes, challenges);

        // nobody is in force before the bonds are there
        _activate(OperatorSets.hashOf(new address[](0), config.quorum));
        for (uint256 i = 0; i < config.methodologies.length; ++i) {
            MethodologyTerms memory terms = config.methodologies[i];
            _register(terms.id, terms.policy, terms.reserveShareBps, _now());
        }
    }

    // ------------------------------------------------------------------------------------ operator sets

    /// @inheritdoc IEmissionOracle
    function setOperatorSet(bytes32 setHash) external {
        if (msg.sender != address(registry)) revert NotRegistry(msg.sender);
        _activate(setHash);
    }

    /// @inheritdoc IEmissionOracle
    function quorum() external view returns (uint8) {
        return OperatorSets.quorumOf(operatorSetHash);
    }

    /// @inheritdoc IEmissionOracle
    function hashOperatorSet(address[] calldata operators, uint8 newQuorum) external pure returns (bytes32) {
        return OperatorSets.hashOf(operators, newQuorum);
    }

    function _activate(bytes32 setHash) private {
        operatorSetHash = setHash;
        emit OperatorSetActivated(setHash);
    }

    // ------------------------------------------------------------------------------------ methodologies

    /// @inheritdoc IEmissionOracle
    function registerMethodology(bytes32 id, ICreditPolicy policy, uint16 reserveShareBps) external onlyOwner {
        _register(id, policy, reserveShareBps, _now() + admissionDelay);
    }

    /// @inheritdoc IEmissionOracle
    function cancelMethodology(bytes32 id) external onlyOwner {
        uint40 activeFrom = methodology[id].activeFrom;
        if (activeFrom == 0) revert UnknownMethodology(id);
        if (activeFrom <= _now()) revert MethodologyAlreadyActive(id, activeFrom);
        delete methodology[id];
        emit MethodologyCancelled(id);
    }

    function _register(bytes32 id, ICreditPolicy policy, uint16 reserveShareBps, uint40 activeFrom) private {
        if (id == 0) revert ZeroMethodologyId();
        if (methodology[id].activeFrom != 0) revert MethodologyAlreadyRegistered(id);
        if (reserveShareBps > MAX_RESERVE_SHARE_BPS) {
            revert ReserveShareTooLarge(reserveShareBps, MAX_RESERVE_SHARE_BPS);
        }
        _requireContract(address(policy));
        methodology[id] = Terms(policy, reserveShareBps, activeFrom);
        emit MethodologyRegistered(id, policy, reserveShareBps, activeFrom);
    }

    // ----------------------------------------------------------------------------------------- vintages

    /// @inheritdoc IEmissionOracle
    function openVintage(uint16 vintage, bytes32 methodologyId) external onlyOwner returns (ICarbonCredit credit) {
        credit = creditOf[vintage];
        if (address(credit) != address(0)) revert VintageAlreadyOpen(vintage, credit);
        uint40 closedAt = closesAt(vintage);
        if (_now() >= closedAt) revert VintageClosed(vintage, closedAt);
        Terms memory terms = methodology[methodologyId];
        if (terms.activeFrom == 0) revert UnknownMethodology(methodologyId);
        if (_now() < terms.activeFrom) revert MethodologyNotYetActive(methodologyId, terms.activeFrom);

        methodologyOf[vintage] = methodologyId;
        _buffers[vintage][methodologyId].progress = BatchProgress.opened(
            SafeCast.toUint32(VintageCalendar.startOf(vintage)), SafeCast.toUint32(block.timestamp)
        );
        // the factory is an immutable of this contract and its code knows no callback
        // slither-disable-next-line reentrancy-no-eth,reentrancy-events
        credit = creditFactory.createCredit(vintage, methodologyId, terms.reserveShareBps, address(reserve));
        creditOf[vintage] = credit;
        emit VintageOpened(vintage, methodologyId, credit, closedAt);
    }

    /// @inheritdoc IEmissionOracle
    function closesAt(uint16 vintage) public view returns (uint40) {
        if (vintage < VintageCalendar.FIRST_YEAR || vintage > LAST_VINTAGE) {
            revert VintageOutOfRange(vintage, VintageCalendar.FIRST_YEAR, LAST_VINTAGE);
        }
        return VintageCalendar.startOf(vintage + 1) + closingDelay;
    }

    /// @inheritdoc IEmissionOracle
    function settledAt(uint16 vintage) external view returns (uint40) {
        return closesAt(vintage) + challengeWindow + maximumDelay;
    }

    // ------------------------------------------------------------------------------------------ posting

    /// @inheritdoc IEmissionOracle
    function postBatch(Batch calldata batch, address[] calldata operators, bytes[] calldata signatures) external {
        bytes32 batchHash = batch.hash();
        uint64 signers = _requireQuorum(batch.operatorSetHash, batchHash, operators, signatures);
        _store(batch, BatchHash.recordOf(batchHash, signers, _now()), signers, signatures.length);
    }

    /// @inheritdoc IEmissionOracle
    function digestOf(Batch calldata batch) external view returns (bytes32) {
        return _hashTypedDataV4(batch.hash());
    }

    /// @inheritdoc IEmissionOracle
    function hashOf(Batch calldata batch) external pure returns (bytes32) {
        return batch.hash();
    }

    /// @inheritdoc IEmissionOracle
    function recordHashOf(bytes32 batchHash, uint64 signers, uint40 postedAt)
        external
        pure
        returns (bytes32)
    {
        return BatchHash.recordOf(batchHash, signers, postedAt);
    }

    function _store(Batch calldata batch, bytes32 record, uint64 signers, uint256 signatures) private {
        uint16 vintage = batch.vintageOf();
        BatchBuffers.Buffers storage buffers = _buffers[vintage][batch.methodologyId];
        Progress progress = _following(buffers.progress, batch, signatures);
        uint256 place = progress.newestPlace();
        buffers.progress = progress;
        buffers.roots[place] = batch.root;
        buffers.records[place] = record;
        emit BatchPosted(
            vintage,
            progress.newestSequence(),
            batch.root,
            progress.newestThrough(),
            progress.newestTotal(),
            batch.countOf(),
            signers,
            progress.newestFinalAt()
        );
    }

    /// @dev Where the vintage stands with this batch; reverts unless it is the next one, in time and well-formed.
    function _following(Progress progress, Batch calldata batch, uint256 signatures)
        private
        view
        returns (Progress)
    {
        if (!progress.isOpen()) _revertUnknown(batch.vintageOf(), batch.methodologyId);
        if (progress.isPending(block.timestamp)) {
            revert BatchPending(progress.newestSequence(), progress.newestFinalAt());
        }
        progress = progress.advanced();
        uint32 sequence = batch.sequenceOf();
        if (sequence != progress.newestSequence()) revert StaleSequence(sequence, progress.newestSequence());
        if (batch.root == 0) revert ZeroRoot();
        if (batch.countOf() == 0) revert EmptyBatch();
        uint128 total = batch.totalOf();
        if (total < progress.finalTotal()) revert AuthorisedTotalDecreased(total, progress.finalTotal());
        if (total > type(uint64).max) revert AuthorisedTotalTooLarge(total, type(uint64).max);
        _requireBacked(total - progress.finalTotal(), signatures);
        uint40 through = batch.throughOf();
        if (through <= progress.finalThrough()) revert StalePeriod(through, progress.finalThrough());
        _requireInTime(batch.vintageOf(), through, batch.validUntilOf());
        // `total` was compared with 64 bits, `through` lies before the present
        return progress.withNewest(total, through, SafeCast.toUint32(block.timestamp + challengeWindow));
    }

    /// @dev Each operator in force holds one whole bond, so the signers' number tells what they stand for.
    function _requireBacked(uint256 growth, uint256 signers) private view {
        unchecked {
            // more than 64 signatures are refused, as each must be of another operator
            if (growth > signers * gramsPerBond) revert GrowthTooLarge(growth, signers * gramsPerBond);
        }
    }

    function _requireInTime(uint16 vintage, uint40 through, uint40 validUntil) private view {
        uint40 time = _now();
        if (time > validUntil) revert BatchExpired(validUntil, time);
        if (through > time) revert PeriodNotOver(through, time);
        uint40 yearEnd = VintageCalendar.startOf(vintage + 1);
        unchecked {
            // the year was in range when the vintage was opened, and the delay was added to its end then
            if (through > yearEnd + TIME_ZONES) revert PeriodOutsideVintage(through, yearEnd + TIME_ZONES);
            if (time >= yearEnd + closingDelay) revert VintageClosed(vintage, yearEnd + closingDelay);
        }
    }

    function _requireQuorum(
        bytes32 setHash,
        bytes32 batchHash,
        address[] calldata operators,
        bytes[] calldata signatures
    ) private view returns (uint64 signers) {
        bytes32 current = operatorSetHash;
        uint8 needed = OperatorSets.quorumOf(current);
        if (setHash != current) revert StaleOperatorSet(setHash, current);
        bytes32 given = OperatorSets.hashOfCalldata(operators, needed);
        if (given != current) revert WrongOperators(given, current);
        if (signatures.length < needed) revert QuorumNotReached(signatures.length, needed);
        return OperatorSets.signersOf(_hashTypedDataV4(batchHash), operators, signatures);
    }

    function _revertUnknown(uint16 vintage, bytes32 methodologyId) private view {
        bytes32 expected = methodologyOf[vintage];
        if (expected == 0) revert VintageNotOpen(vintage);
        revert WrongMethodology(methodologyId, expected);
    }

    // ----------------------------------------------------------------------------------------- guardian

    /// @inheritdoc IEmissionOracle
    function revokeBatch(uint16 vintage) external {
        if (msg.sender != guardian) revert NotGuardian(msg.sender);
        bytes32 methodologyId = methodologyOf[vintage];
        if (methodologyId == 0) revert VintageNotOpen(vintage);
        Progress progress = _buffers[vintage][methodologyId].progress;
        if (!progress.isPending(block.timestamp)) revert NoPendingBatch(vintage);
        uint40 through = progress.newestThrough();
        if (through <= _revokedThrough[vintage]) revert RevocationSpent(vintage, through);
        _revokedThrough[vintage] = through;
        BatchBuffers.Buffers storage buffers = _buffers[vintage][methodologyId];
        buffers.progress = progress.revoked();
        uint256 place = progress.newestPlace();
        _revoked[vintage][progress.newestSequence()] = Revoked(buffers.roots[place], buffers.records[place]);
        emit BatchRevoked(vintage, progress.newestSequence(), through);
    }

    // --------------------------------------------------------------------------------------- challenges

    /// @inheritdoc IEmissionOracle
    function markFaulted(uint16 vintage, bytes32 methodologyId, uint32 sequence)
        external
        returns (bytes32 root, bytes32 record)
    {
        if (msg.sender != address(challenges)) revert NotChallenges(msg.sender);
        BatchBuffers.Buffers storage buffers = _buffers[vintage][methodologyId];
        Progress progress = buffers.progress;
        if (!progress.isOpen()) _revertUnknown(vintage, methodologyId);
        bool wasFinal;
        (root, record, wasFinal) = buffers.markFaulted(progress, vintage, sequence);
        if (record == 0 || (progress.isRevoked() && !wasFinal)) {
            // the guardian revoked it, now or long ago; once proven wrong, it is not proven again
            Revoked memory revoked = _revoked[vintage][sequence];
            (root, record) = (revoked.root, revoked.record);
            if (record == 0) revert NotChallengeable(vintage, sequence);
            delete _revoked[vintage][sequence];
        }
        if (wasFinal) creditOf[vintage].forgetFinalBatch();
    }

    // ---------------------------------------------------------------------------- demands and disputes

    /// @inheritdoc IEmissionOracle
    function postpone(uint16 vintage, uint32 sequence, uint40 finalAt) external {
        if (msg.sender != address(demands) && msg.sender != address(disputes)) revert NotDemandsOrDisputes(msg.sender);
        BatchBuffers.Buffers storage buffers = _pending(vintage, sequence);
        Progress progress = buffers.progress;
        uint40 end = _windowEnd(vintage, progress);
        if (finalAt > end + maximumDelay) revert PostponedTooFar(finalAt, end + maximumDelay);
        if (finalAt <= progress.newestFinalAt()) return;
        _postponed[vintage] = Postponed(sequence, end);
        buffers.progress = progress.postponed(SafeCast.toUint32(finalAt));
        emit FinalityPostponed(vintage, sequence, finalAt);
    }

    /// @inheritdoc IEmissionOracle
    function windowOf(uint16 vintage, uint32 sequence) external view returns (Window memory window) {
        BatchBuffers.Buffers storage buffers = _pending(vintage, sequence);
        (window.root, window.finalRoot, window.through) = buffers.pendingRoots();
        window.end = _windowEnd(vintage, buffers.progress);
    }

    function _pending(uint16 vintage, uint32 sequence) private view returns (BatchBuffers.Buffers storage buffers) {
        buffers = _buffers[vintage][methodologyOf[vintage]];
        Progress progress = buffers.progress;
        if (!progress.isPending(block.timestamp) || progress.newestSequence() != sequence) {
            revert NotPending(vintage, sequence);
        }
    }

    function _windowEnd(uint16 vintage, Progress progress) private view returns (uint40) {
        Postponed memory postponed = _postponed[vintage];
        return postponed.sequence == progress.newestSequence() ? postponed.end : progress.newestFinalAt();
    }

    // ------------------------------------------------------------------------------------------ reading

    /// @inheritdoc IEmissionOracle
    function isFinalBatchFaulted(uint16 vintage) external view returns (bool) {
        return _buffers[vintage][methodologyOf[vintage]].progress.isFinalFaulted(block.timestamp);
    }

    /// @inheritdoc IEmissionOracle
    function claimable(uint16 vintage, bytes32 methodologyId)
        external
        view
        returns (bytes32 root, uint128 authorisedTotal, uint40 until)
    {
        return _buffers[vintage][methodologyId].claimable(challengeWindow);
    }

    /// @inheritdoc IEmissionOracle
    function finalBatch(uint16 vintage) external view returns (StoredBatch memory) {
        return _buffers[vintage][methodologyOf[vintage]].finalBatch();
    }

    /// @inheritdoc IEmissionOracle
    function pendingBatch(uint16 vintage) external view returns (StoredBatch memory batch, uint40 finalAt) {
        return _buffers[vintage][methodologyOf[vintage]].pendingBatch();
    }

    /// @inheritdoc IEmissionOracle
    function lastSequence(uint16 vintage) external view returns (uint32) {
        return _buffers[vintage][methodologyOf[vintage]].progress.newestSequence();
    }

    function _now() private view returns (uint40) {
        // 40 bits of seconds last for 34,000 years
        return uint40(block.timestamp);
    }

    function _requireContract(address given) private view {
        if (given.code.length == 0) revert NotAContract(given);
    }
}
